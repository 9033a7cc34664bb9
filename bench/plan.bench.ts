import { planClasses, usualLimits } from '../src/kernel/planning/plan-classes.js';
import type { Solver } from '../src/kernel/planning/mip.js';
import { highsSolver } from '../src/platform/solver/highs.js';
import type { Bench, Figure } from './bench.js';
import { firstCome } from './zone/first-come.js';
import { zoneInstance } from './zone/zone-instance.js';

const SEEDS = 10;
/** CPU seconds after which a plan is cut off; wall time, so a loaded machine may cut off earlier. */
const LIMIT = 60;

const seconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
};

/** The same solver, with what its parts cost. */
function metered(solver: Solver): { solver: Solver; spent: { search: number; relaxed: number } } {
  const spent = { search: 0, relaxed: 0 };
  return {
    spent,
    solver: {
      solve: (mip, objective, limits) => {
        const from = seconds();
        const answer = solver.solve(mip, objective, limits);
        spent.search += seconds() - from;
        return answer;
      },
      relax: (mip) => {
        const relaxation = solver.relax(mip);
        return {
          ...relaxation,
          minimise: (objective) => {
            const from = seconds();
            const answer = relaxation.minimise(objective);
            spent.relaxed += seconds() - from;
            return answer;
          },
        };
      },
    },
  };
}

/** 1,000 demands and 150 programmes, cut off: the proven gap of seats, with all demands splittable, and all whole. */
async function cutOff(seed: number, splittable: boolean, { seconds: limit, rounds }: (typeof CUTS)[number]) {
  const zone = zoneInstance(seed, { demands: 1000, programmes: 150 });
  const instance = { ...zone, demands: zone.demands.map((demand) => ({ ...demand, splittable })) };
  const from = seconds();
  const solver = await highsSolver({ seconds: limit, cancelled: () => false });
  const { proof } = planClasses(instance, solver, { ...usualLimits, quick: { rounds, priceSteps: 300 } });
  const took = seconds() - from;
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
  { seconds: 0.9, rounds: 3 },
  { seconds: 9, rounds: 20 },
] as const;

/** A term of a zone, 300 demands and 60 programmes: how long until every goal is proven, and what planning is worth. */
export const planBench: Bench = {
  name: 'plan',
  async run(): Promise<Figure[]> {
    const figures: Figure[] = [];
    const times: number[] = [];
    let proven = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const instance = zoneInstance(seed);
      const from = seconds();
      const { solver, spent } = metered(await highsSolver({ seconds: LIMIT, cancelled: () => false }));
      const { totals, proof } = planClasses(instance, solver);
      const took = seconds() - from;
      times.push(took);
      if (proof.status === 'optimal') proven += 1;
      const baseline = firstCome(instance);
      figures.push(
        { name: `plan 300 × 60, seed ${seed}, ${proof.status}`, value: took, unit: 's CPU' },
        { name: `plan 300 × 60, seed ${seed}, searches`, value: spent.search, unit: 's CPU' },
        { name: `plan 300 × 60, seed ${seed}, relaxations`, value: spent.relaxed, unit: 's CPU' },
        {
          name: `plan 300 × 60, seed ${seed}, seats`,
          value: totals.seats,
          unit: 'seats',
          ratio: { to: 'first come, first served', value: totals.seats / Math.max(1, baseline) },
        },
        ...proof.goals
          .filter(({ proven: sure }) => !sure)
          .map(({ goal, gap }) => ({ name: `plan 300 × 60, seed ${seed}, gap of ${goal}`, value: gap, unit: goal })),
      );
    }
    for (const cut of CUTS)
      for (const splittable of [true, false])
        for (let seed = 1; seed <= 3; seed++) figures.push(...(await cutOff(seed, splittable, cut)));
    const sorted = times.toSorted((a, b) => a - b);
    return [
      ...figures,
      { name: 'plan 300 × 60, proven', value: proven, unit: `of ${SEEDS}` },
      { name: 'plan 300 × 60, median', value: sorted[SEEDS >> 1] ?? 0, unit: 's CPU' },
      { name: 'plan 300 × 60, slowest', value: sorted.at(-1) ?? 0, unit: 's CPU' },
    ];
  },
};
