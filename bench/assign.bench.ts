import { hospitalOptimal, residentOptimal } from '../src/kernel/assignment/deferred-acceptance.js';
import { assign } from '../src/kernel/assignment/assign.js';
import { readMarket } from '../src/kernel/assignment/read-market.js';
import { stabilityChecker } from '../src/kernel/assignment/stability.js';
import { Random } from '../src/kernel/matching/spec/random.js';
import { cpuPerCall, type Bench, type Figure } from './bench.js';

interface Town {
  readonly residents: number[][];
  readonly hospitals: number[][];
  readonly capacities: number[];
}

/** Lists of ten, some hospitals far more wanted than others, places for 95 % of the residents. */
function town(people: number, houses: number): Town {
  const random = new Random(people);
  const hospitals: number[][] = Array.from({ length: houses }, () => []);
  const residents = Array.from({ length: people }, (_, r) => {
    const list = new Set<number>();
    while (list.size < Math.min(10, houses)) list.add(Math.floor(houses * random.next() ** 2));
    for (const h of list) hospitals[h]?.push(r);
    return [...list];
  });
  const shuffled = hospitals.map((list) =>
    list
      .map((r) => [random.next(), r] as const)
      .sort(([a], [b]) => a - b)
      .map(([, r]) => r),
  );
  const capacities = hospitals.map(() => Math.floor((people * 0.95) / houses));
  return { residents, hospitals: shuffled, capacities };
}

/** As one would write it over names and objects: a map of ranks a hospital, its held list sorted after each yes. */
function plainObjects({ residents, hospitals, capacities }: Town): Map<string, string> {
  const people = new Map(residents.map((list, r) => [`r${r}`, list.map((h) => `h${h}`)]));
  const houses = new Map(
    hospitals.map((list, h) => [
      `h${h}`,
      { rank: new Map(list.map((r, at) => [`r${r}`, at])), places: capacities[h] ?? 0, held: [] as string[] },
    ]),
  );
  const free = [...people.keys()].reverse();
  for (let who = free.pop(); who !== undefined; who = free.pop()) {
    const house = houses.get(people.get(who)?.shift() ?? '');
    if (!house) continue;
    house.held.push(who);
    house.held.sort((a, b) => (house.rank.get(a) ?? 0) - (house.rank.get(b) ?? 0));
    if (house.held.length > house.places) free.push(house.held.pop() as string);
  }
  const result = new Map<string, string>();
  for (const [name, { held }] of houses) for (const who of held) result.set(who, name);
  return result;
}

/** Deferred acceptance from lists of indices to a checked answer, beside the same algorithm over plain objects. */
export const assignBench: Bench = {
  name: 'assign',
  run(): Figure[] {
    const figures: Figure[] = [];
    for (const [people, houses] of [
      [1000, 50],
      [10_000, 500],
      [100_000, 5000],
    ] as const) {
      const of = town(people, houses);
      const { market } = readMarket(of, 1);
      if (!market) throw new Error('the town is no instance');
      const { answer } = assign(of, 1);
      const plain = plainObjects(of);
      for (const [r, h] of answer?.pairs ?? [])
        if (plain.get(`r${r}`) !== `h${h}`) throw new Error(`the two differ on resident ${r}`);
      if (plain.size !== answer?.pairs.length) throw new Error('the two differ in how many they place');
      const options = { rounds: people > 10_000 ? 1 : 5, millis: 50 };
      const name = `assign ${people} x ${houses}`;
      const whole = cpuPerCall(() => assign(of, 1), options);
      const baseline = cpuPerCall(() => plainObjects(of), options);
      figures.push(
        {
          name: `${name}, lists in to both optima checked`,
          value: whole,
          unit: 'us CPU',
          ratio: { to: 'one optimum over plain objects, unchecked', value: whole / baseline },
        },
        { name: `${name}, reading`, value: cpuPerCall(() => readMarket(of, 1), options), unit: 'us CPU' },
        {
          name: `${name}, resident-optimal`,
          value: cpuPerCall(() => residentOptimal(market), options),
          unit: 'us CPU',
        },
        {
          name: `${name}, hospital-optimal`,
          value: cpuPerCall(() => hospitalOptimal(market), options),
          unit: 'us CPU',
        },
        {
          name: `${name}, blocking-pair check`,
          value: cpuPerCall(() => stabilityChecker(of)(answer?.pairs ?? []), options),
          unit: 'us CPU',
        },
      );
    }
    return figures;
  },
};
