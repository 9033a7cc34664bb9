import { isMonth } from './month.js';
import type { PlanInstance } from './instance.js';

/** One thing that is wrong with an instance: a code and where it stands. */
export interface InstanceProblem {
  readonly code:
    | 'duplicate-demand'
    | 'duplicate-programme'
    | 'headcount'
    | 'no-major'
    | 'month'
    | 'class-size'
    | 'whole-number'
    | 'share'
    | 'goal'
    | 'unknown-demand'
    | 'unknown-term';
  /** The demand, programme, pin or rule. */
  readonly at: string;
}

/** An instance that cannot be planned as it stands, with everything that is wrong with it. */
export class InvalidPlanInstance extends Error {
  override readonly name = 'InvalidPlanInstance';

  constructor(readonly problems: readonly InstanceProblem[]) {
    super(problems.map(({ code, at }) => `${code}: ${at}`).join('; '));
  }
}

/** Everything that is wrong with an instance; empty when it can be planned. */
export function instanceProblems(instance: PlanInstance): InstanceProblem[] {
  return [
    ...demandProblems(instance),
    ...programmeProblems(instance),
    ...ruleProblems(instance),
    ...pinProblems(instance),
  ];
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0 && value <= 1_000_000;

function demandProblems({ demands }: PlanInstance): InstanceProblem[] {
  const seen = new Set<string>();
  return demands.flatMap((demand) => {
    const { id: at, headcountMin, headcountMax, majors, start, startTolerance, mentors, priority, level } = demand;
    const counts = [headcountMin, headcountMax, startTolerance ?? 0, mentors ?? 0, priority, level];
    const problems: InstanceProblem[] = [];
    if (seen.has(at)) problems.push({ code: 'duplicate-demand', at });
    seen.add(at);
    if (!counts.every(isCount)) problems.push({ code: 'whole-number', at });
    if (headcountMin < 1 || headcountMax < headcountMin) problems.push({ code: 'headcount', at });
    if (majors.length === 0) problems.push({ code: 'no-major', at });
    if (start !== null && !isMonth(start)) problems.push({ code: 'month', at });
    return problems;
  });
}

function programmeProblems({ programmes }: PlanInstance): InstanceProblem[] {
  const seen = new Set<string>();
  return programmes.flatMap((programme) => {
    const { minClass, maxClass, maxClassesPerTerm, capacity, level, starts } = programme;
    const at = `${programme.college}/${programme.id}`;
    const key = JSON.stringify([programme.college, programme.id]);
    const problems: InstanceProblem[] = [];
    if (seen.has(key)) problems.push({ code: 'duplicate-programme', at });
    seen.add(key);
    if (![minClass, maxClass, maxClassesPerTerm, capacity, level].every(isCount))
      problems.push({ code: 'whole-number', at });
    if (minClass < 1 || maxClass < minClass) problems.push({ code: 'class-size', at });
    if (!starts.every(isMonth)) problems.push({ code: 'month', at });
    return problems;
  });
}

function ruleProblems({ rules }: PlanInstance): InstanceProblem[] {
  const counts = {
    traineesPerMentor: rules.traineesPerMentor ?? 0,
    startTolerance: rules.startTolerance,
    maxClassesPerCollegeTerm: rules.maxClassesPerCollegeTerm ?? 0,
    oneFirmShare: rules.oneFirmShare ?? 0,
  };
  const problems = Object.entries(counts)
    .filter(([, value]) => !isCount(value))
    .map(([at]): InstanceProblem => ({ code: 'whole-number', at }));
  const { oneFirmShare: share, goals } = rules;
  if (share !== null && (share < 1 || share > 100)) problems.push({ code: 'share', at: 'oneFirmShare' });
  if (goals.length === 0) problems.push({ code: 'goal', at: 'goals' });
  return problems;
}

function pinProblems({ demands, programmes, pins, exclusions }: PlanInstance): InstanceProblem[] {
  const ids = new Set(demands.map(({ id }) => id));
  const terms = new Set(
    programmes.flatMap(({ college, id, starts }) => starts.map((start) => [college, id, start].join('/'))),
  );
  const unknown = [...pins, ...exclusions].flatMap((one): InstanceProblem[] =>
    'demand' in one && !ids.has(one.demand) ? [{ code: 'unknown-demand', at: one.demand }] : [],
  );
  for (const pin of pins) {
    if (pin.kind === 'demand') continue;
    const at = [pin.college, pin.programme, pin.start].join('/');
    if (!terms.has(at)) unknown.push({ code: 'unknown-term', at });
    if (!isCount(pin.kind === 'class' ? pin.classes : pin.seats)) unknown.push({ code: 'whole-number', at });
  }
  return unknown;
}
