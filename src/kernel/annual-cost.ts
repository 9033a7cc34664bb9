import type { Fen, Ppm } from './money.js';

export const repaymentTypes = ['interest-first', 'equal-instalment', 'equal-principal', 'revolving'] as const;
export type RepaymentType = (typeof repaymentTypes)[number];

export interface Loan {
  /** Paid out at once, in 分. */
  readonly amount: number;
  /** The nominal yearly rate, in ppm; a month costs a twelfth of it. */
  readonly rate: number;
  readonly termMonths: number;
  readonly repayment: RepaymentType;
  /** What the borrower pays beside interest: once when the loan is paid out, or at the start of every year of it. */
  readonly fees: readonly { readonly amount: number; readonly cycle: 'once' | 'yearly' }[];
}

export interface AnnualCost {
  /** Twelve times the monthly internal rate of return. */
  readonly nominal: Ppm;
  /** Compounded: (1 + monthly rate)¹² − 1. What two offers are compared by. */
  readonly effective: Ppm;
  readonly interest: Fen;
  readonly fees: Fen;
}

/**
 * What a loan costs a year with everything in it: the rate at which what the borrower pays back is worth what it
 * received (internal rate of return of the monthly cash flows). A line drawn at will (随借随还) is taken as fully drawn
 * for the whole term.
 * Computed in whole numbers only, so that every machine answers the same. Both rates are exact to 1 ppm.
 * @returns null where no such rate exists: the fees eat up the loan, or cost more than it a month
 * @throws RangeError for a loan of nothing, or of no time
 */
export function annualCost(loan: Loan): AnnualCost | null {
  const { received, payments, interest, fees } = cashFlows(loan);
  if (received <= 0) return null;
  const monthly = monthlyReturn(received, payments);
  if (monthly === null) return null;
  return {
    nominal: Number(divide(monthly * 12n * MILLION, ONE)) as Ppm,
    effective: Number(divide((power(ONE + monthly, 12) - ONE) * MILLION, ONE)) as Ppm,
    interest: interest as Fen,
    fees: fees as Fen,
  };
}

export interface CashFlows {
  /** What reaches the borrower on the first day: the loan less the fees of that day, in 分. */
  readonly received: number;
  /** What is paid at the end of each month, in 分. */
  readonly payments: readonly number[];
  readonly interest: number;
  readonly fees: number;
}

export function cashFlows({ amount, rate, termMonths, repayment, fees }: Loan): CashFlows {
  if (!(amount > 0) || !Number.isInteger(termMonths) || termMonths < 1) throw new RangeError('a loan of nothing');
  const instalment = repayment === 'equal-instalment' ? annuity(amount, rate, termMonths) : 0;
  const payments: number[] = [];
  let balance = amount;
  let interest = 0;
  for (let month = 1; month <= termMonths; month++) {
    const due = monthInterest(balance, rate);
    const back = month === termMonths ? balance : Math.min(balance, principalOf(month));
    payments.push(due + back);
    interest += due;
    balance -= back;
  }
  const once = sum(fees.filter(({ cycle }) => cycle === 'once'));
  const yearly = sum(fees.filter(({ cycle }) => cycle === 'yearly'));
  for (let month = 12; month < termMonths; month += 12) payments[month - 1] = (payments[month - 1] ?? 0) + yearly;
  const years = Math.ceil(termMonths / 12);
  return { received: amount - once - yearly, payments, interest, fees: once + yearly * years };

  function principalOf(month: number): number {
    if (repayment === 'equal-instalment') return instalment - monthInterest(balance, rate);
    if (repayment === 'equal-principal')
      return Math.round((amount * month) / termMonths) - Math.round((amount * (month - 1)) / termMonths);
    return 0;
  }
}

/** Fixed point: 1 is 10¹⁵, far finer than the ppm that are shown. */
const ONE = 10n ** 15n;
const MILLION = 1_000_000n;
const PPM_MONTHS = 12_000_000n;

/** Half the interval at a time: 50 halvings narrow 0–100 % a month to one part of 10¹⁵. */
function monthlyReturn(received: number, payments: readonly number[]): bigint | null {
  let low = 0n;
  let high = ONE;
  if (balanceAt(high, received, payments) < 0n) return null;
  if (balanceAt(low, received, payments) >= 0n) return low;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (balanceAt(middle, received, payments) < 0n) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * What is still owed after the last payment if the borrower paid this rate: nothing at the one looked for, more above
 * it, less below. Discounted step by step, so that numbers stay small.
 */
function balanceAt(monthly: bigint, received: number, payments: readonly number[]): bigint {
  let worth = 0n;
  for (const payment of payments.toReversed()) worth = ((worth + BigInt(payment) * ONE) * ONE) / (ONE + monthly);
  return BigInt(received) * ONE - worth;
}

const monthInterest = (balance: number, rate: number): number =>
  Number(divide(BigInt(balance) * BigInt(rate), PPM_MONTHS));

/** The equal payment that pays off a loan: amount × i ÷ (1 − (1 + i)⁻ⁿ). */
function annuity(amount: number, rate: number, months: number): number {
  if (rate === 0) return Math.round(amount / months);
  const grown = power(ONE + (BigInt(rate) * ONE) / PPM_MONTHS, months);
  return Number(divide(BigInt(amount) * BigInt(rate) * grown, PPM_MONTHS * (grown - ONE)));
}

function power(base: bigint, exponent: number): bigint {
  let result = ONE;
  for (let i = 0; i < exponent; i++) result = (result * base) / ONE;
  return result;
}

/** Rounded half up; both are positive. */
const divide = (dividend: bigint, divisor: bigint): bigint => (dividend + divisor / 2n) / divisor;

const sum = (fees: readonly { readonly amount: number }[]): number => fees.reduce((all, fee) => all + fee.amount, 0);
