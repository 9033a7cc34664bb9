import type { Wheel } from '../facilities/wheel.js';
import type { SeatFlow } from './seat-flow.js';

/** Seats a try may lose at first, and at the end. */
const [WARM, COLD] = [4, 0.3];

/**
 * Makes a flow better by opening classes in place of others and closing some for others, worse tries now and then
 * included, fewer as it goes on (annealing, Kirkpatrick 1983). Ends with the best there was.
 * @param likely terms worth trying, each as often as it is likely
 */
export function exchangeClasses(
  flow: SeatFlow,
  wheel: Wheel,
  likely: readonly number[],
  tries: number,
  stopped: () => boolean,
): void {
  const { held, network } = flow;
  const { terms, programme, college, ofProgramme, ofCollege } = network;
  if (likely.length === 0) return;
  let [best, most] = [held.copy(), held.seats];
  held.keep();
  for (let nth = 0; nth < tries && !stopped(); nth++) {
    const before = held.seats;
    const warmth = WARM * (COLD / WARM) ** (nth / tries);
    const term = wheel.below(8) > 0 ? any(likely) : wheel.below(terms.length);
    const there = held.classes[term] as number;
    const full = there === (terms[term]?.classes ?? 0);
    const done = full || (there > 0 && wheel.below(10) < 3) ? closeFor(term) : openFor(term);
    if (done) flow.fillUp();
    const change = held.seats - before;
    if (!done || (change < 0 && wheel.share() >= Math.exp(change / warmth))) flow.undo(0);
    else held.keep();
    if (held.seats <= most) continue;
    best = held.copy();
    most = held.seats;
  }
  flow.putBack(best);

  function any(list: readonly number[]): number {
    return list[wheel.below(list.length)] as number;
  }

  /** Closes a class, and opens some others that are better for it. */
  function closeFor(term: number): boolean {
    if (!flow.close(term)) return false;
    flow.fillUp();
    for (let n = 0; n < 3; n++) {
      const other = any(likely);
      if (other !== term) flow.openIfBetter(other);
    }
    return true;
  }

  /** Opens a class, closing at most two that are in its way. */
  function openFor(term: number): boolean {
    for (let closed = 0; ; closed++) {
      const before = held.mark();
      const possible = held.mayOpen(term);
      if (possible && flow.open(term)) return true;
      const inTheWay = possible
        ? [...flow.rivals(), ...(ofProgramme[programme[term] as number] ?? [])]
        : (ofCollege[college[term] as number] ?? []);
      flow.undo(before);
      const open = inTheWay.filter((other) => other !== term && (held.classes[other] as number) > 0);
      if (closed === 2 || open.length === 0 || !flow.close(any(open))) return false;
    }
  }
}
