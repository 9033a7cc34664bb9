import highsModule from 'highs';
import { checkFlow } from '../src/kernel/assignment/check-flow.js';
import { minCostFlow } from '../src/kernel/assignment/min-cost-flow.js';
import { NetworkBuilder, type Network } from '../src/kernel/assignment/network.js';
import { Random } from '../src/kernel/matching/spec/random.js';
import { cpuPerCall, type Bench, type Figure } from './bench.js';
import { compiledLemon } from './lemon.js';

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

/** The largest size is not given to HiGHS: it would take minutes. */
const MOST_FOR_HIGHS = 200_000;

/** Min-cost flow with convex costs, answer proved, beside HiGHS (wasm) and LEMON (native); equal costs are asked for. */
export const flowBench: Bench = {
  name: 'flow',
  async run(): Promise<Figure[]> {
    const highs = await loadHighs();
    const lemon = compiledLemon();
    if (!lemon) console.log('flow: LEMON not installed');
    const figures: Figure[] = [];
    for (const [needs, managers] of [
      [1000, 50],
      [10_000, 200],
      [100_000, 1000],
    ] as const) {
      const network = needsAndManagers(needs, managers);
      const small = network.from.length <= MOST_FOR_HIGHS;
      const solved = minCostFlow(network);
      if (solved.status !== 'optimal') throw new Error('infeasible');
      const faults = checkFlow(network, solved.flow, [{ cost: network.cost, potential: solved.potential }]);
      if (faults.length > 0) throw new Error(`${faults.length} faults`);
      const options = { rounds: small ? 5 : 1, millis: 100 };
      const value = small ? cpuPerCall(() => minCostFlow(network), options) : cpuOnce(() => minCostFlow(network));
      const name = `flow ${needs} needs x ${managers} managers (${network.from.length} arcs)`;
      const beside = (to: string, cost: number, micros: number): void => {
        if (cost !== solved.cost) throw new Error(`ours costs ${solved.cost}, ${to} ${cost}`);
        figures.push({ name, value: value / 1000, unit: 'ms CPU', ratio: { to, value: value / micros } });
      };
      if (small)
        beside(
          'HiGHS wasm, linear program',
          byHighs(highs, network),
          cpuPerCall(() => byHighs(highs, network), options),
        );
      if (lemon) {
        const { cost, micros } = lemon.solve(network, small ? 5 : 1);
        beside('LEMON, native', cost, micros);
      }
    }
    lemon?.close();
    return figures;
  },
};

function cpuOnce(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
