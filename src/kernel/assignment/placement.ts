import type { Board, Way } from './manager-board.js';

/** What a policy proposes: of each need its way, null for none. */
export type Placement = readonly (Way | null)[];

/** A policy in numbers, so that two can stand side by side. */
export interface PlacementFigures {
  readonly served: number;
  readonly unserved: number;
  /** Needs with the manager they like best. */
  readonly firstChoice: number;
  /** Sum of the fit of all that are served, in points. */
  readonly fit: number;
  /** Share of his limit that the least and the most loaded manager use afterwards, in ppm; null without limits. */
  readonly leastUsePpm: number | null;
  readonly mostUsePpm: number | null;
  /** Open cases of each manager afterwards, in the order of the board. */
  readonly loads: readonly number[];
}

export function figuresOf(board: Board, placement: Placement): PlacementFigures {
  const loads = board.managers.map(({ load }) => load);
  let [served, firstChoice, fit] = [0, 0, 0];
  for (const [need, way] of placement.entries()) {
    if (!way) continue;
    served++;
    fit += way.fit;
    loads[way.manager] = (loads[way.manager] ?? 0) + 1;
    if (board.ways[need]?.[0]?.manager === way.manager) firstChoice++;
  }
  const shares = board.managers.flatMap(({ limit }, m) =>
    limit > 0 ? [Math.floor(((loads[m] ?? 0) * 1_000_000) / limit)] : [],
  );
  return {
    served,
    unserved: placement.length - served,
    firstChoice,
    fit,
    leastUsePpm: shares.length > 0 ? shares.reduce((a, b) => Math.min(a, b)) : null,
    mostUsePpm: shares.length > 0 ? shares.reduce((a, b) => Math.max(a, b)) : null,
    loads,
  };
}
