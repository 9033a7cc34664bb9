import fc from 'fast-check';
import { complete } from '../fact-model.js';
import { factOf, known, type Known } from '../facts.js';
import { matchPair } from '../match-pair.js';
import { hostileOffer, hostileSheet } from '../spec/hostile-town.js';
import { isConfirmed } from '../shelf-openings.js';
import { criterion, model, offer, today } from '../spec/model.js';
import { Random } from '../spec/random.js';
import { amounts, guaranteeCodes, smallOffer, smallSheet, terms } from '../spec/small-town.js';
import { Reading } from './reading.js';
import { shelfChanges } from './shelf-changes.js';
import { CompiledShelf } from './shelf.js';
import type { FactSheet, FactValue } from '../facts.js';
import type { Offer } from '../pair.js';
import type { Change } from '../changes.js';
import type { Reach } from './passing.js';

/** A value a fact could be changed to, and those that change less the same way: all of them, not only the next. */
interface Trial {
  readonly name: string;
  readonly fact: FactValue;
  readonly less: readonly string[];
}

/** Everything that can be typed into the form, nearest first. */
function trialsOf(facts: FactSheet, key: string): Trial[] {
  const fact = factOf(facts, key);
  if (fact.state === 'unknown') return [];
  if (fact.kind === 'set') {
    const sets = guaranteeCodes.flatMap((a, at) => [[a], ...guaranteeCodes.slice(at + 1).map((b) => [a, b])]);
    return sets.map((flipped) => {
      const { has, unsure } = fact.value;
      const next = guaranteeCodes.filter((code) => has.includes(code) !== flipped.includes(code));
      return {
        name: flipped.join('+'),
        fact: known('set', { has: next, unsure: unsure.filter((code) => !flipped.includes(code)) }),
        less: flipped.length === 2 ? flipped : [],
      };
    });
  }
  if (fact.kind !== 'money' && fact.kind !== 'count') return [];
  const { kind, value: from } = fact;
  const all = kind === 'money' ? amounts : terms;
  return all
    .filter((value) => value !== from)
    .map((value) => {
      const nearer = all.filter((other) => other !== from && Math.abs(other - from) < Math.abs(value - from));
      const less = nearer.filter((other) => other < from === value < from).map(String);
      return { name: String(value), fact: known(kind, value), less };
    });
}

/** By trying everything: each change that opens an offer which no smaller one opens, with exactly what it opens. */
function bruteForce(offers: readonly Offer[], facts: FactSheet, reach: Reach, most: 1 | 2 = 2): string[] {
  const wanted = reach === 'eligible' ? ['eligible'] : ['eligible', 'incomplete'];
  const fitting = (changes: FactSheet): string[] => {
    const sheet = complete(model, { ...facts, ...changes });
    return offers.filter((offer) => wanted.includes(matchPair(model, offer, sheet, today).status)).map(({ id }) => id);
  };
  const now = fitting({});
  const seen = new Map<string, string[]>();
  const found: string[] = [];
  const tryIt = (name: string, changes: FactSheet, smaller: readonly string[]): void => {
    const then = fitting(changes);
    seen.set(name, then);
    const sooner = new Set([...now, ...smaller.flatMap((one) => seen.get(one) ?? [])]);
    if (then.some((id) => !sooner.has(id)))
      found.push(
        `${name}: ${then
          .filter((id) => !now.includes(id))
          .sort()
          .join()} / ${now
          .filter((id) => !then.includes(id))
          .sort()
          .join()}`,
      );
  };
  const keys = ['amount', 'term', 'guarantees'];
  const inOrder = (key: string): Trial[] => trialsOf(facts, key).sort((a, b) => a.less.length - b.less.length);
  for (const key of keys)
    for (const { name, fact, less } of inOrder(key))
      tryIt(
        `${key} ${name}`,
        { [key]: fact },
        less.map((one) => `${key} ${one}`),
      );
  if (most === 1) return found.sort();
  keys.forEach((first, at) => {
    for (const second of keys.slice(at + 1)) {
      for (const a of inOrder(first)) {
        for (const b of inOrder(second)) {
          const left = [...a.less, a.name].map((one) => `${first} ${one}`);
          const right = [...b.less, b.name].map((one) => `${second} ${one}`);
          const smaller = [...left, ...right, ...left.flatMap((l) => right.map((r) => `${l} & ${r}`))];
          const name = `${first} ${a.name} & ${second} ${b.name}`;
          tryIt(
            name,
            { [first]: a.fact, [second]: b.fact },
            smaller.filter((one) => one !== name),
          );
        }
      }
    }
  });
  return found.sort();
}

function nameOf(change: Change): string {
  if (change.kind === 'number') return `${change.factKey} ${change.to}`;
  if (change.kind === 'set') return `${change.factKey} ${[...change.add, ...change.remove].sort().join('+')}`;
  throw new Error(`no ${change.factKey} is chosen here`);
}

const never = criterion({ factKey: 'debt', op: 'lte', value: 0 });

