import { majors } from '../../../directory/codes/majors.js';
import { Problem, type FieldProblem } from '../../../kernel/problem.js';
import { offerStates } from '../../../matchmaking/offer.entity.js';
import { field, form } from '../../../platform/http/fields.js';
import { taughtLevels } from '../colleges/college.forms.js';
import { majorsNamed, majorText } from './major-reading.js';
import type { ProgrammeEntry } from './programme-catalogue.js';
import { programmeLengths, programmeLimits as limits, usualClass } from './programme-limits.js';
import type { ProgrammeInput } from './programmes.service.js';

const maybe = { optional: true } as const;
const people = { unit: 'talent.unit.people' } as const;

/** The list's filters, read from the address. */
@form('talent.programmes')
export class ProgrammeFilterForm {
  @field.text({ ...maybe, max: 60 }) major!: string | null;
  @field.choice(taughtLevels, maybe) level!: string | null;
  @field.text({ ...maybe, max: 60 }) college!: string | null;
  @field.choice(offerStates.filter((state) => state !== 'review'), { ...maybe, words: 'talent.programme.state' })
  state!: string | null;
}

@form('talent.programme')
export class ProgrammeForm {
  @field.choice(majors.codes) majorCode!: string;
  /** One of the college's campuses; the page makes a list of it. */
  @field.hidden({ max: 36 }) campusId!: string;
  @field.text({ ...maybe, max: 60 }) department!: string | null;
  @field.choice(programmeLengths.map(String), { words: 'talent.programme.length' }) lengthMonths!: string;
  @field.whole({ ...limits.capacity, ...maybe, unit: 'talent.unit.a-year' }) capacity!: number | null;
  @field.whole({ ...limits.minClass, ...people }) minClass!: number;
  @field.whole({ ...limits.maxClass, ...people }) maxClass!: number;
  @field.whole({ ...limits.maxClassesPerTerm, unit: 'talent.unit.classes' }) maxClassesPerTerm!: number;
  @field.month(maybe) earliestStart!: string | null;
  @field.whole({ ...limits.classMonths, unit: 'talent.unit.months' }) classMonths!: number;
  @field.text({ ...maybe, max: 300 }) nearMajors!: string | null;
  @field.whole({ ...limits.reachKm, ...maybe, unit: 'talent.unit.km' }) reachKm!: number | null;
  @field.whole({ ...limits.yearlyIntake, ...maybe, ...people }) yearlyIntake!: number | null;
  @field.text({ ...maybe, max: 60 }) roster!: string | null;
  @field.prose({ ...maybe, max: 300 }) labs!: string | null;
  @field.prose({ ...maybe, max: 300 }) certificates!: string | null;
  @field.whole({ ...limits.dualTeachers, ...maybe, ...people }) dualTeachers!: number | null;
  @field.percent({ ...limits.stayRate, ...maybe }) stayRate!: number | null;
}

/** What a new programme begins with. */
export const usualAnswers = { ...usualClass, lengthMonths: 36 } as const;

/** @throws Problem `validation` for lists that cannot be read */
export function programmeInput({
  capacity,
  nearMajors,
  roster,
  lengthMonths,
  ...terms
}: ProgrammeForm): ProgrammeInput {
  const near = majorsNamed(nearMajors ?? '');
  const students = rosterOf(roster ?? '');
  const problems: FieldProblem[] = students === undefined ? [{ field: 'roster', code: 'roster', params: {} }] : [];
  if (near.unknown !== null)
    problems.push({ field: 'nearMajors', code: 'major-unknown', params: { value: near.unknown.slice(0, 60) } });
  if (problems.length > 0) throw new Problem('validation', {}, problems);
  return {
    capacity,
    nearMajors: near.codes,
    terms: { ...terms, lengthMonths: Number(lengthMonths), roster: students ?? null },
  };
}

/** Whole numbers parted by commas, the first year first; null when blank, undefined when unreadable. */
export function rosterOf(text: string): number[] | null | undefined {
  const parts = text
    .normalize('NFKC')
    .split(/[、,;\s]+/)
    .filter((part) => part !== '');
  if (parts.length === 0) return null;
  return parts.every((part) => /^\d{1,4}$/.test(part)) ? parts.map(Number) : undefined;
}

/** A stored programme as its form shows it. */
export const programmeAnswers = ({ offer, programme, addedMajors }: ProgrammeEntry, locale: string): object => ({
  ...programme,
  capacity: offer.capacity,
  roster: programme.roster?.join(listMark(locale)) ?? null,
  nearMajors: addedMajors.map((code) => majorText(code, locale)).join(listMark(locale)),
});

export const listMark = (locale: string): string => (locale === 'en' ? ', ' : '\u3001');
