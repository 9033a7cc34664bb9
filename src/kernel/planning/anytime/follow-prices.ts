import type { Term } from '../terms.js';
import type { SeatFlow } from './seat-flow.js';

/** What a programme would open in a term at the prices of now, and what that gains. */
export interface Wish {
  readonly term: Term;
  readonly classes: number;
  readonly gain: number;
}

/**
 * Opens what is wished, what gains most a class first, as far as there is anybody left for it, and closes the rest; then
 * opens whatever more gives more seats. Near the best prices wishes are near the best plan (a Lagrangian heuristic).
 */
export function followPrices(flow: SeatFlow, wishes: readonly Wish[]): void {
  const { held, network } = flow;
  const wished = new Map(wishes.map(({ term, classes }) => [term, classes]));
  for (const [at, term] of network.terms.entries())
    while ((held.classes[at] as number) > (wished.get(term) ?? 0)) {
      const before = held.mark();
      if (flow.close(at)) continue;
      // The others would be too few.
      flow.undo(before);
      flow.closeAll(at);
    }
  const worth = ({ gain, classes }: Wish): number => gain / classes;
  for (const { term, classes } of wishes.toSorted((a, b) => worth(b) - worth(a))) {
    const at = network.numberOf.get(term) as number;
    while ((held.classes[at] as number) < classes && flow.tryOpen(at));
  }
  flow.fillUp();
  for (const at of network.terms.keys()) flow.openIfBetter(at);
  held.keep();
}
