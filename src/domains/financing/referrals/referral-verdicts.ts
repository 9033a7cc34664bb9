import type { Verdict } from '../../../kernel/matching/evaluate.js';
import { definitionOf } from '../../../kernel/matching/fact-model.js';
import { verdictSentence } from '../../../kernel/matching/sentences.js';
import { codeText, measure, numberUnit, tidy, type Words as KernelWords } from '../../../kernel/matching/texts.js';
import type { Unit } from '../../../kernel/matching/units.js';
import type { FactValue } from '../../../kernel/matching/facts.js';
import { nearestIndustry } from '../../../directory/codes/industries.js';
import { parks } from '../../../directory/codes/parks.js';
import { regions } from '../../../directory/codes/regions.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import type { Words } from '../../../platform/i18n/words.js';
import { disclosure, mayDisclose, type DisclosedField } from './disclosure.js';
import { financingModel } from '../matching/fact-model.js';

export interface VerdictLine {
  readonly verdict: Verdict['result'];
  readonly text: Text;
}

/** The kernel's texts in one language of the catalogue. */
export function sentenceWords(words: Words, locale: Locale): KernelWords {
  return {
    model: financingModel,
    say: (key, params) => words.t(locale, key, params),
    codeName: (factKey, code) => {
      if (factKey === 'industry') return named(nearestIndustry(code), locale);
      if (factKey === 'region') return regions.name(code, locale);
      return factKey === 'park' ? parks.name(code, locale) : undefined;
    },
  };
}

const named = (entry: { name: string; en?: string } | undefined, locale: Locale): string | undefined =>
  locale === 'en' ? (entry?.en ?? entry?.name) : entry?.name;

/**
 * A referral's verdicts as sentences, what fails first. `figures: false` leaves out the enterprise's amounts and ratios;
 * facts that no institution is told (what the enterprise would pay at most) are left out altogether.
 */
export function verdictLines(units: readonly Unit[], words: KernelWords, figures: boolean): VerdictLine[] {
  const order = ['not-met', 'unknown', 'met'];
  return units
    .flatMap((unit) => (unit.result === 'met' ? metBranch(unit) : unit.branches.flat()))
    .filter(({ factKey }) => !(factKey in disclosure) || disclosure[factKey as DisclosedField].length > 0)
    .toSorted((a, b) => order.indexOf(a.result) - order.indexOf(b.result))
    .map((verdict) => ({
      verdict: verdict.result,
      text: figures || !isFigure(verdict.factKey) ? verdictSentence(words, verdict) : plain(verdict),
    }));
}

/** Of several ways to meet a unit, the one that is met. */
const metBranch = ({ branches }: Unit): readonly Verdict[] =>
  branches.find((branch) => branch.every(({ result }) => result === 'met')) ?? [];

/** Amounts and ratios of the enterprise itself, and what of the need is told only after acceptance. */
export function isFigure(factKey: string): boolean {
  if (factKey in disclosure) return !mayDisclose(factKey as DisclosedField, 'sent');
  const { kind, from } = definitionOf(financingModel, factKey);
  return from !== 'need' && (kind === 'money' || kind === 'ppm');
}

const plain = ({ factKey, result }: Verdict): Text =>
  message('referral.verdict.plain', { fact: message(`fact.${factKey}`), result: message(`verdict.result.${result}`) });

/** A known fact in words; null where nothing is known. */
export function factText(words: KernelWords, factKey: string, fact: FactValue | undefined): string | null {
  if (!fact || fact.state === 'unknown') return null;
  switch (fact.kind) {
    case 'money':
    case 'count':
    case 'ppm':
      return tidy(measure(words, numberUnit(definitionOf(financingModel, factKey)), [fact.value]));
    case 'code':
    case 'grade':
      return codeText(words, factKey, fact.value);
    case 'set':
      return (
        fact.value.has.map((code) => codeText(words, factKey, code)).join(words.say('verdict.list-separator')) || null
      );
    case 'flag':
      return words.say(fact.value ? 'verdict.yes' : 'verdict.no');
    case 'day':
      return fact.value;
    case 'place':
      return null;
  }
}
