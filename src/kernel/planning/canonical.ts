import { compareText } from '../matching/pair.js';
import type { PlanInstance, PlanProgramme } from './instance.js';

/**
 * The same instance with every list in a fixed order and said once. Whatever is computed from it cannot depend on the
 * order in which things were given.
 */
export function canonical(instance: PlanInstance): PlanInstance {
  return {
    demands: instance.demands
      .map((demand) => ({
        ...demand,
        majors: sorted(demand.majors, ({ code, role }) => `${code} ${role}`),
        excludedOrganisations: texts(demand.excludedOrganisations),
        excludedColleges: texts(demand.excludedColleges),
        excludedProgrammes: sorted(demand.excludedProgrammes, (ref) => JSON.stringify([ref.college, ref.programme])),
      }))
      .sort((a, b) => compareText(a.id, b.id)),
    programmes: instance.programmes
      .map((programme) => ({
        ...programme,
        nearMajors: texts(programme.nearMajors),
        starts: texts(programme.starts),
      }))
      .sort(compareProgrammes),
    rules: { ...instance.rules, goals: [...new Set(instance.rules.goals)] },
    pins: sorted(instance.pins, keyOf),
    exclusions: sorted(instance.exclusions, keyOf),
  };
}

function compareProgrammes(a: PlanProgramme, b: PlanProgramme): number {
  return compareText(a.college, b.college) || compareText(a.id, b.id);
}

/** The fields of a flat record, whatever order they were written in. */
function keyOf(record: object): string {
  return JSON.stringify(Object.entries(record).sort(([a], [b]) => compareText(a, b)));
}

function sorted<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...items].sort((a, b) => compareText(key(a), key(b)));
}

function texts(items: readonly string[]): string[] {
  return [...new Set(items)].sort(compareText);
}
