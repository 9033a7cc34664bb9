import { Reading } from '../../src/kernel/matching/compiled/reading.js';
import { eligibleRows } from '../../src/kernel/matching/compiled/status-rows.js';
import { CompiledShelf } from '../../src/kernel/matching/compiled/shelf.js';
import { topEligible } from '../../src/kernel/matching/compiled/top-offers.js';
import type { FactSheet } from '../../src/kernel/matching/facts.js';
import { monthsBetween } from '../../src/kernel/matching/months.js';
import { offerOf, sheetOf } from './as-offers.js';
import { inOrder } from './hand-written.js';
import { closedModel, today } from './model.js';
import { needs, products, type Need, type Product } from './town.js';

/** The closed rule set, as the hand-written loop takes it and as the kernel does. */
export interface ClosedInstance {
  readonly ordered: readonly Product[];
  readonly needs: readonly Need[];
  readonly shelf: CompiledShelf;
  readonly sheets: readonly FactSheet[];
}

export function closedInstance(productCount: number, needCount: number): ClosedInstance {
  const made = products(productCount);
  const asked = needs(needCount).map((need) => ({ ...need, months: monthsBetween(need.founded, today) }));
  return {
    ordered: inOrder(made),
    needs: asked,
    shelf: new CompiledShelf(closedModel, made.map(offerOf)),
    sheets: asked.map(sheetOf),
  };
}

/** From the facts to the first ten: what the compiled matcher does for one need. */
export const topTenCompiled = (shelf: CompiledShelf, sheet: FactSheet) =>
  topEligible(Reading.of(shelf, sheet, today), 10);

/** From the facts to which products fit, as bits: the part of it that rule engines do. */
export const fittingCompiled = (shelf: CompiledShelf, sheet: FactSheet) =>
  eligibleRows(Reading.of(shelf, sheet, today), shelf.room.bits);
