/**
 * Beginnings of keys that are put together while the program runs, with the place that does it; nothing under them
 * counts as unused. Beginnings written in templates (`{{t "a.b" code}}`) are found without being named here.
 */
export const DYNAMIC_WORDS: Record<string, string> = {
  'problem.': 'the sentence of a refusal: its code stands in kernel/problems.ts',
  'codes.': 'names of reference codes, by code',
  'fact.': 'labels and options of facts, by key and code: domains/*/facts.ts',
  'verdict.': 'sentences of verdicts, by operator, result and unit',
  'notices.': 'titles and lines of notices, by kind',
  'mails.': 'the frame of mails, by part',
  'spreadsheet.': 'findings about sheets, by code',
  'common.weekday.': 'value-helpers: the day of the week',
  'common.ago.': 'value-helpers: the unit of an age',
  'common.ahead.': 'value-helpers: the unit of an age',
  'common.deadline.': 'value-helpers: the unit of what is left',
  'role.': 'portal-shell: the name of a role',
  'sign-in.': 'labels of the form, by field',
  'imports.option.': 'options of imported columns, by code: directory/imports, domains/*/imports',
  'imports.kind.': 'what can be imported: the name of each kind, also of its template',
  'imports.step.': 'imports.views: the steps',
  'imports.tab.': 'imports.views: the states of rows',
  'imports.decision.': 'imports.views: what may be done with a duplicate',
  'imports.upload.': 'labels of the form, by field',
  'imports.cell.': 'what is wrong with a cell or row, by code',
  'kit.': 'kit-data: sample words by number and name',
};

/** Keys whose params may differ between the languages, with the reason. */
export const PARAMS_MAY_DIFFER: Record<string, string> = {
  'verdict.unit.money': 'Chinese counts in 万元, English in yuan',
};

/** English texts that may hold Han characters, with the reason. */
export const HAN_IN_ENGLISH: Record<string, string> = {
  'shell.language.other': 'a language is named in itself',
  'problem.field.amount-not-a-number': 'quotes what may be typed',
  'problem.field.amount-unit': 'quotes what may be typed',
  'problem.field.wan': 'names the unit of the field',
  'problem.field.over-contract': 'names the unit of the field',
  'shell.ribbon': 'names the mark that stands beside invented names',
};

const TYPED = 'reads what people type or import, in Chinese';

/** Files that may hold Han characters outside comments, with the reason. */
export const HAN_ALLOWED: Record<string, string> = {
  'src/kernel/matching/cell-values.ts': TYPED,
  'src/kernel/matching/cells.ts': TYPED,
  'src/kernel/money.ts': TYPED,
  'src/kernel/sheet-dates.ts': TYPED,
  'src/platform/spreadsheet/cell-readers.ts': TYPED,
  'src/platform/spreadsheet/day-reader.ts': TYPED,
  'src/platform/config/settings.ts': "the product's name as the sender of mails",
  'src/platform/http/fields.ts': 'names the unit of amounts in the OpenAPI description',
  'src/kernel/size-rules.ts': 'names industries as the official standard does',
};
