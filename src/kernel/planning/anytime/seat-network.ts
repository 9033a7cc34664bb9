import { collegeTerm } from '../college-term.js';
import { mostSeats } from '../eligibility.js';
import { groupBy } from '../group-by.js';
import { mostOfFirm } from '../most-of-firm.js';
import { programmeKey } from '../programme-key.js';
import type { PlanInstance } from '../instance.js';
import type { Candidate, Term } from '../terms.js';

/** The ends of stretches that lie one behind another in one array: that of `n` goes from `starts[n]` to `starts[n + 1]`. */
type Starts = Int32Array;

/**
 * Who may have seats where, in numbers: a way leads a demand through its firm, which may hold only so many seats of a
 * class, into a term, which belongs to a programme and to a college's month.
 */
export class SeatNetwork {
  /** By demand, its most seats. */
  readonly most: Int32Array;
  /** By term: the sizes of a class, and the most seats of one firm in it. */
  readonly floor: Int32Array;
  readonly room: Int32Array;
  readonly share: Int32Array;
  readonly programme: Int32Array;
  readonly college: Int32Array;
  /** By programme. */
  readonly capacity: Int32Array;
  readonly ofProgramme: readonly (readonly number[])[];
  /** Terms of one college and month, of whose classes no more than so many may open. */
  readonly ofCollege: readonly (readonly number[])[];
  readonly mostClasses: number;
  /** The firms of each term, and the term of each. */
  readonly firms: Starts;
  readonly termOf: Int32Array;
  /** The ways of each firm of a term; by way its firm, its demand, and its most seats. */
  readonly ways: Starts;
  readonly firmOf: Int32Array;
  readonly demandOf: Int32Array;
  readonly seats: Int32Array;
  readonly candidates: readonly Candidate[];
  /** The place of each term. */
  readonly numberOf: ReadonlyMap<Term, number>;
  /** The ways of each demand, listed in `waysOf`. */
  readonly demandWays: Starts;
  readonly waysOf: Int32Array;

  constructor(
    instance: PlanInstance,
    /** Those in which a class can open. */
    readonly terms: readonly Term[],
  ) {
    const { demands, rules } = instance;
    this.most = Int32Array.from(demands, (demand) => mostSeats(demand, instance));
    this.floor = Int32Array.from(terms, ({ of }) => of.minClass);
    this.room = Int32Array.from(terms, ({ of }) => Math.min(of.maxClass, of.capacity));
    this.share = Int32Array.from(terms, ({ of }) => Math.min(of.maxClass, mostOfFirm(rules, of)));
    this.numberOf = new Map(terms.map((term, at) => [term, at]));
    this.programme = numbered(terms, programmeKey);
    this.college = numbered(terms, collegeTerm);
    this.ofProgramme = listed(this.programme);
    this.ofCollege = listed(this.college);
    this.capacity = Int32Array.from(this.ofProgramme, ([first]) => terms[first as number]?.of.capacity ?? 0);
    this.mostClasses = rules.maxClassesPerCollegeTerm ?? Infinity;
    const firms = terms.map(({ candidates }) => groupBy(candidates, ({ demand }) => demand.organisation));
    this.firms = starts(firms);
    this.termOf = numbers(firms);
    this.ways = starts(firms.flat());
    this.firmOf = numbers(firms.flat());
    this.candidates = firms.flat(2);
    this.demandOf = Int32Array.from(this.candidates, ({ index }) => index);
    this.seats = Int32Array.from(this.candidates, ({ seats }) => seats);
    const waysOf = demands.map((): number[] => []);
    for (const [way, { index }] of this.candidates.entries()) waysOf[index]?.push(way);
    this.demandWays = starts(waysOf);
    this.waysOf = Int32Array.from(waysOf.flat());
  }

  waysOfDemand(demand: number): number[] {
    return [...this.waysOf.subarray(this.demandWays[demand], this.demandWays[demand + 1])];
  }
}

function starts(lists: readonly (readonly unknown[])[]): Starts {
  const ends = new Int32Array(lists.length + 1);
  for (const [at, { length }] of lists.entries()) ends[at + 1] = (ends[at] as number) + length;
  return ends;
}

/** By item of all lists, one behind another: the list it is in. */
function numbers(lists: readonly (readonly unknown[])[]): Int32Array {
  return Int32Array.from(lists.flatMap((list, at) => list.map(() => at)));
}

/** By item its number: items of one key have one, in the order in which they first come. */
export function numbered<T>(items: readonly T[], key: (item: T) => string): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(items, (item) => {
    const name = key(item);
    const number = known.get(name) ?? known.size;
    known.set(name, number);
    return number;
  });
}

/** By number its items. */
export function listed(numbers: Iterable<number>): number[][] {
  const items: number[][] = [];
  let at = 0;
  for (const number of numbers) (items[number] ??= []).push(at++);
  return items;
}
