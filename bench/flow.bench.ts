import highsModule from 'highs';
import { checkFlow } from '../src/kernel/assignment/check-flow.js';
import { minCostFlow } from '../src/kernel/assignment/min-cost-flow.js';
import { NetworkBuilder, type Network } from '../src/kernel/assignment/network.js';
import { Random } from '../src/kernel/matching/spec/random.js';
import { cpuPerCall, type Bench, type Figure } from './bench.js';

const loadHighs = highsModule as unknown as typeof highsModule.default;
type Highs = Awaited<ReturnType<typeof loadHighs>>;

const SEGMENTS = 8;

/** Needs that ten managers each could take, a convex cost of load in eight segments, and staying without one dear. */
function needsAndManagers(needs: number, managers: number): Network {
  const random = new Random(needs);
  const sink = needs + managers;
  const builder = new NetworkBuilder([
    ...Array.from({ length: needs }, () => 1),
    ...Array.from({ length: managers }, () => 0),
    -needs,
  ]);
  for (let n = 0; n < needs; n++) {
    const able = new Set<number>();
    while (able.size < 10) able.add(Math.floor(managers * random.next() ** 1.5));
    for (const m of able) builder.arc(n, needs + m, 1, random.int(0, 1000));
    builder.arc(n, sink, 1, 100_000);
  }
  const share = Math.ceil((needs * 1.1) / managers / SEGMENTS);
  for (let m = 0; m < managers; m++)
    for (let k = 0; k < SEGMENTS; k++) builder.arc(needs + m, sink, share, 200 * (2 * k + 1));
  return builder.build();
}

function byHighs(highs: Highs, { supply, from, to, capacity, cost }: Network): number {
  const arcs = from.length;
  const indices = new Int32Array(2 * arcs);
  const values = new Float64Array(2 * arcs);
  for (let arc = 0; arc < arcs; arc++) {
    indices.set([from[arc] ?? 0, to[arc] ?? 0], 2 * arc);
    values.set([1, -1], 2 * arc);
  }
  const rows = Float64Array.from(supply);
  const model = highs.createModel({
    numCols: arcs,
    numRows: supply.length,
    colCost: cost,
    colLower: new Float64Array(arcs),
    colUpper: capacity,
    rowLower: rows,
    rowUpper: rows,
    matrix: {
      format: 'csc',
      numRows: supply.length,
      numCols: arcs,
      starts: Int32Array.from({ length: arcs + 1 }, (_, arc) => 2 * arc),
      indices,
      values,
    },
  });
  try {
    model.options.set({ output_flag: false });
    model.run();
    return Math.round(Number(model.info.get('objective_function_value')));
  } finally {
    model.dispose();
  }
}

/** Min-cost flow with convex costs, answer proved, beside HiGHS (wasm) on the same program; equal costs are asked for. */
export const flowBench: Bench = {
  name: 'flow',
  async run(): Promise<Figure[]> {
    const highs = await loadHighs();
    return [
      [1000, 50],
      [10_000, 200],
    ].flatMap(([needs = 0, managers = 0]) => {
      const network = needsAndManagers(needs, managers);
      const solved = minCostFlow(network);
      if (solved.status !== 'optimal') throw new Error('infeasible');
      const faults = checkFlow(network, solved.flow, [{ cost: network.cost, potential: solved.potential }]);
      const theirs = byHighs(highs, network);
      if (faults.length > 0 || theirs !== solved.cost)
        throw new Error(`ours ${solved.cost} with ${faults.length} faults, HiGHS ${theirs}`);
      const options = { rounds: 3, millis: 100 };
      const ours = cpuPerCall(() => minCostFlow(network), options);
      const baseline = cpuPerCall(() => byHighs(highs, network), options);
      return [
        {
          name: `flow ${needs} needs x ${managers} managers (${network.from.length} arcs)`,
          value: ours / 1000,
          unit: 'ms CPU',
          ratio: { to: 'HiGHS wasm, linear program', value: ours / baseline },
        },
      ];
    });
  },
};
