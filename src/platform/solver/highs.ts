import highsModule from 'highs';
import type { Mip, MipAnswer, MipLimits, Objective, SolveMip } from '../../kernel/planning/mip.js';

export interface SolverLimits {
  /** Seconds of wall time for all solves together; a plan cut off by time may differ between machines. */
  readonly seconds: number;
  /** Read often while solving; true stops it within a second. */
  readonly cancelled: () => boolean;
}

/** The package's types describe its CommonJS build, where the loader is `default`; what is imported is the loader itself. */
const loadHighs = highsModule as unknown as typeof highsModule.default;
/** Columns up to which a program is solved without presolve. */
const SMALL = 300;

type Highs = Awaited<ReturnType<typeof loadHighs>>;

/** The HiGHS solver (WebAssembly, one thread). Blocks its thread while it solves: use it in a worker. */
export async function highsSolver(limits: SolverLimits): Promise<SolveMip> {
  const highs = await loadHighs();
  const endsAt = performance.now() + limits.seconds * 1000;
  return (mip, objective, { nodes, start }) => {
    const left = (endsAt - performance.now()) / 1000;
    if (limits.cancelled()) return { status: 'stopped', values: null, bound: -Infinity, nodes: 0 };
    if (left <= 0) return { status: 'limit', values: null, bound: -Infinity, nodes: 0 };
    return solve(highs, mip, objective, { nodes, start, seconds: left, cancelled: limits.cancelled });
  };
}

function solve(highs: Highs, mip: Mip, objective: Objective, limits: MipLimits & SolverLimits): MipAnswer {
  const columns = mip.lower.length;
  const cost = new Float64Array(columns);
  for (const [column, value] of objective) cost[column] = value;
  const { variableType, callbackType, modelStatus } = highs.constants;
  const model = highs.createModel({
    numCols: columns,
    numRows: mip.rowLower.length,
    colCost: cost,
    colLower: Float64Array.from(mip.lower),
    colUpper: Float64Array.from(mip.upper),
    rowLower: Float64Array.from(mip.rowLower),
    rowUpper: Float64Array.from(mip.rowUpper),
    integrality: mip.whole.map((whole) => (whole ? variableType.integer : variableType.continuous)),
    matrix: {
      format: 'csr',
      numRows: mip.rowLower.length,
      numCols: columns,
      starts: Int32Array.from(mip.rowStart),
      indices: Int32Array.from(mip.rowColumn),
      values: Float64Array.from(mip.rowValue),
    },
  });
  try {
    model.options.set({
      output_flag: false,
      // Presolve of HiGHS 1.15 has cut off the optimum of a four-column program; small ones do well without it.
      presolve: columns <= SMALL ? 'off' : 'choose',
      time_limit: limits.seconds,
      mip_max_nodes: limits.nodes,
      mip_rel_gap: 0,
      mip_abs_gap: 0.999,
    });
    if (limits.start) model.setSolution({ colValue: Float64Array.from(limits.start) });
    let stopped = false;
    model.run({
      [callbackType.mipInterrupt](event) {
        if (!limits.cancelled()) return undefined;
        stopped = true;
        event.interrupt();
        return undefined;
      },
    });
    const status = model.getModelStatus();
    const nodes = Number(model.info.get('mip_node_count'));
    // Every column has bounds, so nothing is unbounded.
    if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible)
      return { status: 'infeasible', values: null, bound: Infinity, nodes };
    const found = model.info.get('primal_solution_status') === 2;
    return {
      status: status === modelStatus.optimal ? 'optimal' : stopped ? 'stopped' : 'limit',
      values: found ? Array.from(model.getSolution().colValue, Math.round) : null,
      bound: Number(model.info.get('mip_dual_bound')),
      nodes,
    };
  } finally {
    model.dispose();
  }
}
