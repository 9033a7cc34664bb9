import { toHalfWidth } from './full-width.js';
import { formatDecimal, parseDecimal } from './decimal-text.js';
import { failure, success } from './result.js';
import type { Result } from './result.js';

/** Money in whole 分 (1 万元 = 1 000 000 分). Exact up to 2^53 − 1 分, about 9 billion 万元. */
export type Fen = number & { readonly __unit: 'fen' };

/** A rate in whole parts per million: 3.45 % = 34 500. */
export type Ppm = number & { readonly __unit: 'ppm' };

/** What can be wrong with an amount, and with a rate, that a person typed. */
export const amountFailures = ['empty', 'not-a-number', 'negative', 'unit', 'too-precise', 'too-large'] as const;
export type AmountFailure = (typeof amountFailures)[number];

export const percentFailures = ['empty', 'not-a-number', 'unit', 'too-precise', 'too-large'] as const;
export type PercentFailure = (typeof percentFailures)[number];

/** Names an integer as 分. Throws RangeError when it is not an exact integer. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an exact amount in fen: ${value}`);
  return value as Fen;
}

/** Names an integer as parts per million. Throws RangeError when it is not an exact integer. */
export function ppm(value: number): Ppm {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an exact rate in ppm: ${value}`);
  return value as Ppm;
}

/** Each unit people write, as the power of ten that turns it into 分. Without one the amount is in 万元. */
const FEN_EXPONENT: Readonly<Record<string, number>> = {
  '': 6,
  万: 6,
  万元: 6,
  w: 6,
  元: 2,
  千元: 5,
  百万: 8,
  百万元: 8,
  千万: 9,
  千万元: 9,
  亿: 10,
  亿元: 10,
};

/**
 * Reads an amount of money as people type it: `500`, `500万元`, `5,000,000 元`, `1.2亿`, also with full-width signs.
 * A bare number is 万元. Works on the digits, never on floats: up to 6 decimals in 万元 (one 分).
 * Unknown units (`500万美元`) fail with `unit`, amounts below zero with `negative`.
 */
export function parseWan(text: string): Result<Fen, AmountFailure> {
  const typed = toHalfWidth(text)
    .replace(/\s+/g, '')
    .replace(/^(?:人民币|rmb|¥)/i, '')
    .replace(/人民币$/, '');
  if (typed === '') return failure('empty');
  const [, digits = '', unit = ''] = /^([-+\d.,]*)(.*)$/s.exec(typed) ?? [];
  const exponent = Object.hasOwn(FEN_EXPONENT, unit.toLowerCase()) ? FEN_EXPONENT[unit.toLowerCase()] : undefined;
  if (digits === '') return failure('not-a-number');
  if (exponent === undefined) return failure('unit');
  const amount = parseDecimal(digits, exponent);
  if (!amount.ok) return amount;
  return amount.value < 0 ? failure('negative') : success(fen(amount.value));
}

/** Words of the two units; the Chinese ones are the notation of the amount itself, as % is that of a rate. */
export interface AmountUnits {
  readonly wan: string;
  readonly yi: string;
}
const chineseUnits: AmountUnits = { wan: '万元', yi: '亿元' };

/** An amount in 分 as number and unit, rounded half up to 2 decimals. `tiles`: from 10,000 万元 on in 亿元. */
export function amountParts(amount: number, { tiles = false } = {}): { number: string; unit: keyof AmountUnits } {
  const large = tiles && Math.abs(amount) >= 10 ** 10;
  return { number: formatDecimal(amount, large ? 10 : 6, 2), unit: large ? 'yi' : 'wan' };
}

/** An amount in 分 as `1,234.5 万元`: thousands commas, at most 2 decimals, no trailing zeros. In tiles `1.2 亿元` from 10,000 万元 on. */
export function formatWan(amount: number, options: { tiles?: boolean; units?: AmountUnits } = {}): string {
  const { number, unit } = amountParts(amount, options);
  return `${number} ${(options.units ?? chineseUnits)[unit]}`;
}

/**
 * For an amount in 分 outside the usual range: what the person probably meant, had the unit been mistaken (元 for 万元 or
 * the other way round), when that lies inside it. "5,000,000 万元" between 10 and 5,000 万元 → 500 万元. Else null.
 */
export function unitGuess(amount: number, usual: { readonly min: number; readonly max: number }): Fen | null {
  if (amount >= usual.min && amount <= usual.max) return null;
  const meant = amount > usual.max ? amount / 10_000 : amount * 10_000;
  return Number.isInteger(meant) && meant >= usual.min && meant <= usual.max ? fen(meant) : null;
}

/** Reads `3.45`, `3.45%`, `３．４５％` or `-5%` as parts per million; up to 4 decimals of a percent. */
export function parsePercent(text: string): Result<Ppm, PercentFailure> {
  const typed = toHalfWidth(text).replace(/\s+/g, '');
  const [, digits = '', unit = ''] = /^([-+\d.,]*)(.*)$/s.exec(typed) ?? [];
  if (typed === '') return failure('empty');
  if (digits === '') return failure('not-a-number');
  if (unit !== '' && unit !== '%') return failure('unit');
  const rate = parseDecimal(digits, 4);
  return rate.ok ? success(ppm(rate.value)) : rate;
}

/** A rate in ppm as `3.45%`: at most `decimals` decimals (2), rounded half up, no trailing zeros. */
export function formatPercent(rate: number, { decimals = 2 } = {}): string {
  return `${formatDecimal(rate, 4, decimals)}%`;
}
