/**
 * Beginnings of keys that are put together while the program runs, with the place that does it; nothing under them
 * counts as unused. Beginnings written in templates (`{{t "a.b" code}}`) are found without being named here.
 */
export const DYNAMIC_WORDS: Record<string, string> = {
  'problem.': 'the sentence of a refusal: its code stands in kernel/problems.ts',
  'common.weekday.': 'value-helpers: the day of the week',
  'common.ago.': 'value-helpers: the unit of an age',
  'common.ahead.': 'value-helpers: the unit of an age',
  'common.deadline.': 'value-helpers: the unit of what is left',
  'kit.': 'kit-data: sample words by number and name',
};

/** Files that may hold Han characters outside comments, with the reason. */
export const HAN_ALLOWED: Record<string, string> = {};
