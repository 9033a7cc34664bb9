import { majors } from '../../../directory/codes/majors.js';
import type { FieldProblem } from '../../../kernel/problem.js';
import { programmeLengths, programmeLimits } from './programme-limits.js';
import type { ProgrammeInput } from './programmes.service.js';

/** Everything that cannot be told from one field alone, and what an import or a program may send past a form. */
export function checkProgramme({ capacity, terms, nearMajors }: ProgrammeInput): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const refuse = (field: string, code: string, params: FieldProblem['params'] = {}) =>
    problems.push({ field, code, params });
  for (const [field, { min, max }] of Object.entries(programmeLimits)) {
    const value = field === 'capacity' ? capacity : terms[field as Exclude<keyof typeof programmeLimits, 'capacity'>];
    if (value !== null && !(Number.isSafeInteger(value) && value >= min && value <= max))
      refuse(field, 'between', field === 'stayRate' ? { min: 0, max: 100 } : { min, max });
  }
  if (terms.minClass > terms.maxClass) refuse('maxClass', 'class-size-reversed');
  if (!(programmeLengths as readonly number[]).includes(terms.lengthMonths)) refuse('lengthMonths', 'choice');
  if (!majors.has(terms.majorCode)) refuse('majorCode', 'major-unknown', { value: terms.majorCode });
  const unknown = nearMajors.find((code) => !majors.has(code) || code === terms.majorCode);
  if (unknown !== undefined) refuse('nearMajors', 'major-unknown', { value: unknown });
  if (new Set(nearMajors).size < nearMajors.length) refuse('nearMajors', 'list-repeats');
  const { roster } = terms;
  if (roster && !(roster.length <= 5 && roster.every((n) => Number.isSafeInteger(n) && n >= 0 && n <= 5000)))
    refuse('roster', 'roster');
  return problems;
}
