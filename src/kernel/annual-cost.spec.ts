import fc from 'fast-check';
import { annualCost, cashFlows, repaymentTypes, type Loan } from './annual-cost.js';

const WAN = 1_000_000;
const loan = (change: Partial<Loan> = {}): Loan => ({
  amount: 500 * WAN,
  rate: 36_000,
  termMonths: 24,
  repayment: 'interest-first',
  fees: [],
  ...change,
});
const once = (wan: number) => ({ amount: wan * WAN, cycle: 'once' as const });
const yearly = (wan: number) => ({ amount: wan * WAN, cycle: 'yearly' as const });

describe('the annual cost', () => {
  test.each(repaymentTypes)('of a loan without fees is its rate, repaid by %s', (repayment) => {
    const cost = annualCost(loan({ repayment }));
    expect(Math.abs((cost?.nominal ?? 0) - 36_000)).toBeLessThanOrEqual(1);
    expect(cost?.effective).toBe(Math.round(((1 + 0.036 / 12) ** 12 - 1) * 1e6));
  });

  test('of one month is what is paid over what is received', () => {
    // 100 万 at 12 %, 1 万 of fees: 99 received, 101 paid back.
    const cost = annualCost(loan({ amount: 100 * WAN, rate: 120_000, termMonths: 1, fees: [once(1)] }));
    expect(cost?.nominal).toBe(Math.round((101 / 99 - 1) * 12 * 1e6));
    expect(cost?.effective).toBe(Math.round(((101 / 99) ** 12 - 1) * 1e6));
  });

  test('of a loan without interest is that of its fees: 98 received, 100 back after a year', () => {
    const cost = annualCost(loan({ amount: 100 * WAN, rate: 0, termMonths: 12, fees: [once(2)] }));
    expect(cost).toMatchObject({ effective: Math.round((100 / 98 - 1) * 1e6), interest: 0, fees: 2 * WAN });
  });

  test('counts a yearly fee at the start of every year begun', () => {
    expect(cashFlows(loan({ termMonths: 24, fees: [yearly(3)] })).fees).toBe(6 * WAN);
    expect(cashFlows(loan({ termMonths: 25, fees: [yearly(3)] })).fees).toBe(9 * WAN);
    const flows = cashFlows(loan({ termMonths: 24, rate: 0, fees: [yearly(3)] }));
    expect([flows.received, flows.payments[11], flows.payments[23]]).toEqual([497 * WAN, 3 * WAN, 500 * WAN]);
  });

  test('of the same fee is higher the sooner the money goes back', () => {
    const cost = (repayment: Loan['repayment']) => annualCost(loan({ repayment, fees: [once(5)] }))?.effective ?? 0;
    expect(cost('equal-instalment')).toBeGreaterThan(cost('interest-first'));
    expect(cost('equal-principal')).toBeGreaterThan(cost('equal-instalment'));
    expect(cost('revolving')).toBe(cost('interest-first'));
  });

  test('agrees with the textbook instalment: 100 万 at 6 % over 12 months is 86,066.43 元 a month', () => {
    const { payments } = cashFlows(
      loan({ amount: 100 * WAN, rate: 60_000, termMonths: 12, repayment: 'equal-instalment' }),
    );
    expect(payments[0]).toBe(8_606_643);
    expect(Math.abs((payments[11] ?? 0) - 8_606_643)).toBeLessThan(12);
  });

  test('is none where fees eat the loan up, and a loan of nothing is refused', () => {
    expect(annualCost(loan({ fees: [once(500)] }))).toBeNull();
    expect(annualCost(loan({ termMonths: 1, fees: [once(499)] }))).toBeNull();
    expect(() => annualCost(loan({ amount: 0 }))).toThrow(RangeError);
    expect(() => annualCost(loan({ termMonths: 0 }))).toThrow(RangeError);
  });

  const loans = fc.record({
    amount: fc.integer({ min: WAN, max: 100_000 * WAN }),
    rate: fc.integer({ min: 1_000, max: 240_000 }),
    termMonths: fc.integer({ min: 1, max: 120 }),
    repayment: fc.constantFrom(...repaymentTypes),
    feeShare: fc.integer({ min: 0, max: 50 }),
    cycle: fc.constantFrom('once' as const, 'yearly' as const),
  });

  test('brings what is paid to the worth of what was received, and pays back every 分', () => {
    fc.assert(
      fc.property(loans, ({ feeShare, cycle, ...terms }) => {
        const offer = { ...terms, fees: [{ amount: Math.round((terms.amount * feeShare) / 1000), cycle }] };
        const { received, payments, interest, fees } = cashFlows(offer);
        const paid = payments.reduce((all, payment) => all + payment, 0);
        expect(paid - received).toBe(interest + fees);
        const cost = annualCost(offer);
        const monthly = (cost?.nominal ?? 0) / 12e6;
        const worth = (at: number) => payments.reduce((all, payment, i) => all + payment / (1 + at) ** (i + 1), 0);
        // The rate is rounded to 1 ppm a year: what was received lies between the worth just below and just above it.
        expect(worth(monthly - 1e-7)).toBeGreaterThan(received);
        expect(worth(monthly + 1e-7)).toBeLessThan(received);
      }),
      { numRuns: 60 },
    );
  });

  test('never falls when a fee is added', () => {
    fc.assert(
      fc.property(loans, ({ feeShare, cycle, ...terms }) => {
        const fee = { amount: Math.round((terms.amount * (feeShare + 1)) / 1000), cycle };
        const [without, dearer] = [annualCost({ ...terms, fees: [] }), annualCost({ ...terms, fees: [fee] })];
        expect(dearer?.effective ?? Infinity).toBeGreaterThan(without?.effective ?? 0);
      }),
      { numRuns: 60 },
    );
  });
});
