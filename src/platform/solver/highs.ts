import highsModule from 'highs';
import type { Mip, MipAnswer, MipLimits, Objective, Solver } from '../../kernel/planning/mip.js';
import type { Relaxation } from '../../kernel/planning/relaxation.js';

export interface SolverLimits {
  /** Seconds of wall time for all solves together; a plan cut off by time may differ between machines. */
  readonly seconds: number;
  /** Read often while solving; true stops it within a second. */
  readonly cancelled: () => boolean;
}

/** The package's types describe its CommonJS build, where the loader is `default`; what is imported is the loader itself. */
const loadHighs = highsModule as unknown as typeof highsModule.default;

type Highs = Awaited<ReturnType<typeof loadHighs>>;

/** The HiGHS solver (WebAssembly, one thread). Blocks its thread while it solves: use it in a worker. */
export async function highsSolver(limits: SolverLimits): Promise<Solver> {
  const highs = await loadHighs();
  const endsAt = performance.now() + limits.seconds * 1000;
  const secondsLeft = (): number => (endsAt - performance.now()) / 1000;
  return {
    solve: (mip, objective, wanted) => {
      const seconds = secondsLeft();
      if (limits.cancelled()) return { status: 'stopped', values: null, bound: -Infinity, nodes: 0 };
      if (seconds <= 0) return { status: 'limit', values: null, bound: -Infinity, nodes: 0 };
      return solve(highs, mip, objective, { ...wanted, seconds, cancelled: limits.cancelled });
    },
    relax: (mip) => relaxation(highs, mip, secondsLeft, limits.cancelled),
  };
}

function relaxation(highs: Highs, mip: Mip, secondsLeft: () => number, cancelled: () => boolean): Relaxation {
  const model = highs.createModel(programOf(mip));
  model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex' });
  const columns = mip.lower.length;
  const all = Int32Array.from(mip.lower.keys());
  return {
    minimise(objective) {
      const seconds = secondsLeft();
      if (seconds <= 0 || cancelled()) return null;
      const cost = new Float64Array(columns);
      for (const [column, value] of objective) cost[column] = value;
      model.changeColsCost({ kind: 'set', indices: all }, cost);
      // The limit counts from the first run of a model on.
      model.options.set({ time_limit: Number(model.getRunTime()) + seconds });
      model.run({
        [highs.constants.callbackType.simplexInterrupt](event) {
          if (cancelled()) event.interrupt();
          return undefined;
        },
      });
      if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return null;
      const { colValue, rowDual } = model.getSolution();
      return { values: Array.from(colValue), prices: Array.from(rowDual) };
    },
    limit: (column, lower, upper) => void model.changeColBounds(column, lower, upper),
    row(lower, upper, terms) {
      const indices = Int32Array.from(terms, ([column]) => column);
      model.addRow(lower, upper, { indices, values: Float64Array.from(terms, ([, value]) => value) });
    },
    limitRow: (row, lower, upper) => void model.changeRowBounds(row, lower, upper),
    close: () => model.dispose(),
  };
}

function programOf(mip: Mip) {
  return {
    numCols: mip.lower.length,
    numRows: mip.rowLower.length,
    colCost: new Float64Array(mip.lower.length),
    colLower: Float64Array.from(mip.lower),
    colUpper: Float64Array.from(mip.upper),
    rowLower: Float64Array.from(mip.rowLower),
    rowUpper: Float64Array.from(mip.rowUpper),
    matrix: {
      format: 'csr' as const,
      numRows: mip.rowLower.length,
      numCols: mip.lower.length,
      starts: Int32Array.from(mip.rowStart),
      indices: Int32Array.from(mip.rowColumn),
      values: Float64Array.from(mip.rowValue),
    },
  };
}

function solve(highs: Highs, mip: Mip, objective: Objective, limits: MipLimits & SolverLimits): MipAnswer {
  const columns = mip.lower.length;
  const cost = new Float64Array(columns);
  for (const [column, value] of objective) cost[column] = value;
  const { variableType, callbackType, modelStatus } = highs.constants;
  const model = highs.createModel({
    ...programOf(mip),
    colCost: cost,
    integrality: mip.whole.map((whole) => (whole ? variableType.integer : variableType.continuous)),
  });
  try {
    model.options.set({
      output_flag: false,
      // Presolve of HiGHS 1.15 has cut off the optimum of a four-column program; what is decided is taken out before.
      presolve: 'off',
      time_limit: limits.seconds,
      mip_max_nodes: limits.nodes,
      mip_rel_gap: 0,
      mip_abs_gap: limits.gap ?? 0.999,
      ...(limits.enough === undefined ? {} : { objective_target: limits.enough + 0.5 }),
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
      status:
        status === modelStatus.optimal || status === modelStatus.objectiveTarget
          ? 'optimal'
          : stopped
            ? 'stopped'
            : 'limit',
      values: found ? Array.from(model.getSolution().colValue, Math.round) : null,
      bound: Number(model.info.get('mip_dual_bound')),
      nodes,
    };
  } finally {
    model.dispose();
  }
}
