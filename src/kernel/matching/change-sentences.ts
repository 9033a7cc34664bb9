import { definitionOf } from './fact-model.js';
import { factName, finestSaid, listText, measure, numberUnit, tidy, valueText } from './texts.js';
import type { Change, NumberChange } from './changes.js';
import type { DistanceUnit } from './evaluate.js';
import type { ShelfOpening } from './shelf-openings.js';
import type { Words } from './texts.js';

/** “期限改为 24 个月以内：多 3 个产品全部符合”; 以内 and 以上 only where everything further opens them too. */
export function shelfOpeningSentence(words: Words, { changes, opens, closes, onwards, reaches }: ShelfOpening): string {
  const joint = words.say('verdict.change.joint');
  const said = changes.map((change) => changeText(words, change, onwards)).join(joint);
  const text = words.say(`verdict.open.${reaches}`, { changes: said, n: String(opens.length) });
  return tidy(closes.length === 0 ? text : words.say('verdict.open.closes', { text, n: String(closes.length) }));
}

function changeText(words: Words, change: Change, onwards: boolean): string {
  const { factKey } = change;
  const fact = factName(words, factKey);
  const list = (codes: readonly string[]): string => listText(words, factKey, codes);
  switch (change.kind) {
    case 'number': {
      const unit = numberUnit(definitionOf(words.model, factKey));
      const spoken = spokenNumber(unit, change);
      const to = measure(words, unit, [spoken], spoken % finestSaid(unit) !== 0);
      const form = !onwards ? 'exactly' : change.to < change.from ? 'at-most' : 'at-least';
      return words.say(`verdict.change.${form}`, { fact, to });
    }
    case 'set': {
      const form = change.remove.length === 0 ? 'add' : change.add.length === 0 ? 'remove' : 'swap';
      return words.say(`verdict.change.${form}`, { fact, add: list(change.add), remove: list(change.remove) });
    }
    case 'choice':
      return words.say('verdict.change.exactly', { fact, to: valueText(words, factKey, change.becomes) });
  }
}

/** The number to say, and to try: round where a round one answers the same. */
export function spokenNumber(unit: DistanceUnit, { from, to, least, most }: NumberChange): number {
  const finest = finestSaid(unit);
  const rounded = (to < from ? Math.floor(to / finest) : Math.ceil(to / finest)) * finest;
  return (least ?? rounded) <= rounded && rounded <= (most ?? rounded) ? rounded : to;
}
