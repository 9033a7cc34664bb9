import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { locate } from '../src/kernel/planning/facilities/locate.js';
import { networkOf, type FacilityInstance } from '../src/kernel/planning/facilities/facility-instance.js';
import { build } from '../src/kernel/planning/facilities/build.js';
import { highsSolver } from '../src/platform/solver/highs.js';
import { cpuSeconds, type Bench, type Figure } from './bench.js';
import { Dice } from './zone/random.js';

const SECONDS = 5;

interface Named extends FacilityInstance {
  readonly name: string;
  readonly optimum?: number;
}

/** Points in a square, costs by distance and demand, capacity for about three times the demand. */
function generated(facilities: number, customers: number): Named {
  const dice = new Dice(facilities * 1000 + customers);
  const points = (count: number) =>
    Array.from({ length: count }, () => ({ x: dice.next() * 100, y: dice.next() * 100 }));
  const [here, there] = [points(facilities), points(customers)];
  const demand = there.map(() => dice.whole(5, 35));
  const most = Math.ceil((demand.reduce((sum, one) => sum + one, 0) * 3) / facilities);
  return {
    name: `generated ${facilities} × ${customers}`,
    capacity: here.map(() => dice.whole(Math.ceil(most / 2), Math.ceil(most * 1.5))),
    fixed: here.map(() => dice.whole(300, 700)),
    demand,
    cost: there.map((a, j) => here.map((b) => Math.round((Math.hypot(a.x - b.x, a.y - b.y) * (demand[j] ?? 0)) / 10))),
    singleSource: true,
  };
}

/** Published single-source instances when MATCHING_DATA names their folder, else only generated ones. */
function instances(): Named[] {
  const file = join(process.env['MATCHING_DATA'] ?? '', 'sscflp/holmberg.ndjson.gz');
  const published = existsSync(file)
    ? gunzipSync(readFileSync(file))
        .toString()
        .trim()
        .split('\n')
        .map((row) => ({ ...(JSON.parse(row) as Named), singleSource: true }))
    : [];
  return [generated(10, 20), generated(20, 100), generated(40, 200), generated(80, 400), ...published];
}

export const facilitiesBench: Bench = {
  name: 'facilities',
  async run(): Promise<Figure[]> {
    const figures: Figure[] = [];
    let [proved, known, found, off] = [0, 0, 0, 0];
    const all = instances();
    for (const instance of all) {
      const from = cpuSeconds();
      const solver = await highsSolver({ seconds: SECONDS * 0.8, cancelled: () => false });
      const plan = locate(instance, solver, () => (cpuSeconds() - from) / SECONDS);
      const took = cpuSeconds() - from;
      if (plan.open === null) continue;
      const net = networkOf(instance);
      const greedy = build(net, new Uint8Array(net.facilities).fill(1), new Int32Array(net.customers).fill(-1));
      const gap = (plan.value - plan.bound) / plan.value;
      if (gap < 1e-6) proved += 1;
      if (instance.optimum !== undefined) {
        known += 1;
        const over = plan.value / instance.optimum - 1;
        off += over;
        if (over < 1e-9) found += 1;
      } else
        figures.push(
          { name: `${instance.name}, proven gap`, value: gap * 100, unit: '%' },
          {
            name: `${instance.name}, cost`,
            value: plan.value,
            unit: '',
            ratio: { to: 'everybody to the cheapest', value: plan.value / (greedy?.value ?? Number.NaN) },
          },
        );
      figures.push({ name: `${instance.name}, time`, value: took, unit: 's CPU' });
    }
    figures.push({ name: 'facilities, proved', value: proved, unit: `of ${all.length}` });
    if (known > 0)
      figures.push(
        { name: 'published optima found', value: found, unit: `of ${known}` },
        { name: 'published, mean distance', value: (off / known) * 100, unit: '%' },
      );
    return figures;
  },
};
