import { definitionOf } from './fact-model.js';
import type { Bound } from './criterion.js';
import type { Distance, DistanceUnit } from './evaluate.js';
import type { FactModel } from './fact-model.js';
import type { Known } from './facts.js';
import type { FactDefinition } from './vocabulary.js';

/** What a text needs to be said in one language. */
export interface Words {
  readonly model: FactModel;
  /** A catalogue text with its `{{params}}` filled in. */
  readonly say: (key: string, params?: Readonly<Record<string, string>>) => string;
  /** Names of codes that no catalogue lists: industries, regions, parks, banks. */
  readonly codeName?: (factKey: string, code: string) => string | undefined;
}

const fenPerYuan = 100;
const fenPerWan = 1_000_000;
const ppmPerPercent = 10_000;
/** A list in a sentence names this many members, then says how many there are. */
const mostNamed = 4;

/** `1,234.5`: thousands comma, at most `decimals` places (rounded half away from zero), no trailing zeros. */
export function decimal(amount: number, unit: number, decimals: number): string {
  const scaled = Math.round((Math.abs(amount) * 10 ** decimals) / unit);
  const digits = String(scaled).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const sign = amount < 0 && scaled > 0 ? '-' : '';
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** One or two numbers (a range) of a unit, such as `50–1,000 万元`. */
export function measure(words: Words, unit: DistanceUnit, amounts: readonly number[], exact = false): string {
  const each = (divisor: number, decimals: number): string =>
    amounts.map((amount) => decimal(amount, divisor, decimals)).join('–');
  switch (unit) {
    case 'fen': {
      const inYuan = exact || amounts.some((amount) => amount !== 0 && decimal(amount, fenPerWan, 2) === '0');
      const params = { wan: each(fenPerWan, 2), yuan: each(fenPerYuan, 2) };
      return words.say(inYuan ? 'verdict.unit.yuan' : 'verdict.unit.money', params);
    }
    case 'ppm':
      return words.say('verdict.unit.ppm', { n: each(ppmPerPercent, exact ? 4 : 2) });
    case 'metre':
      return words.say('verdict.unit.km', { n: each(1000, exact ? 3 : 1) });
    case 'month':
    case 'year':
    case 'person':
    case 'piece':
    case 'time':
    case 'one':
    case 'grade':
    case 'member':
    case 'day':
      return words.say(`verdict.unit.${unit}`, { n: each(1, 0) });
  }
}

export function distanceText(words: Words, { amount, unit }: Distance): string {
  return measure(words, unit, [amount]);
}

/** Texts of several numbers: rounded, unless rounding would make different ones look the same. */
export function distinctTexts(words: Words, unit: DistanceUnit, groups: readonly (readonly number[])[]): string[] {
  const rounded = groups.map((group) => measure(words, unit, group));
  const singles = [...new Set(groups.flat())];
  const clash = new Set(singles.map((amount) => measure(words, unit, [amount]))).size < singles.length;
  return clash ? groups.map((group) => measure(words, unit, group, true)) : rounded;
}

/** Ages read in years from two years on. */
export function ageText(words: Words, months: number): string {
  return months < 24 ? measure(words, 'month', [months]) : measure(words, 'year', [Math.floor(months / 12)]);
}

export function factName(words: Words, factKey: string): string {
  return words.say(`fact.${factKey}`);
}

/** The name of a code or grade: the catalogue's when the fact has a fixed list, else the caller's, else the code. */
export function codeText(words: Words, factKey: string, code: string): string {
  const listed = definitionOf(words.model, factKey).grades ?? words.model.codes[factKey];
  if (listed?.includes(code)) return words.say(`fact.${factKey}.${code}`);
  return words.codeName?.(factKey, code) ?? code;
}

export function listText(words: Words, factKey: string, codes: readonly Bound[]): string {
  const names = codes.slice(0, mostNamed).map((code) => codeText(words, factKey, String(code)));
  const list = names.join(words.say('verdict.list-separator'));
  return codes.length <= mostNamed ? list : words.say('verdict.list-more', { list, n: String(codes.length) });
}

/** One space between Han and Latin letters or digits, none between two Han characters or beside full-width marks. */
export function tidy(text: string): string {
  return text
    .replace(/(\p{sc=Han})([A-Za-z0-9])/gu, '$1 $2')
    .replace(/([A-Za-z0-9%])(\p{sc=Han})/gu, '$1 $2')
    .replace(/(?<=[\p{sc=Han}，。：；、（）“”]) +(?=[\p{sc=Han}，。：；、（）“”])/gu, '')
    .replace(/ +(?=[，。：；、）])|(?<=[，。：；、（]) +/gu, '')
    .trim();
}

/** The unit in which a number of this fact is said. */
export function numberUnit({ kind, unit }: FactDefinition): DistanceUnit {
  if (kind === 'money') return 'fen';
  return kind === 'ppm' ? 'ppm' : (unit ?? 'one');
}

/** Amounts are said to 100 yuan, ratios to 0.01 %. */
export function finestSaid(unit: DistanceUnit): number {
  return unit === 'fen' ? 10_000 : unit === 'ppm' ? 100 : 1;
}

/** A code, grade or flag as people call it. */
export function valueText(words: Words, factKey: string, value: Known): string {
  if (value.kind === 'flag') return words.say(value.value ? 'verdict.yes' : 'verdict.no');
  return value.kind === 'code' || value.kind === 'grade' ? codeText(words, factKey, value.value) : '';
}
