import { definitionOf } from './fact-model.js';
import { distanceText, factName, finestSaid, listText, measure, numberUnit, tidy, valueText } from './texts.js';
import type { Gap } from './gaps.js';
import type { MissingPaper } from './missing-papers.js';
import type { NumberOpening, Opening } from './openings.js';
import type { Standing } from './pair.js';
import type { Words } from './texts.js';

/** Says what to change: “金额改为 300 万元以内即全部符合”. Every number in it was tried. */
export function openingSentence(words: Words, opening: Opening): string {
  const outcome = words.say(`verdict.fix.outcome.${opening.reaches}`);
  if (opening.kind === 'wait') return tidy(words.say('verdict.fix.wait', { day: opening.on, outcome }));
  const { factKey } = opening;
  const fact = factName(words, factKey);
  switch (opening.kind) {
    case 'number':
      return tidy(words.say(`verdict.fix.${numberForm(opening)}`, { fact, to: numberText(words, opening), outcome }));
    case 'set': {
      const form = opening.remove.length === 0 ? 'add' : opening.add.length === 0 ? 'remove' : 'swap';
      const [add, remove] = [opening.add, opening.remove].map((codes) => listText(words, factKey, codes));
      return tidy(words.say(`verdict.fix.${form}`, { fact, add: add ?? '', remove: remove ?? '', outcome }));
    }
    case 'choice': {
      const to = valueText(words, factKey, opening.to);
      return tidy(words.say('verdict.fix.exactly', { fact, to, outcome }));
    }
  }
}

/** “补 2 份资料即可判断：近 12 月纳税额、营业收入”. */
export function missingSentence(words: Words, factKeys: readonly string[]): string {
  const list = factKeys.map((key) => factName(words, key)).join(words.say('verdict.list-separator'));
  return tidy(words.say('verdict.missing', { n: String(factKeys.length), list }));
}

/** “补近两年财务报表：3 个产品即可判断”; a fact without a paper is called by its own name. */
export function paperSentence(words: Words, { paper, factKeys, settles, asked }: MissingPaper): string {
  const named = factKeys.map((key) => factName(words, key)).join(words.say('verdict.list-separator'));
  const params = { paper: paper === null ? named : words.say(`fact.paper.${paper}`), n: String(settles || asked) };
  return tidy(words.say(`verdict.paper.${settles > 0 ? 'settles' : 'asked'}`, params));
}

/** “8/8 项符合”: counts, never a percentage. */
export function countSentence(words: Words, { hardMet, hardTotal }: Standing): string {
  return tidy(words.say('verdict.count', { met: String(hardMet), total: String(hardTotal) }));
}

/** “金额：挡住 3 个产品，其中 2 个只差这一项，最少差 200 万元”. */
export function gapSentence(words: Words, gap: Gap): string {
  const shortBy = gap.shortfall ? distanceText(words, gap.shortfall) : '';
  const form = gap.code === 'unknown' ? 'unknown' : gap.shortfall ? 'short' : 'other';
  return tidy(
    words.say(`verdict.gap.${form}`, {
      fact: factName(words, gap.factKey),
      blocks: String(gap.blocks),
      alone: String(gap.blocksAlone),
      shortBy,
    }),
  );
}

/** “以内” only where every smaller number opens it too. */
function numberForm({ to, from, least, most }: NumberOpening): string {
  if (to < from && least === null) return 'at-most';
  if (to > from && most === null) return 'at-least';
  return 'exactly';
}

/** The end nearest to what was asked for, and the other end where there is one; rounded inward, so it still opens. */
function numberText(words: Words, { factKey, to, from, least, most }: NumberOpening): string {
  const unit = numberUnit(definitionOf(words.model, factKey));
  const finest = finestSaid(unit);
  const up = (amount: number): number => Math.ceil(amount / finest) * finest;
  const down = (amount: number): number => Math.floor(amount / finest) * finest;
  const shown = to < from ? [least === null ? null : up(least), down(to)] : [up(to), most === null ? null : down(most)];
  const [low = null, high = null] = shown;
  if (low !== null && high !== null && low > high) return measure(words, unit, [to], true);
  const ends = [...new Set(shown.filter((amount) => amount !== null))];
  return measure(words, unit, ends);
}
