import type { Wheel } from '../facilities/wheel.js';
import { OUT, type Seating } from './seating.js';

/** Seats a step may lose at the end. */
const COLD = 0.15;
/** One step in so many opens a class, closing another where that is in the way. */
const OPENING = 40;

/**
 * Makes a seating better by moving a demand, exchanging two, and opening a class, worse steps now and then included,
 * fewer as it goes on (annealing, Kirkpatrick 1983). So many steps and always the same ones.
 * @param hot seats a step may lose at the beginning
 * @param likely classes to open nine times out of ten, where anything is known of them
 * @param stopped asked every thousand steps; true ends it where it stands
 */
export function annealSeats(
  seating: Seating,
  wheel: Wheel,
  steps: number,
  hot: number,
  likely: readonly number[],
  stopped: () => boolean,
): void {
  const { ways, home, members, slots } = seating;
  const able = [...ways.keys()].filter((demand) => (ways[demand]?.length ?? 0) > 0);
  if (able.length === 0) return;
  let warmth = hot;
  for (let step = 0; step < steps; step++) {
    if ((step & 1023) === 0) {
      if (stopped()) return;
      warmth = hot * (COLD / hot) ** (step / steps);
    }
    if (wheel.below(OPENING) === 0) open(wish());
    else shift(able[wheel.below(able.length)] as number);
  }

  function wish(): number {
    const known = likely.length > 0 && wheel.below(10) > 0;
    return known ? (likely[wheel.below(likely.length)] as number) : wheel.below(slots.length);
  }

  function settle(before: number): void {
    const change = seating.worth - before;
    if (change >= 0 || wheel.share() < Math.exp(change / warmth)) seating.keep();
    else seating.undo();
  }

  /** Moves a demand; where there is no place for it, somebody there goes where it came from, or out. */
  function shift(demand: number): void {
    const own = ways[demand] as readonly number[];
    const way = wheel.below(own.length);
    const to = own[way] as number;
    const from = home[demand] as number;
    if (to === from) return;
    const before = seating.worth;
    if (!seating.fits(demand, to)) {
      const there = members[to] as readonly number[];
      if (there.length === 0) return;
      const other = there[wheel.below(there.length)] as number;
      const back = from === OUT ? OUT : (ways[other] as readonly number[]).indexOf(from);
      seating.put(demand, OUT);
      seating.put(other, OUT);
      if (!seating.fits(demand, to)) {
        seating.undo();
        return;
      }
      seating.put(demand, way);
      if (back !== OUT && seating.fits(other, from)) seating.put(other, back);
    } else seating.put(demand, way);
    settle(before);
  }

  /** Opens a class with those who have no seat or are not missed, if need be in place of another, whose demands look for seats anew. */
  function open(at: number): void {
    if (seating.isOpen(at)) return;
    const before = seating.worth;
    const blocking = seating.inTheWay(at);
    let left: number[] = [];
    if (blocking) {
      if (blocking.length === 0) return;
      left = [...(members[blocking[wheel.below(blocking.length)] as number] as readonly number[])];
      for (const demand of left) seating.put(demand, OUT);
    }
    const { room, term } = slots[at] as (typeof slots)[number];
    const { candidates } = term;
    const first = wheel.below(candidates.length);
    for (let n = 0; n < candidates.length && seating.asked(at) < room; n++) {
      const { index } = candidates[(first + n) % candidates.length] as (typeof candidates)[number];
      if (!seating.isSpare(index)) continue;
      const way = (ways[index] as readonly number[]).indexOf(at);
      if (way >= 0 && seating.fits(index, at)) seating.put(index, way);
    }
    for (const demand of left) if (home[demand] === OUT) seat(demand);
    settle(before);
  }

  /** Into the first open class that has room. */
  function seat(demand: number): void {
    for (const [way, at] of (ways[demand] as readonly number[]).entries())
      if (seating.isOpen(at) && seating.asked(at) < (slots[at]?.room ?? 0) && seating.fits(demand, at)) {
        seating.put(demand, way);
        return;
      }
  }
}
