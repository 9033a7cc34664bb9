import { apart } from '../eligibility.js';
import { collegeTerm } from '../college-term.js';
import { mostOfFirm } from '../most-of-firm.js';
import type { PlanInstance } from '../instance.js';
import type { Term } from '../terms.js';
import { listed, numbered } from './seat-network.js';
import { programmeKey } from '../programme-key.js';

/** A class that may open. */
export interface Slot {
  readonly term: Term;
  readonly floor: number;
  readonly room: number;
  /** Most seats one firm may have here: its share of the smallest class, so that it keeps its share of every class. */
  readonly firm: number;
  /** How many firms it must have. */
  readonly firms: number;
  readonly programme: number;
  readonly college: number;
}

/** Nowhere: the demand has no seat. */
export const OUT = -1;

/**
 * Who sits where, each demand in one class or nowhere, while it is searched. Seats of a class are not dealt out: it can
 * hold its demands when their least seats fit into it, and it has what they ask for together, up to its room. Every
 * rule is kept but one: a class may be below its floor, and then counts less than its seats.
 */
export class Seating {
  readonly slots: readonly Slot[];
  /** Slots each demand may have, and the most seats it may have there. */
  readonly ways: readonly (readonly number[])[];
  readonly seats: readonly (readonly number[])[];
  readonly home: Int32Array;
  readonly members: readonly number[][];
  /** Slots of the same programme, and of the same college and month. */
  readonly ofProgramme: readonly (readonly number[])[];
  readonly ofCollege: readonly (readonly number[])[];
  readonly least: Int32Array;
  /** What all classes count together. */
  worth = 0;
  /** How much less than its seats a class below its floor counts: from 1. Changed only while there is none. */
  steepness = 1;
  /** Demands moved since `keep`, with where they were. */
  private readonly moved: number[] = [];
  private readonly low: Int32Array;
  private readonly high: Int32Array;
  private readonly counted: Float64Array;
  private readonly held: Int32Array;
  private readonly sum: Float64Array;
  private readonly opened: Int32Array;
  private readonly most: Int32Array;
  private readonly place: Int32Array;
  private readonly capacity: Int32Array;
  private readonly firmOf: Int32Array;
  private readonly firms: number;
  private readonly firmLow: Int32Array;
  private readonly firmHigh: Int32Array;
  private readonly foes: readonly (readonly number[])[];
  private readonly mostClasses: number;

  constructor(instance: PlanInstance, terms: readonly Term[]) {
    const { demands, rules } = instance;
    const programmes = numbered(terms, programmeKey);
    const colleges = numbered(terms, collegeTerm);
    this.slots = terms.flatMap((term, at) =>
      Array.from({ length: term.classes }, () => ({
        term,
        floor: term.of.minClass,
        room: Math.min(term.of.maxClass, term.of.capacity),
        firm: mostOfFirm(rules, term.of),
        firms: rules.singleFirmClasses ? 1 : 2,
        programme: programmes[at] as number,
        college: colleges[at] as number,
      })),
    );
    const ways = demands.map((): number[] => []);
    const seats = demands.map((): number[] => []);
    for (const [at, { term, room, firm }] of this.slots.entries())
      for (const { index, demand, seats: asked } of term.candidates) {
        if (demand.headcountMin > Math.min(room, firm)) continue;
        ways[index]?.push(at);
        seats[index]?.push(Math.min(asked, room, firm));
      }
    this.ways = ways;
    this.seats = seats;
    this.least = Int32Array.from(demands, ({ headcountMin }) => headcountMin);
    const size = this.slots.length;
    this.home = new Int32Array(demands.length).fill(OUT);
    this.most = new Int32Array(demands.length);
    this.place = new Int32Array(demands.length);
    this.members = this.slots.map(() => []);
    this.low = new Int32Array(size);
    this.high = new Int32Array(size);
    this.counted = new Float64Array(size);
    this.ofProgramme = listed(this.slots.map(({ programme }) => programme));
    this.ofCollege = listed(this.slots.map(({ college }) => college));
    this.capacity = Int32Array.from(this.ofProgramme, ([first]) => this.slots[first as number]?.term.of.capacity ?? 0);
    this.held = new Int32Array(this.ofProgramme.length);
    this.sum = new Float64Array(this.ofProgramme.length);
    this.opened = new Int32Array(this.ofCollege.length);
    this.mostClasses = rules.maxClassesPerCollegeTerm ?? Infinity;
    this.firmOf = numbered(demands, ({ organisation }) => organisation);
    this.firms = this.firmOf.reduce((greatest, one) => Math.max(greatest, one + 1), 0);
    this.firmLow = new Int32Array(size * this.firms);
    this.firmHigh = new Int32Array(size * this.firms);
    const crowd = demands.map(({ excludedOrganisations }) => excludedOrganisations.length > 0);
    this.foes = demands.map((one, a) =>
      demands.flatMap((other, b) => (a !== b && (crowd[a] || crowd[b]) && apart(one, other) ? [b] : [])),
    );
  }

