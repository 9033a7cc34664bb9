import { readFileSync } from 'node:fs';
import { creditCodeFailures } from '../../kernel/credit-code.js';
import { amountFailures, percentFailures } from '../../kernel/money.js';
import { dayFailures } from '../../kernel/sheet-dates.js';
import { sizeClasses } from '../../kernel/size-class.js';

const wordsOf = (locale: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../../config/locales/${locale}/codes.json`, import.meta.url), 'utf8'),
  ) as Record<string, string>;

const needed = [
  ...amountFailures.map((code) => `problem.field.amount-${code}`),
  ...percentFailures.map((code) => `problem.field.percent-${code}`),
  ...dayFailures.map((code) => `problem.field.day-${code}`),
  ...creditCodeFailures.map((code) => `problem.field.credit-code-${code}`),
  ...[...sizeClasses, 'not-applicable', 'unknown'].map((size) => `codes.size.${size}`),
];

describe.each(['zh-CN', 'en'])('codes.json in %s', (locale) => {
  const words = wordsOf(locale);
  it.each(needed)('says %s', (key) => expect(words[key]).toEqual(expect.stringMatching(/\S/)));
});
