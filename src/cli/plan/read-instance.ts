import { facilityProblem, type FacilityInstance } from '../../kernel/planning/facilities/facility-instance.js';
import { instanceProblems } from '../../kernel/planning/instance-problems.js';
import { usualRules, type PlanDemand, type PlanInstance, type PlanProgramme } from '../../kernel/planning/instance.js';

export type Asked =
  | { readonly kind: 'classes'; readonly instance: PlanInstance }
  | { readonly kind: 'facilities'; readonly instance: FacilityInstance };

/** A file that cannot be planned, with what is wrong. */
export class InstanceError extends Error {
  override readonly name = 'InstanceError';
}

type Fields = Readonly<Record<string, unknown>>;

/** What a JSON file asks to be planned. @throws InstanceError */
export function readInstance(file: string, given: unknown): Asked {
  const wrong = (detail: string): never => {
    throw new InstanceError(`${file}: ${detail}`);
  };
  if (!isFields(given)) return wrong('an object is wanted');
  if ('capacity' in given) {
    const instance = facilityInstance(given);
    if (instance === null) return wrong('capacity, fixed, demand and cost are lists of numbers');
    const problem = facilityProblem(instance);
    return problem ? wrong(problem) : { kind: 'facilities', instance };
  }
  const { demands, programmes } = given;
  if (!isList(demands) || !isList(programmes)) return wrong('demands and programmes, or capacity and cost, are wanted');
  const instance = {
    demands: demands.map(demandOf),
    programmes: programmes.map(programmeOf),
    rules: { ...usualRules, ...(isFields(given['rules']) && given['rules']) },
    pins: (given['pins'] ?? []) as PlanInstance['pins'],
    exclusions: (given['exclusions'] ?? []) as PlanInstance['exclusions'],
  };
  const problems = shapeProblems(instance) ?? instanceProblems(instance).map(({ code, at }) => `${code}: ${at}`);
  return problems.length > 0 ? wrong(problems.slice(0, 10).join('; ')) : { kind: 'classes', instance };
}

/** What a demand does not say is as it usually is: nobody excluded, one class, no hurry. */
function demandOf(given: unknown): PlanDemand {
  return {
    acceptsNear: true,
    start: null,
    startTolerance: null,
    excludedOrganisations: [],
    excludedColleges: [],
    excludedProgrammes: [],
    mentors: null,
    splittable: false,
    priority: 0,
    place: null,
    level: 0,
    ...(given as Partial<PlanDemand>),
  } as PlanDemand;
}

const programmeOf = (given: unknown): PlanProgramme =>
  ({ place: null, nearMajors: [], ...(given as Partial<PlanProgramme>) }) as PlanProgramme;

/** Fields of another kind than they must be; null when all can be read. */
function shapeProblems({ demands, programmes, rules, pins, exclusions }: PlanInstance): string[] | null {
  const found: string[] = [];
  const want = (at: string, holds: boolean): void => void (holds || found.push(at));
  for (const [n, one] of demands.entries()) {
    want(`demands[${n}].id`, typeof one.id === 'string');
    want(`demands[${n}].organisation`, typeof one.organisation === 'string');
    want(`demands[${n}].majors`, isList(one.majors) && one.majors.every((major) => isFields(major)));
    for (const list of ['excludedOrganisations', 'excludedColleges', 'excludedProgrammes'] as const)
      want(`demands[${n}].${list}`, isList(one[list]));
  }
  for (const [n, one] of programmes.entries()) {
    for (const name of ['college', 'id', 'majorCode'] as const)
      want(`programmes[${n}].${name}`, typeof one[name] === 'string');
    for (const list of ['starts', 'nearMajors'] as const) want(`programmes[${n}].${list}`, isTexts(one[list]));
  }
  want('rules.goals', isTexts(rules.goals));
  want('pins', isList(pins) && pins.every((pin) => isFields(pin)));
  want('exclusions', isList(exclusions) && exclusions.every((one) => isFields(one)));
  return found.length > 0 ? found : null;
}

/** `cost[j][i]` (customer by customer); given facility by facility it is turned round. null when something is no number. */
function facilityInstance(given: Fields): FacilityInstance | null {
  const { capacity, fixed, demand, cost } = given;
  if (!isNumbers(capacity) || !isNumbers(fixed) || !isNumbers(demand)) return null;
  if (!isList(cost) || !cost.every(isNumbers)) return null;
  const rows: readonly (readonly number[])[] = cost;
  const turned =
    rows.length === capacity.length &&
    rows.length !== demand.length &&
    rows.every((row) => row.length === demand.length);
  return {
    capacity,
    fixed,
    demand,
    cost: turned ? demand.map((_, j) => rows.map((row) => row[j] ?? 0)) : rows,
    singleSource: given['singleSource'] === true,
  };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isNumbers = (value: unknown): value is number[] => isList(value) && value.every((one) => typeof one === 'number');
const isTexts = (value: unknown): boolean => isList(value) && value.every((one) => typeof one === 'string');
