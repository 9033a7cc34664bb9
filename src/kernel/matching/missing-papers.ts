import { missingIn } from './gaps.js';
import { compareText } from './pair.js';
import type { FactModel } from './fact-model.js';
import type { FactSheet } from './facts.js';
import type { PairResult } from './pair.js';

/** A paper worth asking for, or a fact that no paper is named for. */
export interface MissingPaper {
  /** Code of the paper; null for a fact without one. */
  readonly paper: string | null;
  /** The missing facts it settles. */
  readonly factKeys: readonly string[];
  /** Incomplete offers that this paper alone decides. */
  readonly settles: number;
  /** Incomplete offers that ask for it. */
  readonly asked: number;
}

/**
 * Which missing paper would decide most of the incomplete offers. The paper of a fact is the one that criteria name for
 * it (`settledBy`), else the one the domain declares. O(incomplete pairs × their criteria).
 */
export function missingPapers(model: FactModel, sheet: FactSheet, pairs: readonly PairResult[]): MissingPaper[] {
  const papers = new Map<string, { paper: string | null; facts: Set<string>; settles: number; asked: number }>();
  for (const pair of pairs.filter(({ status }) => status === 'incomplete')) {
    const missing = missingIn(model, sheet, pair);
    const inPair = new Map<string, { paper: string | null; facts: string[] }>();
    for (const [factKey, named] of missing) {
      for (const paper of papersOf(model, factKey, named)) {
        const key = paper ?? `fact ${factKey}`;
        const entry = inPair.get(key) ?? { paper, facts: [] };
        entry.facts.push(factKey);
        inPair.set(key, entry);
      }
    }
    for (const [key, { paper, facts }] of inPair) {
      const entry = papers.get(key) ?? { paper, facts: new Set(), settles: 0, asked: 0 };
      for (const fact of facts) entry.facts.add(fact);
      entry.asked += 1;
      entry.settles += Number(facts.length === missing.size);
      papers.set(key, entry);
    }
  }
  return [...papers.values()]
    .map(({ paper, facts, settles, asked }) => ({ paper, factKeys: [...facts].sort(compareText), settles, asked }))
    .sort((a, b) => b.settles - a.settles || b.asked - a.asked || compareText(nameOf(a), nameOf(b)));
}

function papersOf(model: FactModel, factKey: string, named: ReadonlySet<string>): readonly (string | null)[] {
  return named.size > 0 ? [...named] : [model.papers[factKey] ?? null];
}

function nameOf({ paper, factKeys }: MissingPaper): string {
  return paper ?? factKeys.join();
}
