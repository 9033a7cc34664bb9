import { planClasses } from '../src/kernel/planning/plan-classes.js';
import type { Solver } from '../src/kernel/planning/mip.js';
import { highsSolver } from '../src/platform/solver/highs.js';
import { cpuSeconds, type Bench, type Figure } from './bench.js';
import { firstCome } from './zone/first-come.js';
import { zoneInstance } from './zone/zone-instance.js';

const SEEDS = 10;
/** CPU seconds after which a plan is cut off; wall time, so a loaded machine may cut off earlier. */
const LIMIT = 60;

/** The same solver, with what its parts cost. */
function metered(solver: Solver): { solver: Solver; spent: { search: number; relaxed: number } } {
  const spent = { search: 0, relaxed: 0 };
  return {
    spent,
    solver: {
      solve: (mip, objective, limits) => {
        const from = cpuSeconds();
        const answer = solver.solve(mip, objective, limits);
        spent.search += cpuSeconds() - from;
        return answer;
      },
      relax: (mip) => {
        const relaxation = solver.relax(mip);
        return {
          ...relaxation,
          minimise: (objective) => {
            const from = cpuSeconds();
            const answer = relaxation.minimise(objective);
            spent.relaxed += cpuSeconds() - from;
            return answer;
          },
        };
      },
    },
  };
}

/** A term of a zone, 300 demands and 60 programmes: how long until every goal is proven, and what planning is worth. */
export const planBench: Bench = {
  name: 'plan',
  async run(): Promise<Figure[]> {
    const figures: Figure[] = [];
    const times: number[] = [];
    let proven = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const instance = zoneInstance(seed);
      const from = cpuSeconds();
      const { solver, spent } = metered(await highsSolver({ seconds: LIMIT, cancelled: () => false }));
      const { totals, proof } = planClasses(instance, solver);
      const took = cpuSeconds() - from;
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
    const sorted = times.toSorted((a, b) => a - b);
    return [
      ...figures,
      { name: 'plan 300 × 60, proven', value: proven, unit: `of ${SEEDS}` },
      { name: 'plan 300 × 60, median', value: sorted[SEEDS >> 1] ?? 0, unit: 's CPU' },
      { name: 'plan 300 × 60, slowest', value: sorted.at(-1) ?? 0, unit: 's CPU' },
    ];
  },
};