  /** Whether a demand that sits elsewhere, or nowhere, may join. */
  fits(demand: number, at: number): boolean {
    const { room, floor, firm, programme, college } = this.slots[at] as Slot;
    const least = this.least[demand] as number;
    const low = this.low[at] as number;
    if (low + least > room) return false;
    const empty = (this.members[at] as number[]).length === 0;
    if (empty && (this.opened[college] as number) >= this.mostClasses) return false;
    const more = Math.max(floor, low + least) - (empty ? 0 : Math.max(floor, low));
    if ((this.held[programme] as number) + more > (this.capacity[programme] as number)) return false;
    if ((this.firmLow[at * this.firms + (this.firmOf[demand] as number)] as number) + least > firm) return false;
    return !(this.foes[demand] as readonly number[]).some((other) => this.home[other] === at);
  }

  /** Moves a demand, without asking whether it fits. @param way its slot by its place in `ways`, or `OUT` */
  put(demand: number, way: number): void {
    const from = this.home[demand] as number;
    this.moved.push(demand, from === OUT ? OUT : (this.ways[demand] as number[]).indexOf(from));
    this.set(demand, way);
  }

  /** What was moved stays so. */
  keep(): void {
    this.moved.length = 0;
  }

  /** Back to where `keep` was called last. */
  undo(): void {
    for (let at = this.moved.length - 2; at >= 0; at -= 2)
      this.set(this.moved[at] as number, this.moved[at + 1] as number);
    this.moved.length = 0;
  }

  /** Seats of a class if all that are wanted were dealt out. */
  asked(at: number): number {
    return this.high[at] as number;
  }

  /** Whether a demand has no seat, or a class that is full without it. */
  isSpare(demand: number): boolean {
    const at = this.home[demand] as number;
    if (at === OUT) return true;
    return (this.high[at] as number) - (this.most[demand] as number) >= (this.slots[at] as Slot).room;
  }

  isOpen(at: number): boolean {
    return (this.members[at] as number[]).length > 0;
  }

  /** Classes below their floor, or of fewer firms than there must be, lose all their demands. */
  closeSmall(): void {
    for (const [at, { floor, firms }] of this.slots.entries()) {
      const own = this.members[at] as readonly number[];
      const few = firms > 1 && new Set(own.map((demand) => this.firmOf[demand])).size < firms;
      if (few || this.asked(at) < floor) while (own.length > 0) this.put(own.at(-1) as number, OUT);
    }
    this.keep();
  }

  /** Whether nothing but an open class of the programme, or of the college, keeps a slot closed; which ones may close for it. */
  inTheWay(at: number): readonly number[] | null {
    const { floor, programme, college } = this.slots[at] as Slot;
    if ((this.held[programme] as number) + floor > (this.capacity[programme] as number))
      return (this.ofProgramme[programme] as number[]).filter((one) => this.isOpen(one));
    if ((this.opened[college] as number) >= this.mostClasses)
      return (this.ofCollege[college] as number[]).filter((one) => this.isOpen(one));
    return null;
  }

  private set(demand: number, way: number): void {
    const from = this.home[demand] as number;
    if (from !== OUT) this.change(demand, from, -1);
    const to = way === OUT ? OUT : ((this.ways[demand] as number[])[way] as number);
    this.home[demand] = to;
    if (to === OUT) return;
    this.most[demand] = (this.seats[demand] as number[])[way] as number;
    this.change(demand, to, 1);
  }

  private change(demand: number, at: number, sign: 1 | -1): void {
    const { room, floor, firm, programme, college } = this.slots[at] as Slot;
    const own = this.members[at] as number[];
    const before = own.length > 0 ? Math.max(floor, this.low[at] as number) : 0;
    if (sign > 0) this.place[demand] = own.push(demand) - 1;
    else {
      const last = own.pop() as number;
      if (last !== demand) {
        own[this.place[demand] as number] = last;
        this.place[last] = this.place[demand] as number;
      }
    }
    if (own.length === (sign > 0 ? 1 : 0)) this.opened[college] = (this.opened[college] as number) + sign;
    const firmAt = at * this.firms + (this.firmOf[demand] as number);
    const asked = this.firmHigh[firmAt] as number;
    const now = asked + sign * (this.most[demand] as number);
    this.firmHigh[firmAt] = now;
    this.firmLow[firmAt] = (this.firmLow[firmAt] as number) + sign * (this.least[demand] as number);
    const high = (this.high[at] as number) + Math.min(firm, now) - Math.min(firm, asked);
    const low = (this.low[at] as number) + sign * (this.least[demand] as number);
    this.high[at] = high;
    this.low[at] = low;
    this.held[programme] = (this.held[programme] as number) + (own.length > 0 ? Math.max(floor, low) : 0) - before;
    const counts =
      high >= floor ? Math.min(high, room) : (high * (this.steepness * high - (this.steepness - 1) * floor)) / floor;
    const sum = this.sum[programme] as number;
    const next = sum + counts - (this.counted[at] as number);
    const capacity = this.capacity[programme] as number;
    this.counted[at] = counts;
    this.sum[programme] = next;
    this.worth += Math.min(capacity, next) - Math.min(capacity, sum);
  }
}
