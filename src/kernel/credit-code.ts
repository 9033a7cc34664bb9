import { toHalfWidth } from './full-width.js';
import { failure, success } from './result.js';
import type { Result } from './result.js';

/** A 统一社会信用代码 of 18 upper-case characters whose two check characters are right. */
export type CreditCode = string & { readonly __unit: 'credit-code' };

/** What can be wrong with a code, the most telling first. */
export const creditCodeFailures = [
  'empty',
  'stored-as-number',
  'length',
  'letter',
  'region',
  'check-9',
  'check-18',
] as const;
export type CreditCodeFailure = (typeof creditCodeFailures)[number];

/** GB 32100-2015: 31 characters, without I O S V Z, and the weights 3^(i−1) mod 31. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USES_ALPHABET = new RegExp(`^[${ALPHABET}]+$`);
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** GB 11714: the organisation code inside (characters 9-16), checked by character 17. A = 10 … Z = 35. */
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Excel keeps 15 digits of a number and fills up with zeros, or shows 9.14403E+17. */
const LOOKS_LIKE_A_NUMBER = /^\d(?:\.\d+)?E\+?\d+$/;
const KEPT_15_DIGITS = /^\d{15}000$/;

/** Upper case, half width, without white space. */
export const normaliseCreditCode = (text: string): string => toHalfWidth(text).replace(/\s+/g, '').toUpperCase();

/**
 * Reads a 统一社会信用代码 and checks both check characters. Sources: GB 32100-2015, GB 11714. Failures:
 * `stored-as-number` a spreadsheet cut the code to 15 digits, `length` not 18 characters, `letter` one that codes never
 * use (I O S V Z among them), `region` characters 3-8 are not digits, `check-9` something in characters 9-17 is wrong,
 * `check-18` something anywhere is wrong.
 */
export function checkCreditCode(input: string | number): Result<CreditCode, CreditCodeFailure> {
  if (typeof input === 'number') return failure('stored-as-number');
  const code = normaliseCreditCode(input);
  if (code === '') return failure('empty');
  if (LOOKS_LIKE_A_NUMBER.test(code)) return failure('stored-as-number');
  if (code.length !== 18) return failure('length');
  if (!USES_ALPHABET.test(code)) return failure('letter');
  if (!/^..\d{6}/.test(code)) return failure('region');
  const fault = checkFault(code);
  if (fault === null) return success(code as CreditCode);
  return failure(KEPT_15_DIGITS.test(code) ? 'stored-as-number' : fault);
}

function checkFault(code: string): 'check-9' | 'check-18' | null {
  if (organisationCheck(code.slice(8, 16)) !== code[16]) return 'check-9';
  return creditCodeCheck(code.slice(0, 17)) === code[17] ? null : 'check-18';
}

/**
 * Makes a code with both check characters right, for demonstration and test data: the first eight characters
 * (authority, kind, region) and the eight of the organisation code. Throws RangeError when they are not of the alphabet.
 */
export function makeCreditCode(firstEight: string, eightOfOrganisation: string): CreditCode {
  const organisation = eightOfOrganisation + organisationCheck(eightOfOrganisation);
  const checked = checkCreditCode(firstEight + organisation + creditCodeCheck(firstEight + organisation));
  if (!checked.ok) throw new RangeError(`no credit code begins ${firstEight}${eightOfOrganisation}: ${checked.code}`);
  return checked.value;
}

/** Character 18: 31 − Σ·weights mod 31, where 31 itself counts as 0. */
const creditCodeCheck = (seventeen: string): string =>
  ALPHABET[(31 - (weightedSum(seventeen, ALPHABET, WEIGHTS) % 31)) % 31] ?? '';

/** Character 17: 11 − Σ·weights mod 11, where 10 is written X and 11 is 0. */
const organisationCheck = (eight: string): string =>
  '0123456789X0'[11 - (weightedSum(eight, ORGANISATION_ALPHABET, ORGANISATION_WEIGHTS) % 11)] ?? '';

const weightedSum = (text: string, alphabet: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * alphabet.indexOf(text.charAt(at)), 0);
