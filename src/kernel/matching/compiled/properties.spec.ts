import fc from 'fast-check';
import { hostileOffer, hostileSheet } from '../spec/hostile-town.js';
import { model, today } from '../spec/model.js';
import { Random } from '../spec/random.js';
import { matchShelf } from './match-shelf.js';
import { Reading } from './reading.js';
import { shelfChanges } from './shelf-changes.js';
import { CompiledShelf } from './shelf.js';
import { topOffers } from './top-offers.js';
import { standingOf } from '../pair.js';
import type { Criterion } from '../criterion.js';
import type { FactSheet } from '../facts.js';
import type { Offer, PairResult } from '../pair.js';

const runs = { numRuns: 1000 };
const town = (seed: number): { random: Random; offers: Offer[]; facts: FactSheet } => {
  const random = new Random(seed);
  const offers = random.list(1, 16, (at) => hostileOffer(random, `o${at}`));
  return { random, offers, facts: hostileSheet(random) };
};
const shuffled = <T>(random: Random, items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);

describe('a compiled shelf', () => {
  it('does not depend on the order of offers, tiers or criteria', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { random, offers, facts } = town(seed);
        const moved = shuffled(random, offers).map((offer) => ({
          ...offer,
          criteria: shuffled(random, offer.criteria),
          // Tiers that tie in order and key keep theirs: nothing else could tell them apart.
          tiers: offer.tiers.map((tier) => ({ ...tier, criteria: shuffled(random, tier.criteria) })),
        }));
        const [one, other] = [offers, moved].map((list) => answers(new CompiledShelf(model, list), facts));
        expect(other).toBe(one);
      }),
      runs,
    );
  });

  it('answers the same again, after other demands, and when compiled anew', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { random, offers, facts } = town(seed);
        const shelf = new CompiledShelf(model, offers);
        const first = answers(shelf, facts);
        for (let other = 0; other < 3; other++) answers(shelf, hostileSheet(random));
        expect(answers(shelf, facts)).toBe(first);
        expect(answers(new CompiledShelf(model, offers), facts)).toBe(first);
      }),
      runs,
    );
  });

  it('keeps an offer that fits when a bound is loosened, and adds none when it is raised', () => {
    let kept = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { random, offers, facts } = town(seed);
        const strict = offers.map((offer) => mapHard(offer, (criterion) => ({ ...criterion, not: false })));
        const loose = strict.map((offer) =>
          mapHard(offer, (criterion) => (random.chance(0.5) ? loosened(criterion) : criterion)),
        );
        const [before, after] = [strict, loose].map((list) => eligible(new CompiledShelf(model, list), facts));
        kept += before?.length ?? 0;
        expect(before?.filter((id) => !after?.includes(id))).toEqual([]);
      }),
      runs,
    );
    expect(kept).toBeGreaterThan(1000);
  });

  it('adds up: status, counts and weight of every pair and tier follow from its verdicts', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { offers, facts } = town(seed);
        const { pairs, counts } = matchShelf(new CompiledShelf(model, offers), facts, today);
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(offers.length);
        const all = pairs.flatMap(({ tiers, ...pair }) => [pair, ...tiers]);
        const said = all.map(({ status, hardMet, hardTotal, hardUnknown, softMet, softTotal }) => ({ status, hardMet, hardTotal, hardUnknown, softMet, softTotal })); // prettier-ignore
        expect(JSON.stringify(said)).toBe(JSON.stringify(all.map(({ units }) => standingOf(units))));
      }),
      runs,
    );
  });

  it('never ranks an offer lower for a better rate', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { random, offers, facts } = town(seed);
        const lucky = random.pick(offers).id;
        const better = offers.map((offer) =>
          offer.id === lucky ? { ...offer, ranking: { ...offer.ranking, rateFromPpm: 0 } } : offer,
        );
        const [before, after] = [offers, better].map((list) =>
          matchShelf(new CompiledShelf(model, list), facts, today).pairs.findIndex(({ offerId }) => offerId === lucky),
        );
        expect(after).toBeLessThanOrEqual(before ?? -1);
      }),
      runs,
    );
  });
});

/** Everything a shelf says of a demand, as text; verdicts follow the order of criteria, so they are left out. */
function answers(shelf: CompiledShelf, facts: FactSheet): string {
  const essence = ({ tiers, ...pair }: PairResult): object => ({
    ...pair,
    units: pair.units.length,
    tiers: tiers.map(({ status }) => status),
  });
  const { pairs, counts, gaps } = matchShelf(shelf, facts, today);
  const reading = Reading.of(shelf, facts, today);
  const top = topOffers(reading, 5).map(({ index, status, softMet }) => [shelf.offers[index]?.id, status, softMet]);
  const named = (places: readonly number[]): (string | undefined)[] => places.map((at) => shelf.offers[at]?.id);
  const changes = shelfChanges(reading).map((change) => ({
    ...change,
    opens: named(change.opens),
    closes: named(change.closes),
  }));
  return JSON.stringify({ pairs: pairs.map(essence), counts, gaps, top, changes });
}

function eligible(shelf: CompiledShelf, facts: FactSheet): string[] {
  return matchShelf(shelf, facts, today)
    .pairs.filter(({ status }) => status === 'eligible')
    .map(({ offerId }) => offerId);
}

function mapHard(offer: Offer, map: (criterion: Criterion) => Criterion): Offer {
  const each = (criteria: readonly Criterion[]): Criterion[] =>
    criteria.map((criterion) => (criterion.hard ? map(criterion) : criterion));
  return {
    ...offer,
    criteria: each(offer.criteria),
    tiers: offer.tiers.map((tier) => ({ ...tier, criteria: each(tier.criteria) })),
  };
}

/** The same criterion asking less. */
function loosened(criterion: Criterion): Criterion {
  switch (criterion.op) {
    case 'lte':
      return typeof criterion.value === 'number' ? { ...criterion, value: criterion.value + 2 } : criterion;
    case 'gte':
      return typeof criterion.value === 'number' ? { ...criterion, value: criterion.value - 2 } : criterion;
    case 'at-least':
      return { ...criterion, value: { ...criterion.value, count: criterion.value.count - 1 } };
    case 'any-of':
      return { ...criterion, value: [...criterion.value, 'a', 'p'] };
    case 'all-of':
      return { ...criterion, value: criterion.value.slice(1) };
    case 'older-than':
      return { ...criterion, value: Math.max(0, criterion.value - 5) };
    case 'under':
      return { ...criterion, value: [...criterion.value, '3'] };
    case 'within-km':
      return { ...criterion, value: { ...criterion.value, km: criterion.value.km * 2 } };
    case 'in':
    case 'eq':
    case 'between':
      return criterion;
  }
}
