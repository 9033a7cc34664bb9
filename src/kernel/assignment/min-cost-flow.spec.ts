import fc from 'fast-check';
import { Random } from '../matching/spec/random.js';
import { checkFlow, provesInfeasible } from './check-flow.js';
import { minCostFlow } from './min-cost-flow.js';
import { NetworkBuilder, type Network } from './network.js';
import { stagedFlow } from './staged-flow.js';

const runs = { numRuns: 1500 };
const property = (check: (random: Random) => void): void =>
  fc.assert(
    fc.property(fc.integer(), (seed) => check(new Random(seed))),
    runs,
  );

/** Parallel arcs, loops, negative costs, arcs without room, nodes that nothing reaches. */
function smallNetwork(random: Random): Network {
  const nodes = random.int(1, 5);
  const supply = Array.from({ length: nodes }, () => 0);
  for (let unit = random.int(0, 3); unit > 0; unit--) {
    const [source, sink] = [random.int(0, nodes - 1), random.int(0, nodes - 1)];
    supply[source] = (supply[source] ?? 0) + 1;
    supply[sink] = (supply[sink] ?? 0) - 1;
  }
  const builder = new NetworkBuilder(supply);
  for (let arc = random.int(0, 7); arc > 0; arc--)
    builder.arc(random.int(0, nodes - 1), random.int(0, nodes - 1), random.int(0, 2), random.int(-3, 6));
  return builder.build();
}

/** Costs of every flow that keeps the supplies, by trying all. */
function allFlows({ supply, from, to, capacity }: Network, costs: readonly ArrayLike<number>[]): number[][] {
  const left = Array.from(supply);
  const found: number[][] = [];
  const flow: number[] = [];
  const visit = (arc: number): void => {
    if (arc === from.length) {
      if (left.every((rest) => rest === 0))
        found.push(costs.map((cost) => flow.reduce((sum, units, at) => sum + units * (cost[at] ?? 0), 0)));
      return;
    }
    const [tail = 0, head = 0] = [from[arc], to[arc]];
    for (let units = 0; units <= (capacity[arc] ?? 0); units++) {
      flow[arc] = units;
      left[tail] = (left[tail] ?? 0) - units;
      left[head] = (left[head] ?? 0) + units;
      visit(arc + 1);
      left[tail] = (left[tail] ?? 0) + units;
      left[head] = (left[head] ?? 0) - units;
    }
  };
  visit(0);
  return found;
}

const least = (flows: readonly number[][]): number[] =>
  flows.reduce((a, b) => {
    const at = a.findIndex((value, place) => value !== b[place]);
    return at >= 0 && (b[at] ?? 0) < (a[at] ?? 0) ? b : a;
  });

describe('min-cost flow', () => {
  it('costs what the cheapest of all flows costs, or proves that there is none', () => {
    const seen = { optimal: 0, infeasible: 0 };
    property((random) => {
      const network = smallNetwork(random);
      const flows = allFlows(network, [network.cost]);
      const solved = minCostFlow(network);
      seen[solved.status]++;
      if (solved.status === 'infeasible') {
        expect(flows).toEqual([]);
        expect(provesInfeasible(network, solved.cut)).toBe(true);
      } else {
        expect([solved.cost]).toEqual(least(flows));
        expect(checkFlow(network, solved.flow, [{ cost: network.cost, potential: solved.potential }])).toEqual([]);
      }
    });
    expect(Math.min(seen.optimal, seen.infeasible)).toBeGreaterThan(200);
  });

  it('takes several costs one after the other', () => {
    let decided = 0;
    property((random) => {
      const network = smallNetwork(random);
      const costs = [1, 2, 3].map((most) => Float64Array.from(network.cost, () => random.int(0, most)));
      const flows = allFlows(network, costs);
      const solved = stagedFlow(network, costs);
      if (solved.status === 'infeasible') return expect(flows).toEqual([]);
      expect(solved.stages.map(({ value }) => value)).toEqual(
        costs.map((cost) => cost.reduce((sum, each, arc) => sum + each * (solved.flow[arc] ?? 0), 0)),
      );
      expect(solved.stages.map(({ value }) => value)).toEqual(least(flows));
      expect(checkFlow(network, solved.flow, solved.stages)).toEqual([]);
      if (new Set(flows.map(([first]) => first)).size < new Set(flows.map(String)).size) decided++;
    });
    expect(decided).toBeGreaterThan(100);
  });

  it('is proved on networks that nobody can try through', () => {
    for (const seed of [1, 2, 3]) {
      const random = new Random(seed);
      const [needs, managers] = [400, 30];
      const builder = new NetworkBuilder([
        ...Array.from({ length: needs }, () => 1),
        ...Array.from({ length: managers }, () => 0),
        -needs,
      ]);
      for (let n = 0; n < needs; n++) {
        for (let k = 0; k < 5; k++) builder.arc(n, needs + random.int(0, managers - 1), 1, random.int(0, 100));
        builder.arc(n, needs + managers, 1, 10_000);
      }
      for (let m = 0; m < managers; m++)
        builder.convex(
          needs + m,
          needs + managers,
          Array.from({ length: 20 }, (_, k) => k * 7),
        );
      const network = builder.build();
      const solved = minCostFlow(network);
      if (solved.status !== 'optimal') throw new Error('infeasible');
      expect(checkFlow(network, solved.flow, [{ cost: network.cost, potential: solved.potential }])).toEqual([]);
    }
  });

  it('refuses what it could not answer exactly', () => {
    const arc = (capacity: number, cost: number) => {
      const builder = new NetworkBuilder([1, -1]);
      builder.arc(0, 1, capacity, cost);
      return builder.build();
    };
    for (const bad of [arc(-1, 0), arc(0.5, 0), arc(1, 0.5), arc(1, 2 ** 52), { ...arc(1, 1), supply: [1, 0] }])
      expect(() => minCostFlow(bad)).toThrow(RangeError);
    expect(() => new NetworkBuilder([0, 0]).convex(0, 1, [3, 2])).toThrow(RangeError);
  });
});

describe('the checker of flows', () => {
  it('finds whatever is wrong with a flow', () => {
    const builder = new NetworkBuilder([1, -1]);
    builder.arc(0, 1, 1, 5);
    builder.arc(0, 1, 1, 2);
    const network = builder.build();
    const codes = (flow: number[], potential = [0, 2]) =>
      checkFlow(network, flow, [{ cost: network.cost, potential }]).map(({ code, at }) => `${code} ${at}`);
    expect(codes([0, 1])).toEqual([]);
    expect(codes([0, 1], [0, 9])).toEqual(['could-carry-more 0']);
    expect(codes([1, 0])).toEqual(['should-carry-less 0']);
    expect(codes([0, 2])).toEqual(['capacity 1', 'balance 0', 'balance 1']);
    expect(codes([0.5, 0.5])).toContain('whole 0');
    expect(codes([0, 1], [0, Number.NaN])).not.toEqual([]);
    expect(provesInfeasible(network, [0])).toBe(false);
  });
});
