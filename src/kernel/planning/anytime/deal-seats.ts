import { apart, mostSeats } from '../eligibility.js';
import type { PlanDemand, PlanInstance } from '../instance.js';
import type { Share } from '../packing.js';
import type { Opening } from '../solve-component.js';
import type { Candidate, Term } from '../terms.js';
import { OUT, type Seating, type Slot } from './seating.js';

/**
 * Deals out the seats of a seating: classes below their floor do not open, everybody has the least, then classes are
 * filled, then what is left goes to demands that may be split. The plan keeps every rule save pins.
 */
export function dealSeats(instance: PlanInstance, seating: Seating): Opening[] {
  const { slots, members, home, ofProgramme } = seating;
  const { demands } = instance;
  seating.closeSmall();
  for (const index of home.keys()) if (home[index] === OUT) join(index);
  seating.keep();
  const classes = slots.map((slot) => new DealtClass(slot));
  for (const [at, one] of classes.entries()) {
    const own = (members[at] as readonly number[]).toSorted((a, b) => a - b);
    for (const index of own) one.give(index, seating.least[index] as number);
    if (own.length > 0) one.fill(one.slot.floor);
  }
  const free = ofProgramme.map((same) => {
    const used = same.reduce((sum, at) => sum + (classes[at] as DealtClass).size, 0);
    return (slots[same[0] as number] as Slot).term.of.capacity - used;
  });
  for (const one of classes) {
    const { programme, room } = one.slot;
    const before = one.size;
    one.fill(Math.min(room, before + (free[programme] as number)));
    free[programme] = (free[programme] as number) - (one.size - before);
  }
  for (const [index, demand] of demands.entries()) if (demand.splittable) spread(index, demand);
  const openings = new Map<Term, (readonly Share[])[]>();
  for (const { slot, shares } of classes)
    if (shares.size > 0) openings.set(slot.term, [...(openings.get(slot.term) ?? []), [...shares.values()]]);
  return [...openings].map(([term, list]) => ({ term, classes: list }));

  /** Into the open class whose demands ask for least. */
  function join(index: number): void {
    const ways = seating.ways[index] as readonly number[];
    let best = OUT;
    for (const [way, at] of ways.entries()) {
      if (!seating.isOpen(at) || !seating.fits(index, at)) continue;
      if (best === OUT || seating.asked(at) < seating.asked(ways[best] as number)) best = way;
    }
    if (best !== OUT) seating.put(index, best);
  }

  /** Further seats of a demand, wherever there are some; none where it stays below its least. */
  function spread(index: number, demand: PlanDemand): void {
    const most = mostSeats(demand, instance);
    let had = classes.reduce((sum, { shares }) => sum + (shares.get(index)?.seats ?? 0), 0);
    const given: { one: DealtClass; seats: number }[] = [];
    for (const one of classes) {
      const { programme, room } = one.slot;
      if (one.size === 0 || had === most) continue;
      const seats = Math.min(most - had, free[programme] as number, room - one.size, one.left(index));
      if (seats <= 0) continue;
      one.give(index, seats);
      free[programme] = (free[programme] as number) - seats;
      had += seats;
      given.push({ one, seats });
    }
    if (had >= demand.headcountMin) return;
    for (const { one, seats } of given) {
      one.give(index, -seats);
      free[one.slot.programme] = (free[one.slot.programme] as number) + seats;
    }
  }
}

/** A class whose seats are dealt out. */
class DealtClass {
  readonly shares = new Map<number, Share>();
  size = 0;
  private readonly firms = new Map<string, number>();
  private readonly candidates: ReadonlyMap<number, Candidate>;

  constructor(readonly slot: Slot) {
    this.candidates = new Map(slot.term.candidates.map((one) => [one.index, one]));
  }

  /** Further seats for one of its candidates, or fewer. */
  give(index: number, more: number): void {
    if (more === 0) return;
    const candidate = this.candidates.get(index) as Candidate;
    const seats = (this.shares.get(index)?.seats ?? 0) + more;
    if (seats === 0) this.shares.delete(index);
    else this.shares.set(index, { candidate, seats });
    const { organisation } = candidate.demand;
    this.firms.set(organisation, (this.firms.get(organisation) ?? 0) + more);
    this.size += more;
  }

  /** Most further seats a demand may have here as far as it, its firm and the firms it refuses go. */
  left(index: number): number {
    const candidate = this.candidates.get(index);
    if (!candidate) return 0;
    const { demand } = candidate;
    for (const other of this.shares.values())
      if (other.candidate !== candidate && apart(other.candidate.demand, demand)) return 0;
    const own = this.shares.get(index)?.seats ?? 0;
    return Math.min(candidate.seats - own, this.slot.firm - (this.firms.get(demand.organisation) ?? 0));
  }

  /** Gives its demands what they ask for above what they have, until it has a size. */
  fill(size: number): void {
    for (const index of this.shares.keys()) this.give(index, Math.max(0, Math.min(size - this.size, this.left(index))));
  }
}
