import { sourcesOf } from './fact-model.js';
import { factOf } from './facts.js';
import { compareText } from './pair.js';
import { resultOf } from './units.js';
import type { Op } from './criterion.js';
import type { Distance, Verdict } from './evaluate.js';
import type { FactModel } from './fact-model.js';
import type { FactSheet, UnknownWhy } from './facts.js';
import type { PairResult } from './pair.js';
import type { Unit } from './units.js';

/** What kept offers away: the criterion's operator as it failed, or that the fact is not known. */
export type GapCode = 'unknown' | Op | `not-${Op}`;

export interface Gap {
  readonly factKey: string;
  readonly code: GapCode;
  /** Offers in which it is open. */
  readonly blocks: number;
  /** Offers in which nothing else is open: mending it alone makes them eligible. */
  readonly blocksAlone: number;
  /** The smallest distance among them. */
  readonly shortfall?: Distance;
}

/** One reason of one pair. */
interface Reason {
  readonly factKey: string;
  readonly code: GapCode;
  readonly alone: boolean;
  readonly shortfall: Distance | undefined;
}

/** Tallies what is open over all pairs, by fact and operator; the reasons that block most offers alone come first. */
export function tallyGaps(pairs: readonly PairResult[]): Gap[] {
  const gaps = new Map<string, Gap>();
  for (const pair of pairs) {
    for (const [key, reason] of reasonsOf(pair)) gaps.set(key, add(gaps.get(key), reason));
  }
  return [...gaps.values()].sort(
    (a, b) =>
      b.blocksAlone - a.blocksAlone ||
      b.blocks - a.blocks ||
      compareText(a.factKey, b.factKey) ||
      compareText(a.code, b.code),
  );
}

/** Each reason once a pair, however many criteria give it. */
function reasonsOf(pair: PairResult): Map<string, Reason> {
  const reasons = new Map<string, Reason>();
  const open = openUnits(pair);
  for (const branch of open.flatMap((unit) => unit.branches)) {
    const lacking = branch.filter((verdict) => verdict.result !== 'met');
    for (const verdict of lacking) {
      const alone = open.length === 1 && lacking.length === 1;
      const reason = { factKey: verdict.factKey, code: codeOf(verdict), alone, shortfall: verdict.shortfall };
      const key = `${reason.factKey} ${reason.code}`;
      const seen = reasons.get(key);
      reasons.set(key, seen ? merge(seen, reason) : reason);
    }
  }
  return reasons;
}

function merge(a: Reason, b: Reason): Reason {
  return { ...a, alone: a.alone || b.alone, shortfall: smaller(a.shortfall, b.shortfall) };
}

function add(gap: Gap | undefined, { factKey, code, alone, shortfall }: Reason): Gap {
  const least = smaller(gap?.shortfall, shortfall);
  return {
    factKey,
    code,
    blocks: (gap?.blocks ?? 0) + 1,
    blocksAlone: (gap?.blocksAlone ?? 0) + Number(alone),
    ...(least ? { shortfall: least } : {}),
  };
}

function smaller(a: Distance | undefined, b: Distance | undefined): Distance | undefined {
  if (!a || !b) return a ?? b;
  return a.amount <= b.amount ? a : b;
}

function codeOf({ op, not, result }: Verdict): GapCode {
  if (result === 'unknown') return 'unknown';
  return not ? `not-${op}` : op;
}

function openUnits(pair: PairResult): Unit[] {
  return pair.units.filter((unit) => unit.hard && unit.result !== 'met');
}

/** A fact worth asking for. */
export interface MissingFact {
  readonly factKey: string;
  readonly why: UnknownWhy;
  /** Papers that product authors named for it. */
  readonly papers: readonly string[];
  /** Incomplete offers decided as soon as this fact is known: nothing else is unknown there. */
  readonly settles: number;
  /** Incomplete offers that ask for it. */
  readonly asked: number;
}

/**
 * The unknown facts of the incomplete pairs, those that decide most offers first. A derived fact is asked for through
 * the unknown facts it is computed from.
 */
export function missingFacts(model: FactModel, sheet: FactSheet, pairs: readonly PairResult[]): MissingFact[] {
  const missing = new Map<string, { papers: Set<string>; settles: number; asked: number }>();
  for (const pair of pairs.filter(({ status }) => status === 'incomplete')) {
    const papersOf = missingIn(model, sheet, pair);
    for (const [key, papers] of papersOf) {
      const entry = missing.get(key) ?? { papers: new Set(), settles: 0, asked: 0 };
      for (const paper of papers) entry.papers.add(paper);
      entry.asked += 1;
      entry.settles += Number(papersOf.size === 1);
      missing.set(key, entry);
    }
  }
  return [...missing]
    .map(([factKey, entry]) => ({
      factKey,
      why: whyUnknown(sheet, factKey),
      papers: [...entry.papers].sort(compareText),
      settles: entry.settles,
      asked: entry.asked,
    }))
    .sort((a, b) => b.settles - a.settles || b.asked - a.asked || compareText(a.factKey, b.factKey));
}

/** The facts to ask for in one pair, each with the papers named for it. */
export function missingIn(model: FactModel, sheet: FactSheet, pair: PairResult): Map<string, Set<string>> {
  const missing = new Map<string, Set<string>>();
  const undecided = openUnits(pair).flatMap((unit) => unit.branches.filter((branch) => resultOf(branch) === 'unknown'));
  for (const verdict of undecided.flat().filter(({ result }) => result === 'unknown')) {
    for (const key of unknownSources(model, sheet, verdict.factKey)) {
      const papers = missing.get(key) ?? new Set<string>();
      if (verdict.settledBy !== undefined) papers.add(verdict.settledBy);
      missing.set(key, papers);
    }
  }
  return missing;
}

/** A ratio may be unknown though its parts are known (no revenue to divide by): then it is asked for itself. */
function unknownSources(model: FactModel, sheet: FactSheet, key: string): readonly string[] {
  const sources = sourcesOf(model, key).filter((source) => factOf(sheet, source).state === 'unknown');
  return sources.length > 0 ? sources : [key];
}

/** A set with members whose proof has run out is known, but expired for whoever asks about those members. */
function whyUnknown(sheet: FactSheet, key: string): UnknownWhy {
  const fact = factOf(sheet, key);
  return fact.state === 'unknown' ? fact.why : 'expired';
}
