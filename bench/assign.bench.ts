import { hospitalOptimal, residentOptimal } from '../src/kernel/assignment/deferred-acceptance.js';
import { assignJson } from '../src/kernel/assignment/assign-json.js';
import { assign } from '../src/kernel/assignment/assign.js';
import { readMarket } from '../src/kernel/assignment/read-market.js';
import { stabilityChecker } from '../src/kernel/assignment/stability.js';
import { smallTown } from '../src/kernel/assignment/spec/towns.js';
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

/** What two Python packages were measured to take for 10,000 x 500 from names to names, on a machine of this class. */
const STATED = { 'matching 1.4.3 (stated 13.7 + 1.46 s)': 15.16e6, 'algmatch 1.3 (stated 18.0 + 0.85 s)': 18.85e6 };

function namesToNames(): Figure[] {
  const { residents, hospitals, capacities } = town(10_000, 500);
  const named = {
    residents: Object.fromEntries(residents.map((list, r) => [`r${r}`, list.map((h) => `h${h}`)])),
    hospitals: Object.fromEntries(hospitals.map((list, h) => [`h${h}`, list.map((r) => `r${r}`)])),
    capacities: Object.fromEntries(capacities.map((places, h) => [`h${h}`, places])),
  };
  const value = cpuPerCall(() => assignJson(named, 1, () => false), { rounds: 5, millis: 50 });
  return Object.entries(STATED).map(([to, theirs]) => ({
    name: 'assign 10000 x 500, names in to names out, resident-optimal and checked',
    value,
    unit: 'us CPU',
    ratio: { to, value: value / theirs },
  }));
}

/** Every list a resident could tell instead of its own, on small towns: how many were tried, and how many gained. */
function misreports(most: number): Figure[] {
  const random = new Random(1);
  let [told, gains, othersGain] = [0, 0, 0];
  while (told < most) {
    const honest = smallTown(random);
    const { answer } = assign(honest, 1);
    for (const [liar, list] of honest.residents.entries()) {
      const worth = (pairs: readonly (readonly [number, number])[] = []): number => {
        const at = list.indexOf(pairs.find(([r]) => r === liar)?.[1] ?? -1);
        return at < 0 ? Infinity : at;
      };
      for (const lie of arrangements(list)) {
        const residents = honest.residents.map((one, r) => (r === liar ? lie : one));
        const after = assign({ ...honest, residents }, 1).answer;
        told += 1;
        if (worth(after?.pairs) < worth(answer?.pairs)) gains += 1;
        if (worth(after?.hospitalOptimal?.pairs) < worth(answer?.hospitalOptimal?.pairs)) othersGain += 1;
      }
    }
  }
  return [
    { name: 'assign, false lists that gain when residents ask', value: gains, unit: `of ${told}` },
    { name: 'assign, the same when hospitals ask (some must)', value: othersGain, unit: `of ${told}` },
  ];
}

/** Every order of every part of a list. */
function arrangements(list: readonly number[]): number[][] {
  return [
    [],
    ...list.flatMap((one) => arrangements(list.filter((other) => other !== one)).map((rest) => [one, ...rest])),
  ];
}

interface Person {
  generatePreferences(liked: readonly Person[]): void;
  readonly name: string;
  readonly fiance?: Person;
}
interface StableMarriage {
  readonly Person: new (name: string) => Person;
  readonly stableMarriage: (askers: readonly Person[]) => void;
}

/** The npm package stable-marriage on complete lists one to one, where it is installed: it is no dependency. */
async function besideStableMarriage(): Promise<Figure[]> {
  const name = 'stable-marriage';
  const peer = await import(name).then(
    (found: { default: StableMarriage }) => found.default,
    () => null,
  );
  if (!peer) {
    console.log(`${name}: peer not installed`);
    return [];
  }
  const random = new Random(5);
  const all = Array.from({ length: 1000 }, (_, at) => at);
  const mixed = (): number[] =>
    all
      .map((one) => [random.next(), one] as const)
      .sort(([a], [b]) => a - b)
      .map(([, one]) => one);
  const residents = all.map(mixed);
  const hospitals = all.map(mixed);
  const { market } = readMarket({ residents, hospitals, capacities: all.map(() => 1) }, 1);
  if (!market) throw new Error('the lists are no instance');
  const ours = residentOptimal(market);
  const solve = (): void => {
    const [askers, asked] = [residents, hospitals].map((side) => side.map((_, at) => new peer.Person(String(at))));
    for (const [at, one] of askers?.entries() ?? [])
      one.generatePreferences(residents[at]?.map((h) => asked?.[h] as Person) ?? []);
    for (const [at, one] of asked?.entries() ?? [])
      one.generatePreferences(hospitals[at]?.map((r) => askers?.[r] as Person) ?? []);
    peer.stableMarriage(askers ?? []);
    for (const [at, one] of askers?.entries() ?? [])
      if (one.fiance?.name !== String(ours[at])) throw new Error(`${name} differs on ${at}`);
  };
  const instance = { residents, hospitals, capacities: all.map(() => 1) };
  const value = cpuPerCall(() => assign(instance, 1, () => false), { rounds: 3, millis: 50 });
  const theirs = cpuPerCall(solve, { rounds: 3, millis: 50 });
  return [
    {
      name: 'assign 1000 x 1000 complete lists, one to one, checked',
      value,
      unit: 'us CPU',
      ratio: { to: name, value: value / theirs },
    },
  ];
}

/** Deferred acceptance from lists of indices to a checked answer, beside the same algorithm over plain objects. */
export const assignBench: Bench = {
  name: 'assign',
  async run(): Promise<Figure[]> {
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
    return [...figures, ...namesToNames(), ...misreports(100_000), ...(await besideStableMarriage())];
  },
};
