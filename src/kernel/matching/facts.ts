import type { Day } from './months.js';
import type { FactKind } from './vocabulary.js';

/** A point on the map, WGS-84 degrees. */
export interface Place {
  readonly lat: number;
  readonly lng: number;
}

/** Members of a set fact. `unsure` are those whose proof has expired: neither held nor lacking. */
export interface SetMembers {
  readonly has: readonly string[];
  readonly unsure: readonly string[];
}

/** What a fact of each kind holds: money in 分, ratios in parts per million, both whole numbers. */
export interface FactValues {
  readonly money: number;
  readonly count: number;
  readonly ppm: number;
  readonly grade: string;
  readonly code: string;
  readonly set: SetMembers;
  readonly flag: boolean;
  readonly day: Day;
  readonly place: Place;
}

/** Why a value cannot be used: never given, its proof expired, sources disagree, or the owner has not decided. */
export type UnknownWhy = 'absent' | 'expired' | 'disputed' | 'undecided';

export type Known<K extends FactKind = FactKind> = {
  [P in K]: { readonly state: 'known'; readonly kind: P; readonly value: FactValues[P] };
}[K];

export interface Unknown {
  readonly state: 'unknown';
  readonly why: UnknownWhy;
}

export type FactValue = Known | Unknown;

/** One demand's facts by key. A key that is not there is a fact that is absent. */
export type FactSheet = Readonly<Record<string, FactValue>>;

export const absent: Unknown = { state: 'unknown', why: 'absent' };

export function known<K extends FactKind>(kind: K, value: FactValues[K]): Known<K> {
  return { state: 'known', kind, value } as Known<K>;
}

export function unknown(why: UnknownWhy): Unknown {
  return { state: 'unknown', why };
}

/** What every object inherits (`constructor`) is no fact: it has no state. */
export function factOf(sheet: FactSheet, key: string): FactValue {
  const fact = sheet[key];
  return fact?.state ? fact : absent;
}

type Numeric = 'money' | 'count' | 'ppm';

/** The sum of facts of one kind. Unknown when a part is unknown, for the first such part's reason. */
export function sum(first: FactValue, ...rest: readonly FactValue[]): FactValue {
  return combine([first, ...rest], (values) => values.reduce((total, value) => total + value, 0));
}

/** `left` minus `right`, of one kind; may be negative. */
export function difference(left: FactValue, right: FactValue): FactValue {
  return combine([left, right], ([a = 0, b = 0]) => a - b);
}

/** The mean of facts of one kind, rounded down to a whole 分, piece or ppm. */
export function average(first: FactValue, ...rest: readonly FactValue[]): FactValue {
  return combine([first, ...rest], (values) => Math.floor(values.reduce((a, b) => a + b, 0) / values.length));
}

/**
 * `dividend / divisor` in parts per million, rounded down (-1/3 gives -333 334). Unknown when a part is unknown, and
 * absent when the divisor is zero or negative: a ratio to no revenue says nothing. A ratio too large for an exact
 * number is held at the largest one, which compares the same.
 */
export function quotient(dividend: FactValue, divisor: FactValue): FactValue {
  if (dividend.state === 'unknown') return dividend;
  if (divisor.state === 'unknown') return divisor;
  const below = numberIn(divisor);
  if (below <= 0) return absent;
  // Not by `known`: the engine keeps a place in the code that makes lasting facts, and ratios are tried by the dozen.
  return { state: 'known', kind: 'ppm', value: floorRatio(numberIn(dividend), below) };
}

/** Growth from one period to the next in parts per million; unknown unless the earlier one is positive. */
export function growth(now: FactValue, before: FactValue): FactValue {
  return quotient(difference(now, before), before);
}

function combine(parts: readonly FactValue[], arithmetic: (values: readonly number[]) => number): FactValue {
  const values: Known[] = [];
  for (const part of parts) {
    if (part.state === 'unknown') return part;
    values.push(part);
  }
  const kinds = new Set(values.map((value) => value.kind));
  if (kinds.size !== 1) throw new TypeError(`cannot combine facts of kinds ${[...kinds].join(', ')}`);
  const numbers = values.map(numberIn);
  return known(values[0]?.kind as Numeric, arithmetic(numbers));
}

function numberIn(fact: Known): number {
  if (fact.kind === 'money' || fact.kind === 'count' || fact.kind === 'ppm') return fact.value;
  throw new TypeError(`a ${fact.kind} fact is not a number`);
}

const million = 1_000_000;
const exactly = Math.floor(Number.MAX_SAFE_INTEGER / million);

/**
 * Exact for any two safe integers, `divisor` being positive. Where `dividend * 1_000_000` is not one, three digits at a
 * time, as on paper, or by BigInt where not even that is; else by division, whose rounding never crosses a whole number
 * here: a quotient of safe integers lies at least 1/divisor away from the next.
 */
function floorRatio(dividend: number, divisor: number): number {
  if (Math.abs(dividend) <= exactly) return Math.floor((dividend * million) / divisor);
  if (dividend > 0 && divisor <= byThousand) return digitByDigit(dividend, divisor);
  const scaled = BigInt(dividend) * 1_000_000n;
  const below = BigInt(divisor);
  const truncated = scaled / below;
  const floored = Number(scaled % below < 0n ? truncated - 1n : truncated);
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, floored));
}

/** A thousand times anything less than this is a safe integer. */
const byThousand = Math.floor(Number.MAX_SAFE_INTEGER / 1000);

function digitByDigit(dividend: number, divisor: number): number {
  const whole = Math.floor(dividend / divisor);
  const rest = (dividend - whole * divisor) * 1000;
  const thousandths = Math.floor(rest / divisor);
  const millionths = Math.floor(((rest - thousandths * divisor) * 1000) / divisor);
  return Math.min(Number.MAX_SAFE_INTEGER, whole * million + (thousandths * 1000 + millionths));
}
