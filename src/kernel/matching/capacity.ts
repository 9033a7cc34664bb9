import { distinctTexts, measure, numberUnit } from './texts.js';
import { definitionOf } from './fact-model.js';
import type { Criterion } from './criterion.js';
import type { Verdict } from './evaluate.js';
import type { Words } from './texts.js';

/** The id of the criterion that says what an offer has left: a verdict on it is worded as such. */
export const CAPACITY = 'capacity';

/**
 * What an offer with `left` of its capacity asks of a number that draws on it: at most what is left, and at least
 * `least`. It stands in place of the offer's own range, so that a number beyond both is one miss, not two.
 */
export function capacityCriterion(factKey: string, least: number | null, left: number): Criterion {
  const criterion = { id: CAPACITY, factKey, hard: true };
  return least === null
    ? { ...criterion, op: 'lte', value: left }
    : { ...criterion, op: 'between', value: { from: least, to: left } };
}

/**
 * What an offer with too little left for anybody asks: a demand that draws on no capacity, and there is none.
 * @param factKey a flag that every demand has and no owner can change, so that the offer is never "near"
 */
export const nothingLeft = (factKey: string): Criterion => ({
  id: CAPACITY,
  factKey,
  op: 'eq',
  value: false,
  hard: true,
});

/** The verdict in words of its own; null where the plain sentence says it, as of a number below the least. */
export function capacitySentence(words: Words, { actual, expected, factKey, result }: Verdict): string | null {
  if (actual.state === 'unknown') return null;
  if (actual.kind === 'flag') return words.say('verdict.capacity.used');
  const left = typeof expected === 'object' && 'to' in expected ? expected.to : expected;
  if (typeof left !== 'number' || typeof actual.value !== 'number') return null;
  const unit = numberUnit(definitionOf(words.model, factKey));
  if (result === 'met') return words.say('verdict.capacity.enough', { actual: measure(words, unit, [actual.value]) });
  if (actual.value <= left) return null;
  const [asked = '', rest = ''] = distinctTexts(words, unit, [[actual.value], [left]]);
  return words.say('verdict.capacity.short', { actual: asked, left: rest });
}
