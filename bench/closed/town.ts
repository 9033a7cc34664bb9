import { dayAt, dayNumber } from '../../src/kernel/matching/months.js';
import { Random } from '../../src/kernel/matching/spec/random.js';
import { guarantees, industries, kinds, purposes, regions, titles, today } from './model.js';

/** A loan product as one would write it down by hand; lists are bits of the places in the code lists. */
export interface Product {
  readonly id: string;
  readonly number: string;
  readonly minAmount: number;
  readonly maxAmount: number;
  readonly minTerm: number;
  readonly maxTerm: number;
  readonly industries: number;
  readonly regions: number;
  readonly kinds: number;
  readonly purposes: number;
  readonly guarantees: number;
  readonly titles: number;
  readonly minMonths: number;
  readonly minRevenue: number;
  readonly minStaff: number;
  readonly minPatents: number;
  readonly minGrade: number;
  readonly maxDebtRatio: number;
  readonly maxInquiries: number;
  readonly maxAmountToRevenue: number;
  readonly likes: {
    readonly rateFrom: number;
    readonly share: number;
    readonly patents: number;
    readonly revenue: number;
    readonly staff: number;
    readonly debtRatio: number;
    readonly industries: number;
  };
  readonly weights: readonly number[];
  readonly medianHours: number;
}

export interface Need {
  readonly amount: number;
  readonly term: number;
  readonly industry: number;
  readonly region: number;
  readonly kind: number;
  readonly purpose: number;
  readonly guarantee: number;
  readonly titles: number;
  readonly founded: string;
  readonly months: number;
  readonly revenue: number;
  readonly staff: number;
  readonly patents: number;
  readonly grade: number;
  readonly debtRatio: number;
  readonly inquiries: number;
  readonly share: number;
  readonly maxRate: number;
}

export const WAN = 1_000_000;
export const terms = [3, 6, 12, 24, 36, 60, 120];

const mask = (random: Random, codes: readonly unknown[], share: number): number =>
  codes.reduce<number>((bits, _, at) => (random.chance(share) ? bits | (1 << at) : bits), 0);

export function products(count: number, seed = 1): Product[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, at) => {
    const rateFrom = 30_000 + random.int(0, 60) * 500;
    return {
      id: `p${at}`,
      number: `CP-${String(at).padStart(6, '0')}`,
      minAmount: random.pick([0, 0, 0, 10, 20, 50, 100]) * WAN,
      maxAmount: random.pick([300, 500, 500, 1000, 1000, 2000, 3000, 5000, 10_000]) * WAN,
      minTerm: random.pick([0, 0, 0, 3, 6]),
      maxTerm: random.pick([12, 36, 36, 60, 60, 120]),
      industries: mask(random, industries, 0.75),
      regions: mask(random, regions, 0.65),
      kinds: mask(random, kinds, 0.75),
      purposes: mask(random, purposes, 0.75),
      guarantees: mask(random, guarantees, 0.5),
      titles: mask(random, titles, 0.1),
      minMonths: random.pick([0, 0, 12, 12, 24, 24, 36]),
      minRevenue: random.pick([0, 0, 100, 200, 500, 500, 1000]) * WAN,
      minStaff: random.pick([0, 0, 5, 10, 10, 20]),
      minPatents: random.pick([0, 0, 0, 0, 1, 2]),
      minGrade: random.pick([1, 2, 2, 3, 3, 4]),
      maxDebtRatio: random.pick([600_000, 700_000, 700_000, 750_000, 800_000]),
      maxInquiries: random.pick([4, 6, 6, 8, 10]),
      maxAmountToRevenue: random.pick([200_000, 300_000, 500_000, 500_000, 1_000_000]),
      likes: {
        rateFrom,
        share: random.int(3, 8) * 100_000,
        patents: random.int(1, 10),
        revenue: random.int(2, 50) * 100 * WAN,
        staff: random.int(1, 10) * 20,
        debtRatio: random.int(3, 6) * 100_000,
        industries: mask(random, industries, 0.3),
      },
      weights: Array.from({ length: 7 }, () => random.int(1, 60)),
      medianHours: random.int(1, 72),
    };
  });
}

export function needs(count: number, seed = 2): Need[] {
  const random = new Random(seed);
  const base = dayNumber(today);
  return Array.from({ length: count }, () => {
    const days = random.int(100, 8000);
    const founded = dayAt(base - days);
    return {
      amount: random.int(2, 150) * 10 * WAN,
      term: random.pick(terms.slice(1, 6)),
      industry: random.int(0, industries.length - 1),
      region: random.int(0, regions.length - 1),
      kind: random.int(0, kinds.length - 1),
      purpose: random.int(0, purposes.length - 1),
      guarantee: random.int(0, guarantees.length - 1),
      titles: mask(random, titles, 0.6),
      founded,
      months: 0,
      revenue: random.int(2, 200) * 100 * WAN,
      staff: random.int(3, 300),
      patents: random.int(0, 12),
      grade: random.pick([2, 3, 3, 4, 4]),
      debtRatio: random.int(20, 78) * 10_000,
      inquiries: random.int(0, 7),
      share: random.int(20, 100) * 10_000,
      maxRate: random.int(30, 70) * 1000,
    };
  });
}
