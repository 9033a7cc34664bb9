import { Dice } from '../../bench/zone/random.js';
import { zoneInstance } from '../../bench/zone/zone-instance.js';
import { planClasses } from '../../src/kernel/planning/plan-classes.js';
import type { PlanInstance } from '../../src/kernel/planning/instance.js';
import { highsSolver } from '../../src/platform/solver/highs.js';

function shuffled<T>(list: readonly T[], dice: Dice): T[] {
  return list
    .map((item) => ({ item, at: dice.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Lists are put in order before anything is computed, so that size does not matter, nor whether a goal stays open. */
describe('a plan of 300 demands and 60 programmes', () => {
  it('is the same to the byte in whatever order it is told of them, cut off by nodes or not', async () => {
    const dice = new Dice(5);
    const instance = zoneInstance(9);
    const moved: PlanInstance = {
      ...instance,
      demands: shuffled(instance.demands, dice).map((demand) => ({ ...demand, majors: shuffled(demand.majors, dice) })),
      programmes: shuffled(instance.programmes, dice).map((one) => ({ ...one, starts: shuffled(one.starts, dice) })),
    };
    expect(moved.demands.map(({ id }) => id)).not.toEqual(instance.demands.map(({ id }) => id));
    const solver = await highsSolver({ seconds: 3600, cancelled: () => false });
    const limits = { nodesPerGoal: 20 };
    const plan = JSON.stringify(planClasses(instance, solver, limits));
    expect(JSON.stringify(planClasses(moved, solver, limits))).toBe(plan);
    expect(JSON.parse(plan)).toMatchObject({ proof: { goals: [{ goal: 'seats', proven: true }, {}, {}, {}, {}, {}] } });
  });
});
