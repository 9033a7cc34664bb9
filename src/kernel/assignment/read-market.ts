import { drawLottery } from './lottery.js';
import { linkMarket } from './link-market.js';
import { refusing, type Finding, type Market } from './market.js';
import { breakTies, readLists } from './read-lists.js';

/** An instance as it is given: preference lists of indices, best first, and the places of each hospital. */
export interface AssignInstance {
  readonly residents: readonly unknown[];
  readonly hospitals: readonly unknown[];
  readonly capacities: readonly unknown[];
}

/** The numbers that decided between those liked equally: of each resident, and of each hospital; the least wins. */
export interface Lottery {
  readonly seed: number;
  readonly residents: readonly number[];
  readonly hospitals: readonly number[];
}

export interface MarketRead {
  /** null when the instance is refused. */
  readonly market: Market | null;
  readonly found: readonly Finding[];
  /** null when nobody likes two equally: then no lottery decides anything. */
  readonly lottery: Lottery | null;
}

const MOST_PLACES = 2_147_483_647;

/**
 * Reads an instance of whatever quality. Entries that name nobody, stand twice or are one-sided are left out; a
 * capacity that is missing, negative or no whole number refuses the instance. All of it is told in `found`.
 * @param seed of the lottery, any whole number
 */
export function readMarket({ residents, hospitals, capacities }: AssignInstance, seed: number): MarketRead {
  const found: Finding[] = [];
  const capacity = readCapacities(capacities, hospitals.length, found);
  const wishes = readLists('residents', residents, hospitals.length, found);
  const orders = readLists('hospitals', hospitals, residents.length, found);
  if (found.some(({ code }) => refusing.includes(code))) return { market: null, found, lottery: null };
  if (!wishes.tied && !orders.tied)
    return { market: linkMarket(wishes, orders, capacity, found), found, lottery: null };
  const [people, houses] = [drawLottery(residents.length, seed), drawLottery(hospitals.length, ~seed)];
  const market = linkMarket(breakTies(wishes, houses), breakTies(orders, people), capacity, found);
  return { market, found, lottery: { seed, residents: Array.from(people), hospitals: Array.from(houses) } };
}

function readCapacities(raw: readonly unknown[], hospitals: number, found: Finding[]): Int32Array {
  const capacity = new Int32Array(hospitals);
  for (let h = 0; h < hospitals; h++) {
    const value = raw[h];
    if (value === undefined || value === null)
      found.push({ at: `capacities[${h}]`, code: 'capacity-missing', value: null });
    else if (typeof value === 'number' && Number.isInteger(value) && value >= 0)
      capacity[h] = Math.min(value, MOST_PLACES);
    else found.push({ at: `capacities[${h}]`, code: 'capacity-unreadable', value });
  }
  for (let h = hospitals; h < raw.length; h++)
    found.push({ at: `capacities[${h}]`, code: 'capacity-of-nobody', value: raw[h] });
  return capacity;
}
