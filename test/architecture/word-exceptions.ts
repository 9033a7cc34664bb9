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
  'demo.state.': 'demo/summary: the state of a need',
  'demo.status.': 'demo/summary: the best status of a need',
  'demo.column.': 'demo/summary: heads of the table, by name',
  'financing.match.': 'match-cards: parts of terms and of the reason for a place',
  'financing.step.': 'match-head: the steps of a need',
  'financing.term.': 'match-trial: options of the term',
  'financing.trial.': 'match-trial: labels of the form, by field',
  'financing.none.': 'referring.forms: labels and options of the form',
  'financing.consent-paper.': 'consent.forms: labels of the form',
  'financing.consent.': 'consent.forms: labels of the form',
  'financing.products.': 'product.forms: labels of the filters',
  'financing.product.': 'product.forms and product.views: labels, states, moves and grades',
  'financing.tier.': 'product.forms: labels of a tier',
  'financing.criterion.': 'criterion-sentence and product.forms: sentences by operator, labels and hints',
  'answer.': 'answering.forms: labels by field, options by code; referral-answer.pages: headings by step',
  'deal.': 'answering.forms: labels by field, options by code; deal.pages: headings by step',
  'referral.': 'referral-page, -history, -list-page: words by tab, step, fact, happening and reminder',
  'organisation-kind.': 'kinds of organisations, by code',
  'account.': 'labels of account forms, by field; states and languages, by code',
  'audit.': 'audit.pages: actions and kinds of records, by code',
  'admin.': 'labels of administration forms, by field; states and columns, by code',
  'organisations.': 'labels of organisation forms, by field; states, by code',
  'help.': 'help.pages: questions and statements, by area and number',
  'financing.need.': 'labels of the need form, by field',
  'financing.withdrawal.': 'labels and reasons of the withdrawal form',
  'term.': 'terms of a need, by months',
  'urgency.': 'how urgent a need is, by code',
  'yes-no.': 'answers to yes-or-no questions',
  'channel.': 'how a demand came in, by code',
  'need.': 'states, steps, deadlines, acts, hints and forms of needs, by code and field',
  'profile.': 'sections, sources and looks of the profile, by code',
  'work.': 'web/work: states, kinds, figures and tasks, by code',
  'deadline.': 'names of deadlines, by kind',
  'search.': 'search.pages: groups, by code',
  'saved-view.': 'saved-view.forms and -pages: labels and hints, by field; titles of lists, by code',
  'export.': 'names and columns of exports, by kind and column',
  'exports.state.': 'export.pages: the state of a job',
  'imports.option.': 'options of imported columns, by code: directory/imports, domains/*/imports',
  'imports.kind.': 'what can be imported: the name of each kind, also of its template',
  'imports.step.': 'imports.views: the steps',
  'imports.tab.': 'imports.views: the states of rows',
  'imports.decision.': 'imports.views: what may be done with a duplicate',
  'imports.upload.': 'labels of the form, by field',
  'imports.cell.': 'what is wrong with a cell or row, by code',
  'match-file.': 'columns and sheets of the result of `yipanqi match`, by key and code',
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
  'src/demo/story-words.ts': 'reads the columns and cells of the demo, which are in Chinese',
  'src/web/admin/calendar.pages.ts': TYPED,
  'src/kernel/size-rules.ts': 'names industries as the official standard does',
};
