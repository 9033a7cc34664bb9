import { opWords, readCondition, type CellProblem as Fault, type CellWords } from '../../../kernel/matching/cells.js';
import { checkCriterion, type Criterion } from '../../../kernel/matching/criterion.js';
import { industries } from '../../../directory/codes/industries.js';
import { regions } from '../../../directory/codes/regions.js';
import type { CellProblem } from '../../../directory/imports/import-job.entity.js';
import { plainName } from '../../../directory/imports/option-names.js';
import { parkNamed } from '../../../directory/imports/place-readers.js';
import { LOCALES } from '../../../platform/i18n/locale.js';
import type { Words } from '../../../platform/i18n/words.js';
import { askableModel } from '../matching/fact-model.js';
import type { CriterionInput } from '../products/product-input.js';

export interface CriterionCells {
  readonly tierKey?: string;
  readonly group?: string;
  readonly fact?: string;
  readonly op?: string;
  readonly value?: string;
  readonly negated?: boolean;
  readonly hard?: boolean;
  readonly weight?: number;
  readonly remark?: string;
}

/** In which cell a person looks first. */
const CELL_OF: Partial<Record<Fault, string>> = {
  'fact-unknown': 'fact',
  'op-unknown': 'op',
  'op-does-not-fit': 'op',
  'group-key-malformed': 'group',
  'weight-does-not-fit': 'weight',
};

/** Reads a row of the sheet 条件 in either language; without 硬性 it is hard. */
export function readCriterion(words: Words, cells: CriterionCells): CriterionInput | CellProblem[] {
  const { fact, op, value, hard = true, negated = false, weight, group } = cells;
  if (fact === undefined || op === undefined || value === undefined) return [];
  const readings = LOCALES.map((locale) => readCondition(cellWords(words, locale), { fact, op, value }));
  const read = readings.find((reading) => 'condition' in reading) ?? readings[0];
  if (!read || 'problems' in read) return (read?.problems ?? []).map((code) => problem(code));
  const input: CriterionInput = {
    tierKey: cells.tierKey ?? null,
    groupKey: group ?? null,
    factKey: read.factKey,
    op: read.condition.op,
    negated: read.not !== negated,
    value: read.condition.value,
    hard,
    weight: hard ? 0 : (weight ?? 1),
    remark: cells.remark ?? null,
  };
  const faults = checkCriterion(askableModel, {
    ...read.condition,
    id: '',
    factKey: read.factKey,
    hard,
    ...(!hard && { weight: input.weight }),
    ...(group && { groupKey: group }),
  } as Criterion);
  return faults.length > 0 ? faults.map((code) => problem(code)) : input;
}

const problem = (code: Fault): CellProblem => ({
  key: CELL_OF[code] ?? 'value',
  code: `criterion-${code}`,
  params: {},
});

export function cellWords(words: Words, locale: (typeof LOCALES)[number]): CellWords {
  return {
    model: askableModel,
    say: (key, params) => words.t(locale, key, params),
    codeOf: (factKey, name) => {
      if (factKey === 'park') return parkNamed(name);
      const list = factKey === 'industry' ? industries : factKey === 'region' ? regions : null;
      return list?.entries.find((entry) => plainName(entry.name) === plainName(name))?.code;
    },
  };
}

/** The drop-downs of the sheet 条件: every fact, and every operator that fits one of them. */
export function conditionWords(words: Words, locale: (typeof LOCALES)[number]): { fact: string[]; op: string[] } {
  const said = cellWords(words, locale);
  const facts = [...askableModel.facts.values()];
  return {
    fact: facts.map(({ key }) => words.t(locale, `fact.${key}`)),
    op: [...new Set(facts.flatMap((definition) => opWords(said, definition)))],
  };
}
