import { sharesOf } from './block.js';
import { buildModel } from './class-model.js';
import { apart } from './eligibility.js';
import { groupBy } from './group-by.js';
import type { PlanInstance, PlanRules } from './instance.js';
import type { SolveMip } from './mip.js';
import type { Candidate, Term } from './terms.js';

/** Seats given to one demand. */
export interface Share {
  readonly candidate: Candidate;
  readonly seats: number;
}

/**
 * Spreads a term's seats over its classes: level sizes first, every whole demand in one class, each class within its
 * sizes, shares and refusals. null when that cannot be done; 'limit' when the search ended before it was known.
 */
export function packTerm(
  instance: PlanInstance,
  term: Term,
  classes: number,
  shares: readonly Share[],
  solve: SolveMip,
  nodes: number,
): Share[][] | null | 'limit' {
  if (classes === 1) return [[...shares]];
  const level = packLevel(instance.rules, term, classes, shares);
  return level ?? packExactly(instance, term, classes, shares, solve, nodes);
}

/** Largest first, each where there is most room; a demand that may be split fills up what is left. */
function packLevel(rules: PlanRules, term: Term, classes: number, shares: readonly Share[]): Share[][] | null {
  const bins = Array.from({ length: classes }, (): Share[] => []);
  const bySize = [...shares].sort((a, b) => b.seats - a.seats || a.candidate.index - b.candidate.index);
  const sizeOf = (bin: readonly Share[]): number => bin.reduce((sum, { seats }) => sum + seats, 0);
  for (const share of bySize) {
    const open = bins.filter((bin) => bin.every(({ candidate }) => !apart(candidate.demand, share.candidate.demand)));
    let left = share.seats;
    while (left > 0) {
      const bin = open.reduce<Share[] | undefined>(
        (best, one) => (!best || sizeOf(one) < sizeOf(best) ? one : best),
        undefined,
      );
      const room = bin ? term.of.maxClass - sizeOf(bin) : 0;
      if (!bin || room <= 0 || (room < left && !share.candidate.demand.splittable)) return null;
      const seats = Math.min(left, room);
      bin.push({ ...share, seats });
      left -= seats;
    }
  }
  return bins.every((bin) => keepsSizes(rules, term, bin)) ? bins : null;
}

function keepsSizes(rules: PlanRules, term: Term, bin: readonly Share[]): boolean {
  const size = bin.reduce((sum, { seats }) => sum + seats, 0);
  if (size < term.of.minClass || size > term.of.maxClass) return false;
  const firms = groupBy(bin, ({ candidate }) => candidate.demand.organisation);
  if (firms.length === 1) return rules.singleFirmClasses;
  const most = Math.max(...firms.map((own) => own.reduce((sum, { seats }) => sum + seats, 0)));
  return rules.oneFirmShare === null || most * 100 <= rules.oneFirmShare * size;
}

function packExactly(
  instance: PlanInstance,
  term: Term,
  classes: number,
  shares: readonly Share[],
  solve: SolveMip,
  nodes: number,
): Share[][] | null | 'limit' {
  const candidates = shares.map(({ candidate, seats }): Candidate => {
    const demand = { ...candidate.demand, headcountMin: seats, headcountMax: seats, mentors: null };
    return { ...candidate, demand, seats };
  });
  const pins = [
    ...candidates.map(({ demand }) => ({ kind: 'demand', demand: demand.id }) as const),
    { kind: 'class', college: term.college, programme: term.programme, start: term.start, classes } as const,
  ];
  const given = { ...instance, pins };
  const alone: Term = { ...term, candidates, classes };
  const { mip, blocks } = buildModel(given, [alone], new Set([term.index]), new Map());
  const answer = solve(mip, [], { nodes, start: null });
  if (answer.status === 'infeasible') return null;
  const { values } = answer;
  if (values === null) return 'limit';
  return blocks.map((block) =>
    sharesOf(block, values).flatMap(({ candidate, seats }) => {
      const share = shares.find((one) => one.candidate.index === candidate.index);
      return share ? [{ candidate: share.candidate, seats }] : [];
    }),
  );
}
