import { matchShelf } from '../../src/kernel/matching/compiled/match-shelf.js';
import { CompiledShelf } from '../../src/kernel/matching/compiled/shelf.js';
import { match } from '../../src/kernel/matching/match.js';
import { hostileOffer, hostileSheet } from '../../src/kernel/matching/spec/hostile-town.js';
import { model, today } from '../../src/kernel/matching/spec/model.js';
import { Random } from '../../src/kernel/matching/spec/random.js';
import type { Figure } from '../bench.js';

const PAIRS = 1_000_000;
/** So that a word of bits is empty, nearly full, full and just begun. */
const sizes = [0, 1, 31, 32, 33, 64, 100, 500];

/** Compiled against plain on hostile offers and demands: status, counts, order, every verdict and shortfall, byte by byte. */
export function equalityFigures(): Figure[] {
  let [pairs, wrong] = [0, 0];
  for (let seed = 100_000; pairs < PAIRS; seed++) {
    const random = new Random(seed);
    const offers = Array.from({ length: random.pick(sizes) }, (_, at) => hostileOffer(random, `o${at}`));
    const shelf = new CompiledShelf(model, offers);
    for (let demand = 0; demand < 20; demand++) {
      const facts = hostileSheet(random);
      const plain = match(model, facts, offers, today);
      const compiled = matchShelf(shelf, facts, today);
      pairs += offers.length;
      if (JSON.stringify(compiled) !== JSON.stringify(plain))
        wrong += plain.pairs.filter((pair, at) => JSON.stringify(pair) !== JSON.stringify(compiled.pairs[at])).length;
    }
  }
  return [
    { name: 'pairs compared with the plain evaluator, verdict by verdict', value: pairs, unit: 'pairs' },
    { name: 'pairs that differ', value: wrong, unit: 'of them' },
  ];
}
