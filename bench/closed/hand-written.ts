import type { Need, Product } from './town.js';

/**
 * What a good programmer would write over plain objects: the tests that most often fail first, early exit, lists as
 * bits, products sorted once so that a stable sort by score alone gives the published order.
 */
export function inOrder(products: readonly Product[]): Product[] {
  return products.toSorted(
    (a, b) =>
      a.likes.rateFrom - b.likes.rateFrom ||
      a.medianHours - b.medianHours ||
      b.maxAmount - a.maxAmount ||
      (a.number < b.number ? -1 : 1),
  );
}

export function fits(p: Product, n: Need, amountToRevenue: number): boolean {
  return (
    n.amount <= p.maxAmount &&
    n.amount >= p.minAmount &&
    amountToRevenue <= p.maxAmountToRevenue &&
    n.term <= p.maxTerm &&
    n.term >= p.minTerm &&
    ((p.guarantees >>> n.guarantee) & 1) === 1 &&
    (p.titles & ~n.titles) === 0 &&
    ((p.industries >>> n.industry) & 1) === 1 &&
    ((p.regions >>> n.region) & 1) === 1 &&
    ((p.kinds >>> n.kind) & 1) === 1 &&
    ((p.purposes >>> n.purpose) & 1) === 1 &&
    n.debtRatio <= p.maxDebtRatio &&
    n.grade >= p.minGrade &&
    n.months >= p.minMonths &&
    n.revenue >= p.minRevenue &&
    n.staff >= p.minStaff &&
    n.patents >= p.minPatents &&
    n.inquiries <= p.maxInquiries
  );
}

export function score(p: Product, n: Need): number {
  const { likes, weights } = p;
  let sum = 0;
  if (n.maxRate >= likes.rateFrom) sum += weights[0] as number;
  if (n.share >= likes.share) sum += weights[1] as number;
  if (n.patents >= likes.patents) sum += weights[2] as number;
  if (n.revenue >= likes.revenue) sum += weights[3] as number;
  if (n.staff >= likes.staff) sum += weights[4] as number;
  if (n.debtRatio <= likes.debtRatio) sum += weights[5] as number;
  if ((likes.industries >>> n.industry) & 1) sum += weights[6] as number;
  return sum;
}

export interface Scored {
  readonly product: Product;
  readonly score: number;
}

export function topTen(ordered: readonly Product[], n: Need): Scored[] {
  const ratio = Math.floor((n.amount * 1_000_000) / n.revenue);
  const found: Scored[] = [];
  for (const product of ordered) if (fits(product, n, ratio)) found.push({ product, score: score(product, n) });
  return found.sort((a, b) => b.score - a.score).slice(0, 10);
}
