import { failure, success } from './result.js';
import type { Result } from './result.js';

export type DecimalFailure = 'empty' | 'not-a-number' | 'too-precise' | 'too-large';

/**
 * Reads a decimal numeral as a whole number of 10^-exponent, by moving digits: ("3.45", 4) → 34500.
 * Commas must group by three. Zeros behind the last needed decimal are harmless; other digits there are `too-precise`.
 */
export function parseDecimal(text: string, exponent: number): Result<number, DecimalFailure> {
  if (text === '') return failure('empty');
  const match = /^([-+]?)(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?$/.exec(text);
  if (!match || !/\d/.test(text)) return failure('not-a-number');
  const [, sign, whole = '', decimals = ''] = match;
  const needed = decimals.replace(/0+$/, '');
  if (needed.length > exponent) return failure('too-precise');
  const value = Number(whole.replaceAll(',', '') + needed.padEnd(exponent, '0'));
  if (!Number.isSafeInteger(value)) return failure('too-large');
  return success(sign === '-' && value !== 0 ? -value : value);
}

/**
 * Writes a whole number of 10^-exponent as a decimal numeral with thousands commas and without trailing zeros, rounded
 * half away from zero (四舍五入) to `decimals` places: (34500, 4, 2) → "3.45".
 */
export function formatDecimal(value: number, exponent: number, decimals: number): string {
  const kept = Math.min(decimals, exponent);
  const step = 10n ** BigInt(exponent - kept);
  const magnitude = BigInt(Math.abs(value));
  const rounded = (magnitude + step / 2n) / step;
  const digits = rounded.toString().padStart(kept + 1, '0');
  const whole = digits.slice(0, digits.length - kept).replace(/\B(?=(?:\d{3})+$)/g, ',');
  const fraction = digits.slice(digits.length - kept).replace(/0+$/, '');
  const sign = value < 0 && rounded !== 0n ? '-' : '';
  return sign + whole + (fraction === '' ? '' : `.${fraction}`);
}
