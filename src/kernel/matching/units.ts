import type { Result, Verdict } from './evaluate.js';

/** Branches of which one must hold; a criterion outside any group is a unit of one branch with one verdict. */
export interface Unit {
  readonly group?: string;
  readonly hard: boolean;
  readonly result: Result;
  readonly branches: readonly (readonly Verdict[])[];
}

/** A verdict that alone keeps its branch, and with it the unit and the pair, from holding. */
export interface Miss {
  readonly verdict: Verdict;
  /** Nothing else is open: mend this one and the pair is eligible. */
  readonly alone: boolean;
}

/** Kleene and: one false decides, one unknown leaves it open. True of nothing. */
export function allHold(results: readonly Result[]): Result {
  if (results.includes('not-met')) return 'not-met';
  return results.includes('unknown') ? 'unknown' : 'met';
}

/** Kleene or: one true decides, one unknown leaves it open. False of nothing. */
export function anyHolds(results: readonly Result[]): Result {
  if (results.includes('met')) return 'met';
  return results.includes('unknown') ? 'unknown' : 'not-met';
}

/**
 * Gathers verdicts into units, in the order of their first members. `ip` and `ip/1` belong to group `ip`: each `ip`
 * is a branch by itself, all `ip/1` together are one. Hard and soft members of one name are two groups.
 */
export function unitsOf(verdicts: readonly Verdict[]): Unit[] {
  return gather(verdicts, ({ hard, group }) => ({ hard, groupKey: group })).map(unitOf);
}

/** The branches of each unit, and the members of each branch, all in the order of their first members. */
export function gather<T>(
  items: readonly T[],
  placeOf: (item: T) => { readonly hard: boolean; readonly groupKey?: string | undefined },
): T[][][] {
  const units = new Map<string, Map<string, T[]>>();
  items.forEach((item, index) => {
    const { hard, groupKey } = placeOf(item);
    const [group, branch] = groupKey?.split('/') ?? [];
    const unitKey = group === undefined ? `#${index}` : `${hard ? 'hard' : 'soft'} ${group}`;
    const branchKey = branch === undefined ? `#${index}` : `/${branch}`;
    const branches = units.get(unitKey) ?? new Map<string, T[]>();
    const members = branches.get(branchKey);
    if (members) members.push(item);
    else branches.set(branchKey, [item]);
    units.set(unitKey, branches);
  });
  return [...units.values()].map((branches) => [...branches.values()]);
}

function unitOf(branches: readonly (readonly Verdict[])[]): Unit {
  const first = branches[0]?.[0];
  const group = first?.group?.split('/')[0];
  return {
    ...(group === undefined ? {} : { group }),
    hard: first?.hard ?? true,
    result: anyHolds(branches.map(resultOf)),
    branches,
  };
}

/** All of a branch must hold. */
export function resultOf(branch: readonly Verdict[]): Result {
  return allHold(branch.map((verdict) => verdict.result));
}

/** A soft unit counts the greatest weight among its members, hard ones count nothing. */
export function weightOf(unit: Unit): number {
  return Math.max(0, ...unit.branches.flat().map((verdict) => verdict.weight ?? 0));
}

/** When exactly one hard unit is not met: the single misses of its branches. Otherwise none. */
export function singleMisses(units: readonly Unit[]): Miss[] {
  const hard = units.filter((unit) => unit.hard);
  const [failing, ...others] = hard.filter((unit) => unit.result === 'not-met');
  if (!failing || others.length > 0) return [];
  const unknownElsewhere = hard.some((unit) => unit.result === 'unknown');
  return failing.branches.flatMap((branch) => {
    const [verdict, ...more] = branch.filter((candidate) => candidate.result === 'not-met');
    if (!verdict || more.length > 0) return [];
    const unknownBeside = branch.some((candidate) => candidate.result === 'unknown');
    return [{ verdict, alone: !unknownElsewhere && !unknownBeside }];
  });
}
