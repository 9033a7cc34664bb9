import { collegeTerm, tightCaps } from '../college-term.js';
import { mostSeats } from '../eligibility.js';
import { groupBy } from '../group-by.js';
import { CappedGroup } from './capped-group.js';
import { bestSeats } from './long-programme.js';
import { fillChoices, shortProgramme, type PricedProgramme, type ShortProgramme } from './priced-programme.js';
import { countSeats, priceTerm, pricedTerm, type PricedTerm } from './priced-term.js';
import { Prices } from './prices.js';
import { programmeKey } from '../programme-key.js';
import type { PlanInstance } from '../instance.js';
import type { Wish } from './follow-prices.js';
import type { Term } from '../terms.js';

/** Prices are whole parts of a seat, so that what they prove is summed without rounding. */
const SEAT = 4096;
/** Steps without a better bound after which steps become shorter, and by how much. */
const [PATIENCE, SHORTER] = [25, 0.6];
/** A class is worth many seats: its price moves so much faster. */
const CLASS = 100;

/** One step in so many is followed by a plan. */
const FOLLOWED = 20;

export interface SeatBound {
  /** Seats that no plan exceeds. */
  readonly seats: number;
  /** How many classes the programmes open in a term, on average over the later half of the steps: a hint, no proof. */
  readonly classes: ReadonlyMap<Term, number>;
}

/**
 * Seats that no plan exceeds, by Lagrangian relaxation: a seat of a demand has a price; what programmes do best at these
 * prices is found exactly, by their seats and, where a college may open only so many classes in a month, by its classes.
 * (Where that would take too long, a class has a price too.) Prices move against what is asked too often (Held, Wolfe
 * and Crowder 1974, steps after Polyak). That a whole demand lies in one class, shares, refusals and pins are left out:
 * each only lowers what plans reach.
 * @param seated tries what the programmes open at some prices and says how many seats were reached so far, all rules
 * that are left out here left out; where the bound meets them nothing more is to be proven
 */
export function seatBound(
  instance: PlanInstance,
  terms: readonly Term[],
  steps: number,
  stopped: () => boolean,
  seated: (wishes: readonly Wish[]) => number,
): SeatBound {
  const open = terms.filter(({ classes }) => classes > 0);
  const most = Int32Array.from(instance.demands, (demand) => mostSeats(demand, instance));
  const asked = new Set(open.flatMap(({ candidates }) => candidates.map(({ index }) => index)));
  for (const index of most.keys()) if (!asked.has(index)) most[index] = 0;
  const cap = instance.rules.maxClassesPerCollegeTerm ?? Infinity;
  const { programmes, caps } = pricedProgrammes(open, cap);
  const { groups, long } = grouped(programmes, cap);
  const seatPrices = new Prices(most, SEAT, SEAT / 2, 1);
  const classPrices = new Prices(new Int32Array(caps).fill(cap), Infinity, 0, CLASS);
  const { price: prices, used: taken } = seatPrices;
  const { used: opened } = classPrices;
  const classes = new Map<Term, number>();
  const wishes: Wish[] = [];
  const take = (term: PricedTerm, seats: number, hint: boolean): number => {
    if (seats === 0) return 0;
    countSeats(term, seats, taken);
    const many = Math.ceil(seats / term.maxClass);
    wishes.push({ term: term.of, classes: many, gain: term.gains[seats] as number });
    if (hint) classes.set(term.of, (classes.get(term.of) ?? 0) + many / Math.ceil(steps / 2));
    return many;
  };
  let reached = 0;
  let [best, length, waited] = [most.reduce((sum, seats) => sum + seats, 0), 1, 0];
  for (let step = 0; step < steps && best > reached && !stopped(); step++) {
    const late = step * 2 >= steps;
    wishes.length = 0;
    taken.fill(0);
    opened.fill(0);
    for (const { terms: own } of programmes) for (const term of own) priceTerm(term, prices, SEAT);
    let sum = seatPrices.worth() + classPrices.worth();
    for (const group of groups) {
      for (const programme of group.programmes) fillChoices(programme);
      sum += group.best(({ terms: own }, { seats }) => {
        for (const [at, term] of own.entries()) take(term, seats[at] as number, late);
      });
    }
    for (const programme of long)
      sum += bestSeats(
        programme,
        (term) => (term.cap < 0 ? 0 : (classPrices.price[term.cap] as number)),
        (term, seats) => {
          const many = take(term, seats, late);
          if (term.cap >= 0) opened[term.cap] = (opened[term.cap] as number) + many;
        },
      );
    const bound = Math.floor(sum / SEAT);
    waited = bound < best ? 0 : waited + 1;
    best = Math.min(best, bound);
    if (waited > PATIENCE) [length, waited] = [length * SHORTER, 0];
    if (step % FOLLOWED === FOLLOWED - 1) reached = seated(wishes);
    const distance = (sum - reached * SEAT) * length;
    const steepness = seatPrices.turn() + classPrices.turn();
    if (steepness === 0) break;
    seatPrices.move(distance / steepness);
    classPrices.move(distance / steepness);
  }
  return { seats: Math.max(best, reached), classes };
}

/** Programmes with their terms; colleges and months in which more classes could open than may are numbered. */
function pricedProgrammes(open: readonly Term[], most: number): { programmes: PricedProgramme[]; caps: number } {
  const tight = tightCaps(open, most);
  const programmes = groupBy(open, programmeKey).map((same) => ({
    capacity: (same[0] as Term).of.capacity,
    terms: same.map((term) => pricedTerm(term, tight.indexOf(collegeTerm(term)))),
  }));
  return { programmes, caps: tight.length };
}

/** Programmes whose caps can be counted, in groups that share none; the others are long. */
function grouped(
  programmes: readonly PricedProgramme[],
  most: number,
): { groups: CappedGroup[]; long: PricedProgramme[] } {
  const parts: { caps: Set<number>; members: PricedProgramme[] }[] = [];
  for (const programme of programmes) {
    const caps = new Set(programme.terms.flatMap(({ cap }) => (cap < 0 ? [] : [cap])));
    const joined = parts.filter((part) => [...part.caps].some((cap) => caps.has(cap)));
    const part = {
      caps: new Set([...caps, ...joined.flatMap((one) => [...one.caps])]),
      members: [...joined.flatMap(({ members }) => members), programme],
    };
    parts.splice(0, parts.length, ...parts.filter((one) => !joined.includes(one)), part);
  }
  const groups: CappedGroup[] = [];
  const long: PricedProgramme[] = [];
  for (const { caps, members } of parts)
    if (members.every(({ terms }) => terms.length <= 2) && CappedGroup.isSmall(caps.size, most))
      groups.push(new CappedGroup(members.map(short), [...caps], most));
    else long.push(...members);
  return { groups, long };
}

const short = ({ capacity, terms }: PricedProgramme): ShortProgramme => shortProgramme(capacity, terms);
