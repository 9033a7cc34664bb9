import { Reading } from '../../src/kernel/matching/compiled/reading.js';
import { topEligible } from '../../src/kernel/matching/compiled/top-offers.js';
import { closedInstance, topTenCompiled } from '../closed/instance.js';
import { topTen } from '../closed/hand-written.js';
import { today } from '../closed/model.js';
import { cpuBeside, type Figure } from '../bench.js';

/** G1 and G3: the first ten of one need, compiled beside the hand-written loop over objects, every slot compared. */
export function topTenFigures(): Figure[] {
  return [...batch(2000, 100_000), ...one(2000, 300), ...one(100_000, 20)];
}

/** Many needs one after the other, each once, so that nothing of one is warm for the next but the index. */
function batch(products: number, needs: number): Figure[] {
  const { ordered, needs: asked, shelf, sheets } = closedInstance(products, needs);
  let [slots, wrong] = [0, 0];
  asked.forEach((need, at) => {
    const hand = topTen(ordered, need);
    const ours = topTenCompiled(shelf, sheets[at] ?? {});
    for (let slot = 0; slot < Math.max(hand.length, ours.length); slot++) {
      slots += 1;
      const [expected, found] = [hand[slot], ours[slot]];
      const same = found && shelf.offers[found.index]?.id === expected?.product.id && found.softMet === expected?.score;
      if (!same) wrong += 1;
    }
  });
  const part = 5000;
  let from = 0;
  const each = (work: (at: number) => unknown) => () => {
    for (let n = 0; n < part; n++) work((from + n) % needs);
    from = (from + part) % needs;
  };
  const loop = each((at) => topTen(ordered, asked[at] as (typeof asked)[number]));
  const options = { rounds: 9, millis: 200 };
  const { ours, ratio } = cpuBeside(
    each((at) => topTenCompiled(shelf, sheets[at] ?? {})),
    loop,
    options,
  );
  const readings = sheets.map((sheet) => Reading.of(shelf, sheet, today));
  const located = cpuBeside(
    each((at) => topEligible(readings[at] as Reading, 10)),
    loop,
    options,
  );
  return [
    {
      name: `G1 top ten of ${products} products, one of ${needs} needs`,
      value: ours / part,
      unit: 'us CPU',
      ratio: { to: 'the hand-written loop over objects (times as fast)', value: ratio },
    },
    {
      name: `G1 the same, of needs whose facts were read and located before`,
      value: located.ours / part,
      unit: 'us CPU',
      ratio: { to: 'the hand-written loop over objects (times as fast)', value: located.ratio },
    },
    { name: `G1 pairs judged, ${products} products`, value: (products * part) / ours, unit: 'million a second' },
    { name: `G1 slots compared with the loop`, value: slots, unit: 'slots' },
    { name: `G1 slots that differ`, value: wrong, unit: 'of them' },
  ];
}

function one(products: number, needs: number): Figure[] {
  const { ordered, needs: asked, shelf, sheets } = closedInstance(products, needs);
  let [a, b] = [0, 0];
  const { ours, ratio } = cpuBeside(
    () => topTenCompiled(shelf, sheets[a++ % needs] ?? {}),
    () => topTen(ordered, asked[b++ % needs] as (typeof asked)[number]),
  );
  return [
    {
      name: `G3 one need matched again, ${products} products`,
      value: ours,
      unit: 'us CPU',
      ratio: { to: 'the hand-written loop over objects (times as fast)', value: ratio },
    },
  ];
}
