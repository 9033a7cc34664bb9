import { verdictSentence } from '../kernel/matching/sentences.js';
import type { Words } from '../kernel/matching/texts.js';
import type { Unit } from '../kernel/matching/units.js';
import { show } from '../platform/http/api-schema.js';

/** A verdict as programs read it. */
export const verdictRecord = show.object({
  factKey: show.text,
  op: show.text,
  result: show.code(['met', 'not-met', 'unknown']),
  hard: show.flag,
  group: show.maybe(show.text),
  sentence: { ...show.text, description: 'in the language of Accept-Language' },
});

export function verdictViews(words: Words, units: readonly Unit[]): object[] {
  return units.flatMap(({ branches }) =>
    branches.flat().map((one) => ({
      factKey: one.factKey,
      op: one.op,
      result: one.result,
      hard: one.hard,
      group: one.group ?? null,
      sentence: verdictSentence(words, one),
    })),
  );
}
