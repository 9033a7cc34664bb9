/** How well rankings find the owner who did take the case. All but cases are shares from 0 to 1. */
export interface Metrics {
  readonly cases: number;
  readonly 'hit@1': number;
  readonly 'hit@3': number;
  readonly 'hit@5': number;
  readonly 'hit@10': number;
  /** Mean reciprocal rank. */
  readonly mrr: number;
}

/** @param ranks from 1; Infinity for an owner that could not be ranked, which is a miss */
export function metricsOf(ranks: ArrayLike<number>): Metrics {
  const all = Array.from(ranks);
  const mean = (worth: (rank: number) => number) =>
    all.length === 0 ? 0 : all.reduce((sum, rank) => sum + worth(rank), 0) / all.length;
  const hit = (most: number) => mean((rank) => (rank <= most ? 1 : 0));
  return {
    cases: all.length,
    'hit@1': hit(1),
    'hit@3': hit(3),
    'hit@5': hit(5),
    'hit@10': hit(10),
    mrr: mean((rank) => 1 / rank),
  };
}

/** The mean of the five figures for one rank: what is chosen by. */
export function worthOf(rank: number): number {
  const hits = (rank <= 1 ? 1 : 0) + (rank <= 3 ? 1 : 0) + (rank <= 5 ? 1 : 0) + (rank <= 10 ? 1 : 0);
  return (1 / rank + hits) / 5;
}

/** The place of one owner, from 1: more is better, of equals the one whose name comes first. */
export function rankOf(scores: Float64Array, owner: number): number {
  if (owner < 0) return Number.POSITIVE_INFINITY;
  const own = scores[owner] as number;
  let rank = 1;
  for (let other = 0; other < scores.length; other++) {
    const score = scores[other] as number;
    if (score > own || (score === own && other < owner)) rank++;
  }
  return rank;
}
