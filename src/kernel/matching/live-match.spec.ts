import fc from 'fast-check';
import { CAPACITY, capacityCriterion } from './capacity.js';
import { LiveMatch, type LivePair, type PairChange } from './live-match.js';
import { match } from './match.js';
import { dayAt, dayNumber } from './months.js';
import { hostileOffer, hostileSheet } from './spec/hostile-town.js';
import { model, today } from './spec/model.js';
import { Random } from './spec/random.js';
import type { FactSheet } from './facts.js';
import type { Offer } from './pair.js';

/** The same town kept without any cleverness: everything is judged again by the plain evaluator whenever asked. */
class Rebuilt {
  readonly offers = new Map<string, Offer>();
  readonly demands = new Map<string, FactSheet>();
  day = today;

  pairsOf(id: string): LivePair[] {
    const facts = this.demands.get(id);
    if (!facts) return [];
    return match(model, facts, [...this.offers.values()], this.day).pairs.map((pair) => ({
      tierKey: pair.tierKey,
      status: pair.status,
      hardMet: pair.hardMet,
      hardTotal: pair.hardTotal,
      hardUnknown: pair.hardUnknown,
      softMet: pair.softMet,
      softTotal: pair.softTotal,
      offerId: pair.offerId,
      offerNumber: pair.offerNumber,
      ranking: pair.ranking,
    }));
  }

  all(): Map<string, LivePair> {
    const pairs = [...this.demands.keys()].flatMap((id) =>
      this.pairsOf(id).map((pair) => [`${id} ${pair.offerId}`, pair] as const),
    );
    return new Map(pairs);
  }
}

type Edit = (random: Random, live: LiveMatch, rebuilt: Rebuilt) => PairChange[];

const someOffer = (random: Random): string => `o${random.int(0, 5)}`;
const someDemand = (random: Random): string => `d${random.int(0, 3)}`;

const edits: Readonly<Record<string, Edit>> = {
  offer: (random, live, { offers }) => {
    const offer = hostileOffer(random, someOffer(random));
    offers.set(offer.id, offer);
    return live.putOffer(offer);
  },
  criterion: (random, live, { offers }) => {
    const old = offers.get(someOffer(random));
    if (!old) return [];
    const offer = { ...old, criteria: [...old.criteria.slice(1), ...hostileOffer(random, '', 1).criteria] };
    offers.set(offer.id, offer);
    return live.putOffer(offer);
  },
  capacity: (random, live, { offers }) => {
    const old = offers.get(someOffer(random));
    if (!old) return [];
    const left = random.chance(0.3) ? [] : [capacityCriterion('amount', null, random.int(1, 9))];
    const offer = { ...old, criteria: [...old.criteria.filter(({ id }) => id !== CAPACITY), ...left] };
    offers.set(offer.id, offer);
    return live.putOffer(offer);
  },
  'offer off the shelf': (random, live, { offers }) => {
    const id = someOffer(random);
    offers.delete(id);
    return live.removeOffer(id);
  },
  demand: (random, live, { demands }) => {
    const [id, facts] = [someDemand(random), hostileSheet(random)];
    demands.set(id, facts);
    return live.putDemand(id, facts);
  },
  fact: (random, live, { demands }) => {
    const id = someDemand(random);
    const [key, fact] = random.pick(Object.entries(hostileSheet(random, 0.2)));
    const old = demands.get(id);
    const changes = { [key]: fact };
    if (old) demands.set(id, { ...old, ...changes });
    return live.changeFacts(id, changes);
  },
  'demand closed': (random, live, { demands }) => {
    const id = someDemand(random);
    demands.delete(id);
    return live.removeDemand(id);
  },
  day: (random, live, rebuilt) => {
    rebuilt.day = dayAt(dayNumber(rebuilt.day) + random.pick([1, 31, 100, 200, 400, -40]));
    return live.setDay(rebuilt.day);
  },
};

describe('a live match', () => {
  it('answers each edit with exactly the pairs that a rebuild would tell apart', () => {
    const moved = new Map<string, number>();
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = new Random(seed);
        const rebuilt = new Rebuilt();
        for (const offer of random.list(0, 4, (at) => hostileOffer(random, `o${at}`)))
          rebuilt.offers.set(offer.id, offer);
        const live = new LiveMatch(model, today, [...rebuilt.offers.values()]);
        for (const id of ['d0', 'd1']) {
          rebuilt.demands.set(id, hostileSheet(random));
          live.putDemand(id, rebuilt.demands.get(id) ?? {});
        }
        let before = rebuilt.all();
        for (let step = 0; step < 8; step++) {
          const name = random.pick(Object.keys(edits));
          const changes = (edits[name] as Edit)(random, live, rebuilt);
          const after = rebuilt.all();
          expect({ name, changes: told(changes) }).toEqual({ name, changes: told(difference(before, after)) });
          for (const id of rebuilt.demands.keys())
            expect(JSON.stringify(live.pairsOf(id))).toBe(JSON.stringify(rebuilt.pairsOf(id)));
          moved.set(name, (moved.get(name) ?? 0) + changes.length);
          before = after;
        }
      }),
      { numRuns: 1000 },
    );
    for (const name of Object.keys(edits)) expect([name, (moved.get(name) ?? 0) > 50]).toEqual([name, true]);
  });

  it('stays equal to a rebuild over a thousand edits in a row', () => {
    const random = new Random(7);
    const rebuilt = new Rebuilt();
    const live = new LiveMatch(model, today);
    let before = rebuilt.all();
    for (let step = 0; step < 1000; step++) {
      const changes = (edits[random.pick(Object.keys(edits))] as Edit)(random, live, rebuilt);
      const after = rebuilt.all();
      expect(told(changes)).toEqual(told(difference(before, after)));
      before = after;
    }
    for (const id of rebuilt.demands.keys()) expect(live.pairsOf(id)).toEqual(rebuilt.pairsOf(id));
  });
});

function difference(before: ReadonlyMap<string, LivePair>, after: ReadonlyMap<string, LivePair>): PairChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [demandId = '', offerId = ''] = key.split(' ');
    const [was, is] = [before.get(key) ?? null, after.get(key) ?? null];
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ demandId, offerId, before: was, after: is }];
  });
}

function told(changes: readonly PairChange[]): string[] {
  return changes
    .map(({ demandId, offerId, before, after }) => `${demandId} ${offerId} ${JSON.stringify([before, after])}`)
    .sort();
}
