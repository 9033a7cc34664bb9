import { match } from '../match.js';
import { hostileOffer, hostileSheet } from '../spec/hostile-town.js';
import { model, today } from '../spec/model.js';
import { Random } from '../spec/random.js';
import { matchShelf } from './match-shelf.js';
import { Reading } from './reading.js';
import { CompiledShelf } from './shelf.js';
import { countOffers, topOffers } from './top-offers.js';
import type { Offer } from '../pair.js';

/** Shelves of 0, 1, 31 … offers, so that a word of bits is empty, nearly full, full and just begun. */
const sizes = [0, 1, 5, 31, 32, 33, 64, 100];
/** Rows all kept, and so little room that most have to be made anew each time. */
const memories = [undefined, 4, 10];
const offersOf = (random: Random, count: number): Offer[] =>
  Array.from({ length: count }, (_, at) => hostileOffer(random, `o${at}`));

describe('a compiled shelf', () => {
  it('answers like the plain evaluator, letter for letter', () => {
    let pairs = 0;
    const statuses = { eligible: 0, incomplete: 0, near: 0, ineligible: 0 };
    for (let seed = 1; pairs < 40_000; seed++) {
      const random = new Random(seed);
      const offers = offersOf(random, random.pick(sizes));
      const shelf = new CompiledShelf(model, offers, random.pick(memories));
      for (let demand = 0; demand < 10; demand++) {
        const facts = hostileSheet(random);
        const plain = match(model, facts, offers, today);
        const compiled = matchShelf(shelf, facts, today);
        if (JSON.stringify(compiled) !== JSON.stringify(plain))
          expect({ seed, ...compiled }).toEqual({ seed, ...plain });
        pairs += offers.length;
        for (const { status } of plain.pairs) statuses[status] += 1;
      }
    }
    expect(Math.min(...Object.values(statuses))).toBeGreaterThan(800);
  });

  it('finds the first offers of the same order, and the same counts, without explaining', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const random = new Random(seed);
      const offers = offersOf(random, random.pick(sizes));
      const shelf = new CompiledShelf(model, offers, random.pick(memories));
      for (let demand = 0; demand < 1; demand++) {
        const facts = hostileSheet(random);
        const most = random.pick([1, 3, 10, offers.length + 1]);
        const plain = match(model, facts, offers, today);
        const reading = Reading.of(shelf, facts, today);
        const first = plain.pairs
          .slice(0, most)
          .map(({ offerId, tierKey, status, softMet }) => ({ offerId, tierKey, status, softMet }));
        const found = topOffers(reading, most).map(({ index, row, status, softMet }) => {
          const { offer, tiers } = shelf.placedOffer(index);
          const tierKey = tiers[row - (shelf.firstRow[index] as number)]?.key ?? null;
          return { offerId: offer.id, tierKey, status, softMet };
        });
        expect({ seed, found }).toEqual({ seed, found: first });
        expect(countOffers(reading)).toEqual(plain.counts);
      }
    }
  });
});
