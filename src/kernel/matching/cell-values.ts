import type { FactDefinition } from './vocabulary.js';

/** Full-width digits, marks and spaces as their plain forms; the Han comma 、 stays. */
export function plainText(cell: string): string {
  return cell.normalize('NFKC').trim();
}

/** Decimal text as a whole number of `10 ** -decimals`; no floats. Nothing when it is no number or too fine. */
export function scaledWhole(text: string, decimals: number): number | undefined {
  const match = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > decimals) return undefined;
  const value = Number(sign + whole.replaceAll(',', '') + kept.padEnd(decimals, '0'));
  return Number.isSafeInteger(value) ? value : undefined;
}

/** The inverse of `scaledWhole`, without thousands commas: 1 250 000 at 6 decimals is `1.25`. */
export function scaledText(value: number, decimals: number): string {
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  const fraction = digits.slice(cut).replace(/0+$/, '');
  return `${value < 0 ? '-' : ''}${digits.slice(0, cut)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Units a person may write after a number, and how many decimals lie between them and the stored whole number. */
const moneyUnits: readonly (readonly [RegExp, number])[] = [
  [/亿元?$/, 10],
  [/万元?$/, 6],
  [/元$/, 2],
];

/** 万元 unless a unit is written; percent with or without its sign; months also as 年. Whole 分, ppm or counts. */
export function readNumber(definition: Pick<FactDefinition, 'kind' | 'unit'>, cell: string): number | undefined {
  const text = cell.trim();
  if (definition.kind === 'money') {
    const [mark, decimals] = moneyUnits.find(([unit]) => unit.test(text)) ?? [/$/, 6];
    return scaledWhole(text.replace(mark, ''), decimals);
  }
  if (definition.kind === 'ppm') return scaledWhole(text.replace(/%$/, ''), 4);
  const years = definition.unit === 'month' && text.endsWith('年');
  const count = scaledWhole(text.replace(/(个月|月|年|周岁|岁|人|件|项|次)$/, ''), 0);
  return count === undefined ? undefined : count * (years ? 12 : 1);
}

export function writeNumber({ kind }: Pick<FactDefinition, 'kind'>, value: number): string {
  if (kind === 'money') return scaledText(value, 6);
  return kind === 'ppm' ? `${scaledText(value, 4)}%` : String(value);
}
