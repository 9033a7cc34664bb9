import type { PairResult, PairStatus } from './pair.js';

/** An offer whose status a trial changed. */
export interface Move {
  readonly offerId: string;
  readonly before: PairStatus;
  readonly after: PairStatus;
}

type Judged = readonly Pick<PairResult, 'offerId' | 'status'>[];

/** The offers that stand otherwise after a change than before it, in the order of the pairs after it. */
export function movesBetween(before: Judged, after: Judged): Move[] {
  const were = new Map(before.map(({ offerId, status }) => [offerId, status]));
  return after.flatMap(({ offerId, status }) => {
    const was = were.get(offerId);
    return was && was !== status ? [{ offerId, before: was, after: status }] : [];
  });
}
