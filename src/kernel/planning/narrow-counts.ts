import { certify, NOISE, type Box, type Relaxation } from './relaxation.js';
import type { Mip } from './mip.js';

/** How often all counts are asked for again after some have moved. */
const PASSES = 2;

/**
 * A box in which whole columns reach no further than the relaxation lets them, rounded: where it wants at least 2.3
 * classes of a major, 3 must open. Each bound is proven from prices. The columns of the relaxation stay as narrow as
 * the box says. Where nothing is left in it some column's least exceeds its most.
 */
export function narrowCounts(mip: Mip, relaxation: Relaxation, counts: readonly number[], given: Box): Box {
  const box: Box = { lower: [...given.lower], upper: [...given.upper] };
  for (let pass = 0; pass < PASSES; pass++) {
    /** Ends that some point of the relaxation reaches: they cannot move. */
    const held = new Set<number>();
    const hold = (values: readonly number[]): void => {
      for (const [at, column] of counts.entries()) {
        const value = values[column] ?? 0;
        if (value <= (box.lower[column] ?? 0) + NOISE) held.add(at * 2);
        if (value >= (box.upper[column] ?? 0) - NOISE) held.add(at * 2 + 1);
      }
    };
    let moved = false;
    for (const [at, column] of counts.entries())
      for (const [end, sign] of [1, -1].entries()) {
        const [least, most] = [box.lower[column] ?? 0, box.upper[column] ?? 0];
        if (least === most || held.has(at * 2 + end)) continue;
        const objective = [[column, sign]] as const;
        const answer = relaxation.minimise(objective);
        if (!answer) return box;
        hold(answer.values);
        const bound = Math.ceil(certify(mip, objective, answer.prices, box).bound - NOISE);
        if (bound <= (sign > 0 ? least : 0 - most)) continue;
        if (sign > 0) box.lower[column] = bound;
        else box.upper[column] = 0 - bound;
        if (bound > (sign > 0 ? most : 0 - least)) return box;
        relaxation.limit(column, box.lower[column] ?? 0, box.upper[column] ?? 0);
        moved = true;
      }
    if (!moved) break;
  }
  return box;
}
