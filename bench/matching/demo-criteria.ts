import { financingModel } from '../../src/domains/financing/matching/fact-model.js';
import { Reading } from '../../src/kernel/matching/compiled/reading.js';
import { CompiledShelf } from '../../src/kernel/matching/compiled/shelf.js';
import { topEligible } from '../../src/kernel/matching/compiled/top-offers.js';
import { Random } from '../../src/kernel/matching/spec/random.js';
import { today } from '../closed/model.js';
import { cpuBeside, type Figure } from '../bench.js';
import { demoOffers, demoSheet } from './demo-offers.js';
import { plainNeed, plainOffer, topTenByHand } from './hand-loop.js';
import type { FactSheet } from '../../src/kernel/matching/facts.js';
import type { PlainNeed } from './hand-loop.js';

const OFFERS = 2000;
const NEEDS = 300;

/** G1 on what banks really ask: tiers, groups, nested codes, distances and all. */
export async function demoCriteriaFigures(): Promise<Figure[]> {
  const random = new Random(3);
  const offers = await demoOffers(OFFERS);
  const shelf = new CompiledShelf(financingModel, offers);
  const ordered = shelf.offers.map(plainOffer);
  const sheets = Array.from({ length: NEEDS }, () => demoSheet(random, offers));
  const needs = sheets.map((sheet) => plainNeed(sheet, today));
  const compiled = (sheet: FactSheet) => topEligible(Reading.of(shelf, sheet, today), 10);
  let [fitting, wrong] = [0, 0];
  sheets.forEach((sheet, at) => {
    const hand = topTenByHand(ordered, needs[at] as PlainNeed);
    const ours = compiled(sheet).map(({ index, softMet }) => ({ id: shelf.offers[index]?.id, soft: softMet }));
    fitting += ours.length;
    wrong += Number(JSON.stringify(hand) !== JSON.stringify(ours));
  });
  let [a, b] = [0, 0];
  const { ours, ratio } = cpuBeside(
    () => compiled(sheets[a++ % NEEDS] as FactSheet),
    () => topTenByHand(ordered, needs[b++ % NEEDS] as PlainNeed),
  );
  return [
    {
      name: `G1 top ten of ${OFFERS} products with the demo's criteria`,
      value: ours,
      unit: 'us CPU',
      ratio: { to: 'one hand-written function a condition (times as fast)', value: ratio },
    },
    { name: 'G1 needs whose first ten differ', value: wrong, unit: `of ${NEEDS}` },
    { name: 'G1 products in those first tens', value: fitting, unit: 'products' },
  ];
}