describe('changes that open offers', () => {
  it('are all there are, exactly what they open, and nothing smaller opens it', () => {
    let [singles, pairs] = [0, 0];
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom<Reach>('eligible', 'incomplete'), (seed, reach) => {
        const random = new Random(seed);
        const offers = random.list(1, 4, (at) => smallOffer(random, `o${at}`));
        const facts = smallSheet(random);
        const shelf = new CompiledShelf(model, offers);
        const ids = (places: readonly number[]): string =>
          places
            .map((at) => shelf.offers[at]?.id ?? '')
            .sort()
            .join();
        const found = shelfChanges(Reading.of(shelf, facts, today), reach);
        singles += found.filter(({ changes }) => changes.length === 1).length;
        pairs += found.filter(({ changes }) => changes.length === 2).length;
        const said = found.map(
          ({ changes, opens, closes }) => `${changes.map(nameOf).join(' & ')}: ${ids(opens)} / ${ids(closes)}`,
        );
        expect(said.sort()).toEqual(bruteForce(offers, facts, reach));
        for (const change of found) expect(isConfirmed(shelf, facts, today, change, reach)).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(singles).toBeGreaterThan(500);
    expect(pairs).toBeGreaterThan(100);
  });

  it('are all there are of one fact when many offers hang on it, with tiers or without', () => {
    let [opened, closed] = [0, 0];
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom<Reach>('eligible', 'incomplete'), (seed, reach) => {
        const random = new Random(seed);
        const tiered = random.chance(0.5);
        const offers = random.list(100, 160, (at) => {
          const one = smallOffer(random, `o${at}`);
          return tiered ? one : { ...one, tiers: [] };
        });
        const facts = smallSheet(random);
        const shelf = new CompiledShelf(model, offers);
        const ids = (places: readonly number[]): string => places.map((at) => shelf.offers[at]?.id ?? '').sort().join(); // prettier-ignore
        const said = shelfChanges(Reading.of(shelf, facts, today), reach, 1).map(({ changes, opens, closes }) => {
          opened = Math.max(opened, opens.length);
          closed = Math.max(closed, closes.length);
          return `${changes.map(nameOf).join()}: ${ids(opens)} / ${ids(closes)}`;
        });
        expect(said.sort()).toEqual(bruteForce(offers, facts, reach, 1));
      }),
      { numRuns: 50 },
    );
    expect(Math.min(opened, closed)).toBeGreaterThan(16);
  });

  it('say “or less”, “or more” exactly where everything further opens the same offers too', () => {
    let [onwards, only] = [0, 0];
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = new Random(seed);
        const offers = random.list(1, 4, (at) => smallOffer(random, `o${at}`));
        const facts = smallSheet(random);
        const shelf = new CompiledShelf(model, offers);
        for (const change of shelfChanges(Reading.of(shelf, facts, today), 'eligible', 1)) {
          const [one] = change.changes;
          if (one?.kind !== 'number') continue;
          const further = (one.factKey === 'amount' ? amounts : terms).filter((value) =>
            one.to < one.from ? value < one.to : value > one.to,
          );
          const open = (value: number): boolean => {
            const becomes = { ...one.becomes, value } as Known;
            return isConfirmed(
              shelf,
              facts,
              today,
              { ...change, closes: [], changes: [{ ...one, becomes }] },
              'eligible',
            );
          };
          expect(change.onwards).toBe(further.every(open));
          if (change.onwards) onwards += 1;
          else only += 1;
        }
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(onwards, only)).toBeGreaterThan(100);
  });

  it('are not confirmed when they open less than is said, or lose what is not said', () => {
    const criteria = [criterion({ factKey: 'amount', op: 'lte', value: 3 })];
    const shelf = new CompiledShelf(model, [offer(criteria, [], 'P-1'), offer([...criteria, never], [], 'P-2')]);
    const facts: FactSheet = { amount: known('money', 5) };
    const [change] = shelfChanges(Reading.of(shelf, facts, today));
    expect(change).toMatchObject({ opens: [0], closes: [] });
    if (!change) return;
    expect(isConfirmed(shelf, facts, today, { ...change, opens: [0, 1] }, 'eligible')).toBe(false);
    expect(isConfirmed(shelf, facts, today, { ...change, closes: [1] }, 'eligible')).toBe(false);
  });

  it('are confirmed on the hostile town too', () => {
    let confirmed = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = new Random(seed);
        const shelf = new CompiledShelf(
          model,
          random.list(1, 12, (at) => hostileOffer(random, `o${at}`)),
        );
        const facts = hostileSheet(random, 0.1);
        for (const change of shelfChanges(Reading.of(shelf, facts, today))) {
          expect(isConfirmed(shelf, facts, today, change, 'eligible')).toBe(true);
          confirmed += 1;
        }
      }),
      { numRuns: 1000 },
    );
    expect(confirmed).toBeGreaterThan(300);
  });

  it('never touch what the owner cannot change', () => {
    const shelf = new CompiledShelf(model, [offer([criterion({ factKey: 'debt', op: 'lte', value: 100 })])]);
    expect(shelfChanges(Reading.of(shelf, { debt: known('ppm', 500) }, today))).toEqual([]);
  });
});
