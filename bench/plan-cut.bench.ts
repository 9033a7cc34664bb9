import { planClasses, usualLimits } from '../src/kernel/planning/plan-classes.js';
import { highsSolver } from '../src/platform/solver/highs.js';
import { cpuSeconds, type Bench, type Figure } from './bench.js';
import { zoneInstance } from './zone/zone-instance.js';

const SEEDS = 5;

/** 1,000 demands and 150 programmes, cut off: the proven gap of seats, with all demands splittable, and all whole. */
async function cutOff(seed: number, splittable: boolean, { seconds: limit, rounds }: (typeof CUTS)[number]) {
  const zone = zoneInstance(seed, { demands: 1000, programmes: 150 });
  const instance = { ...zone, demands: zone.demands.map((demand) => ({ ...demand, splittable })) };
  const from = cpuSeconds();
  const solver = await highsSolver({ seconds: limit, cancelled: () => false });
  const { proof } = planClasses(instance, solver, { ...usualLimits, quick: { rounds, priceSteps: 700 } });
  const took = cpuSeconds() - from;
  const [{ value, gap } = { value: 0, gap: 0 }] = proof.goals;
  const name = `G6 1,000 × 150, ${splittable ? 'splittable' : 'whole'}, seed ${seed}, cut off after ${limit} s`;
  return [
    { name: `${name}, seats`, value, unit: 'seats' },
    { name: `${name}, proven gap of seats`, value: (gap / Math.max(1, value)) * 100, unit: '%' },
    { name: `${name}, spent`, value: took, unit: 's CPU' },
  ];
}

/** Seconds that searching may end after, loading the solver included, and how often seats are looked for without it. */
const CUTS = [
  { seconds: 0.2, rounds: 2 },
  { seconds: 2, rounds: 10 },
] as const;

/** Plans too large to be searched to the end (G6). */
export const planCutBench: Bench = {
  name: 'plan-cut',
  async run(): Promise<Figure[]> {
    const figures: Figure[] = [];
    for (const cut of CUTS)
      for (const splittable of [true, false])
        for (let seed = 1; seed <= SEEDS; seed++) figures.push(...(await cutOff(seed, splittable, cut)));
    return figures;
  },
};
