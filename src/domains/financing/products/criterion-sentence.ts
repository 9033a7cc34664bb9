import type { Bound, Criterion } from '../../../kernel/matching/criterion.js';
import { definitionOf } from '../../../kernel/matching/fact-model.js';
import { codeText, factName, measure, numberUnit, tidy, type Words } from '../../../kernel/matching/texts.js';
import { financingModel } from '../matching/fact-model.js';

/** Says what a criterion asks, without anybody's facts: “金额不高于 300 万元”, “成立满 24 个月”. */
export function criterionSentence(words: Words, criterion: Criterion): string {
  const { factKey, op } = criterion;
  const say = (params: Record<string, string>) =>
    tidy(
      words.say(`financing.criterion.${criterion.not ? 'not-' : ''}${oneOf(criterion) ?? op}`, {
        fact: factName(words, factKey),
        ...params,
      }),
    );
  switch (criterion.op) {
    case 'eq':
      return say({
        value:
          typeof criterion.value === 'boolean' ? yesNo(words, criterion.value) : bound(words, factKey, criterion.value),
      });
    case 'lte':
    case 'gte':
      if (!criterion.not && definitionOf(financingModel, factKey).kind === 'grade')
        return gradeSentence(words, factKey, criterion.op, String(criterion.value));
      return say({ value: bound(words, factKey, criterion.value) });
    case 'between':
      return say({ value: range(words, factKey, criterion.value.from, criterion.value.to) });
    case 'in':
    case 'under':
    case 'any-of':
    case 'all-of':
      return say({ value: list(words, factKey, criterion.value) });
    case 'at-least':
      return say({ value: list(words, factKey, criterion.value.of), n: String(criterion.value.count) });
    case 'within-km':
      return say({ value: measure(words, 'metre', [Math.round(criterion.value.km * 1000)]) });
    case 'older-than':
      return say({ fact: words.say(`fact.${factKey}.since`), value: measure(words, 'month', [criterion.value]) });
  }
}

/** One of a single thing is that thing. */
function oneOf({ op, value, not }: Criterion): 'eq' | 'all-of' | null {
  if (not || !(op === 'in' || op === 'any-of') || (value as readonly Bound[]).length !== 1) return null;
  return op === 'in' ? 'eq' : 'all-of';
}

/** As verdicts say it: the stretch of grades that would do. */
function gradeSentence(words: Words, factKey: string, op: 'lte' | 'gte', grade: string): string {
  const bound = words.say(`fact.${factKey}.${grade}.${op === 'gte' ? 'up' : 'down'}`);
  return tidy(words.say('financing.criterion.grade', { fact: factName(words, factKey), bound }));
}

const yesNo = (words: Words, value: boolean): string => words.say(value ? 'verdict.yes' : 'verdict.no');

function bound(words: Words, factKey: string, value: Bound): string {
  const definition = definitionOf(financingModel, factKey);
  if (typeof value === 'number') return measure(words, numberUnit(definition), [value]);
  return definition.kind === 'day' ? value : codeText(words, factKey, value);
}

function range(words: Words, factKey: string, from: Bound, to: Bound): string {
  if (typeof from === 'number' && typeof to === 'number')
    return measure(words, numberUnit(definitionOf(financingModel, factKey)), [from, to]);
  return words.say('verdict.range', { from: bound(words, factKey, from), to: bound(words, factKey, to) });
}

/** Every entry: a condition is shown in full where it is published. */
const list = (words: Words, factKey: string, values: readonly Bound[]): string =>
  values.map((value) => bound(words, factKey, value)).join(words.say('verdict.list-separator'));
