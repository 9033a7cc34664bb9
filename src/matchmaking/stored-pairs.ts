import { In } from 'typeorm';
import type { PairResult } from '../kernel/matching/pair.js';
import type { Database } from '../platform/database/database.js';
import { Candidate } from './match-run.entity.js';

type Standing = Pick<PairResult, 'offerId' | 'tierKey' | 'status' | 'hardMet' | 'hardTotal'>;

/** What a run keeps of each pair, one text a pair, best first: equal texts in equal order, equal runs. */
export function pairTexts(pairs: readonly Standing[]): string[] {
  return pairs.map(({ offerId, tierKey, status, hardMet, hardTotal }) =>
    text(offerId, tierKey, status, hardMet, hardTotal),
  );
}

/** The same of runs that are stored. A run without pairs is not in the answer. */
export async function storedPairTexts(db: Database, runIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db.repo(Candidate).find({
    where: { runId: In([...runIds]) },
    select: { runId: true, offerId: true, tierKey: true, status: true, met: true, total: true },
    order: { runId: 'ASC', rank: 'ASC' },
  });
  const texts = new Map<string, string[]>();
  for (const { runId, offerId, tierKey, status, met, total } of rows) {
    const run = texts.get(runId) ?? [];
    run.push(text(offerId, tierKey, status, met, total));
    texts.set(runId, run);
  }
  return texts;
}

const text = (...parts: readonly unknown[]): string => JSON.stringify(parts);

export const sameInOrder = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);

/** The same pairs, in whatever order. */
export const samePairs = (a: readonly string[], b: readonly string[]): boolean =>
  sameInOrder(a.toSorted(), b.toSorted());
