import { majors } from '../../../directory/codes/majors.js';
import { choice } from '../../../directory/imports/enterprise-choices.js';
import type { CellProblem } from '../../../directory/imports/import-job.entity.js';
import { majorNamed } from '../programmes/major-reading.js';
import { checkProgramme } from '../programmes/programme-check.js';
import { programmeLengths, usualClass } from '../programmes/programme-limits.js';
import { rosterOf } from '../programmes/programme.forms.js';
import type { ProgrammeInput } from '../programmes/programmes.service.js';

export const importedStates = ['draft', 'on-shelf', 'paused'] as const;
export type ImportedState = (typeof importedStates)[number];

/** What cells of a choice may say. */
export const programmeChoices = {
  lengthMonths: { codes: programmeLengths.map(String), words: 'talent.programme.length' },
  state: choice('product-state', importedStates),
};

/** A row of the sheet 专业, read. */
export interface ProgrammeCells {
  readonly college: string;
  readonly campus?: string;
  readonly major: string;
  readonly lengthMonths: string;
  readonly nearMajors?: readonly string[];
  readonly roster?: string;
  readonly sample?: boolean;
  readonly state?: ImportedState;
  readonly [term: string]: unknown;
}

const optional = [
  'department',
  'earliestStart',
  'reachKm',
  'yearlyIntake',
  'labs',
  'certificates',
  'dualTeachers',
  'stayRate',
] as const;

/** What the row says of a programme at this campus; problems by the column they are of. */
export function programmeOf(
  cells: ProgrammeCells,
  campusId: string,
): { input: ProgrammeInput; problems: CellProblem[] } {
  const problems: CellProblem[] = [];
  const refuse = (key: string, code: string, value: string) =>
    problems.push({ key, code, params: { value: value.slice(0, 60) } });
  const major = majorNamed(cells.major ?? '');
  if (cells.major && !major) refuse('major', 'major-unknown', cells.major);
  const near = (cells.nearMajors ?? []).flatMap((text) => {
    const found = majorNamed(text);
    if (!found) refuse('nearMajors', 'major-unknown', text);
    return found ? [found.code] : [];
  });
  const roster = rosterOf(cells.roster ?? '');
  if (roster === undefined) refuse('roster', 'roster', cells.roster ?? '');
  const whole = (key: keyof typeof usualClass) => (cells[key] as number | undefined) ?? usualClass[key];
  const input: ProgrammeInput = {
    capacity: (cells['capacity'] as number | undefined) ?? null,
    sample: cells.sample ?? false,
    nearMajors: [...new Set(near)],
    terms: {
      ...(Object.fromEntries(optional.map((key) => [key, cells[key] ?? null])) as Pick<
        ProgrammeInput['terms'],
        (typeof optional)[number]
      >),
      campusId,
      majorCode: major?.code ?? '',
      lengthMonths: Number(cells.lengthMonths),
      roster: roster ?? null,
      minClass: whole('minClass'),
      maxClass: whole('maxClass'),
      maxClassesPerTerm: whole('maxClassesPerTerm'),
      classMonths: whole('classMonths'),
    },
  };
  if (problems.length === 0 && majors.has(input.terms.majorCode) && cells.lengthMonths)
    for (const { field, code, params } of checkProgramme(input))
      problems.push({ key: columnOf[field] ?? field, code, params });
  return { input, problems };
}

/** Where a column is called otherwise than the field. */
const columnOf: Readonly<Record<string, string>> = { majorCode: 'major' };
