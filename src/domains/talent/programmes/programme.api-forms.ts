import { Problem, type FieldProblem } from '../../../kernel/problem.js';
import { offerStates } from '../../../matchmaking/offer.entity.js';
import { bind } from '../../../platform/http/bind.js';
import { field, form } from '../../../platform/http/fields.js';
import { ListQuery } from '../../../platform/http/paging.js';
import { taughtLevels } from '../colleges/college.forms.js';
import { programmeLimits as limits } from './programme-limits.js';
import type { ProgrammeInput } from './programmes.service.js';

const maybe = { optional: true } as const;

@form('api.programmes')
export class ProgrammeQuery extends ListQuery {
  /** A code, the beginning of one, or part of a name. */
  @field.text({ ...maybe, max: 60 }) major!: string | null;
  @field.choice(taughtLevels, maybe) level!: string | null;
  /** Part of the college's name. */
  @field.text({ ...maybe, max: 60 }) college!: string | null;
  @field.choice(offerStates, maybe) state!: string | null;
}

@form('api.programme')
export class ProgrammeBody {
  @field.text({ max: 6 }) majorCode!: string;
  @field.text({ max: 36 }) campusId!: string;
  @field.text({ ...maybe, max: 60 }) department!: string | null;
  @field.whole({ min: 24, max: 60 }) lengthMonths!: number;
  @field.whole({ ...limits.capacity, ...maybe }) capacity!: number | null;
  @field.whole(limits.minClass) minClass!: number;
  @field.whole(limits.maxClass) maxClass!: number;
  @field.whole(limits.maxClassesPerTerm) maxClassesPerTerm!: number;
  @field.month(maybe) earliestStart!: string | null;
  @field.whole(limits.classMonths) classMonths!: number;
  @field.whole({ ...limits.reachKm, ...maybe }) reachKm!: number | null;
  @field.whole({ ...limits.yearlyIntake, ...maybe }) yearlyIntake!: number | null;
  @field.prose({ ...maybe, max: 300 }) labs!: string | null;
  @field.prose({ ...maybe, max: 300 }) certificates!: string | null;
  @field.whole({ ...limits.dualTeachers, ...maybe }) dualTeachers!: number | null;
  @field.percent({ ...limits.stayRate, ...maybe }) stayRate!: number | null;
}

/** With whose it is; a college names itself or nobody. */
@form('api.programme')
export class NewProgrammeBody extends ProgrammeBody {
  @field.text({ ...maybe, max: 36 }) organisationId!: string | null;
}

/** Binds a body with its two lists, `nearMajors` (codes) and `roster` (students by year of study). */
export async function programmeBody<T extends ProgrammeBody>(
  type: new () => T,
  body: unknown,
): Promise<{ bound: T; input: ProgrammeInput }> {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw new Problem('unreadable-body');
  const { nearMajors = [], roster = null, ...rest } = body as Record<string, unknown>;
  const bound = await bind(type, rest);
  const problems: FieldProblem[] = bound.ok ? [] : [...bound.problems];
  const isText = (one: unknown): one is string => typeof one === 'string' && one.length <= 6;
  const isCount = (one: unknown): one is number => typeof one === 'number';
  const near = listOf(nearMajors, isText, 60);
  const students = roster === null ? null : listOf(roster, isCount, 5);
  if (!near) problems.push({ field: 'nearMajors', code: 'list', params: {} });
  if (students === undefined) problems.push({ field: 'roster', code: 'list', params: {} });
  if (!bound.ok || !near || students === undefined) throw new Problem('validation', {}, problems);
  return { bound: bound.input, input: inputOf(bound.input, near, students) };
}

function inputOf(bound: ProgrammeBody, nearMajors: string[], roster: number[] | null): ProgrammeInput {
  const { capacity, organisationId: _whose, ...terms } = { organisationId: null, ...bound };
  return { capacity, nearMajors, terms: { ...terms, roster } };
}

function listOf<T>(value: unknown, is: (one: unknown) => one is T, most: number): T[] | undefined {
  return Array.isArray(value) && value.length <= most && value.every(is) ? value : undefined;
}
