import fc from 'fast-check';
import { evaluate } from './evaluate.js';
import { complete } from './fact-model.js';
import { known } from './facts.js';
import { match, whatIf } from './match.js';
import { addMonths, dayAt, dayNumber } from './months.js';
import { openings } from './openings.js';
import { matchPair } from './match-pair.js';
import { comparePairs, standingOf } from './pair.js';
import { criteria, offers, sheets } from './spec/arbitraries.js';
import { model, today } from './spec/model.js';
import { anniversary, naiveLeaf, naivePair } from './spec/naive.js';
import { unitsOf } from './units.js';
import type { Criterion } from './criterion.js';
import type { FactSheet } from './facts.js';
import type { PairResult } from './pair.js';

const runs = { numRuns: 2000 };
const pairOf = (offer: Parameters<typeof matchPair>[1], facts: FactSheet, on = today): PairResult =>
  matchPair(model, offer, complete(model, facts), on);
const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length });

describe('against the naive evaluator', () => {
  it('gives the same verdict', () => {
    fc.assert(
      fc.property(criteria, sheets, (criterion, { part }) => {
        const sheet = complete(model, part);
        const naive = naiveLeaf(criterion, sheet, today);
        const expected = naive === null ? 'unknown' : naive ? 'met' : 'not-met';
        expect(evaluate(model, criterion, sheet, today).result).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  it('gives the same status, counts, soft weight and tier', () => {
    fc.assert(
      fc.property(offers(), sheets, (offer, { part }) => {
        const { status, hardMet: met, hardTotal: total, softMet: soft, tierKey: tier } = pairOf(offer, part);
        expect({ status, met, total, soft, tier }).toEqual(naivePair(offer, part, today));
      }),
      { numRuns: 3000 },
    );
  });

  it('adds months as the table of months does', () => {
    const days = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2040-12-31') }).map(dayAt);
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 400 }), (day, months) => {
        expect(addMonths(day, months)).toBe(anniversary(day, months));
      }),
      runs,
    );
  });
});

describe('invariants', () => {
  it('loses no met verdict when a bound is loosened', () => {
    fc.assert(
      fc.property(criteria, sheets, fc.integer({ min: 0, max: 4 }), (criterion, { part }, by) => {
        const sheet = complete(model, part);
        const strict = { ...criterion, not: false };
        fc.pre(evaluate(model, strict, sheet, today).result === 'met');
        expect(evaluate(model, loosened(strict, by), sheet, today).result).toBe('met');
      }),
      runs,
    );
  });

  it('does not depend on the order of offers, tiers or criteria', () => {
    const mixed = fc
      .array(offers(), { minLength: 1, maxLength: 4 })
      .chain((list) => fc.tuple(fc.constant(list), shuffled(list)))
      .chain(([list, moved]) => {
        const inner = moved.map((offer) =>
          fc
            .tuple(shuffled(offer.criteria), shuffled(offer.tiers))
            .map(([own, tiers]) => ({ ...offer, criteria: own, tiers })),
        );
        return fc.tuple(fc.constant(list), fc.tuple(...inner));
      });
    fc.assert(
      fc.property(mixed, sheets, ([list, moved], { part }) => {
        const essence = (all: typeof list): unknown =>
          match(model, part, all, today).pairs.map((pair) => ({ ...pair, units: [], tiers: [] }));
        expect(essence(moved)).toEqual(essence(list));
      }),
      { numRuns: 1000 },
    );
  });

  it('never takes back a decided verdict or unit when more becomes known', () => {
    fc.assert(
      fc.property(fc.array(criteria, { maxLength: 6 }), sheets, (list, { full, part }) => {
        const judge = (facts: FactSheet) =>
          unitsOf(list.map((one) => evaluate(model, one, complete(model, facts), today)));
        const after = judge(decided(full));
        judge(part).forEach((unit, at) => {
          if (unit.result !== 'unknown') expect(after[at]?.result).toBe(unit.result);
          unit.branches.flat().forEach(({ criterionId, result }) => {
            const later = after[at]?.branches.flat().find((verdict) => verdict.criterionId === criterionId);
            if (result !== 'unknown') expect(later?.result).toBe(result);
          });
        });
      }),
      runs,
    );
  });

  it('derives status and counts from the stored verdicts alone', () => {
    fc.assert(
      fc.property(offers(), sheets, (offer, { part }) => {
        const pair = pairOf(offer, part);
        const stored = JSON.parse(JSON.stringify(pair.units)) as PairResult['units'];
        expect(pair).toMatchObject(standingOf(stored));
        expect(unitsOf(pair.units.flatMap(({ branches }) => branches.flat())).length).toBeLessThanOrEqual(
          stored.length,
        );
      }),
      runs,
    );
  });

  it('ranks by a total order', () => {
    fc.assert(
      fc.property(fc.array(offers(2), { minLength: 3, maxLength: 3 }), sheets, (three, { part }) => {
        const [a, b, c] = three.map((one) => pairOf(one, part)) as [PairResult, PairResult, PairResult];
        expect(Math.sign(comparePairs(a, b))).toBe(-Math.sign(comparePairs(b, a)) || 0);
        if (comparePairs(a, b) < 0 && comparePairs(b, c) < 0) expect(comparePairs(a, c)).toBeLessThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('says a shortfall exactly when a number, grade, member or age falls short, and it is what is missing', () => {
    fc.assert(
      fc.property(criteria, sheets, (criterion, { full }) => {
        fc.pre(criterion.factKey === 'amount');
        const verdict = evaluate(model, criterion, complete(model, full), today);
        const at = full['amount']?.state === 'known' ? Number(full['amount'].value) : 0;
        const meets = (value: number): boolean =>
          evaluate(model, criterion, { amount: known('money', value) }, today).result === 'met';
        const distance = [...Array(20).keys()].find((away) => meets(at - away) || meets(at + away));
        expect(verdict.shortfall?.amount ?? 0).toBe(distance);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('openings', () => {
  it('open what they say, with nothing smaller that does', () => {
    let near = 0;
    fc.assert(
      fc.property(offers(2), sheets, (offer, { part }) => {
        const pair = pairOf(offer, part);
        const found = openings(model, part, offer, today);
        if (pair.status === 'eligible' || pair.status === 'incomplete') expect(found).toEqual([]);
        if (pair.status === 'near') near += 1;
        for (const opening of found) {
          const wanted = opening.reaches === 'eligible' ? ['eligible'] : ['eligible', 'incomplete'];
          const opens = (changes: FactSheet, on = today): boolean =>
            wanted.includes(pairOf(offer, { ...part, ...changes }, on).status);
          checkOpening(opening, part, opens);
        }
      }),
      { numRuns: 4000 },
    );
    expect(near).toBeGreaterThan(200);
  });

  it('are found for a near pair whenever some amount would do', () => {
    fc.assert(
      fc.property(offers(2), sheets, (offer, { part }) => {
        const pair = pairOf(offer, part);
        const misses = pair.units
          .flatMap(({ branches }) => branches.flat())
          .filter(({ result }) => result === 'not-met');
        fc.pre(pair.status === 'near' && misses.length === 1 && ['amount', 'ratio'].includes(misses[0]?.factKey ?? ''));
        const would = [...Array(60).keys()].some(
          (n) => pairOf(offer, { ...part, amount: known('money', n + 1) }).status === 'eligible',
        );
        const found = openings(model, part, offer, today); // another tier may open by its term
        expect(found.some((one) => one.kind === 'number' && one.factKey === 'amount')).toBe(would);
      }),
      { numRuns: 1000 },
    );
  });

  it('are what a trial shows', () => {
    fc.assert(
      fc.property(offers(2), sheets, (offer, { part }) => {
        for (const opening of openings(model, part, offer, today)) {
          if (opening.kind !== 'number') continue;
          const kind = opening.factKey === 'amount' ? 'money' : 'count';
          const changes = { [opening.factKey]: known(kind, opening.to) };
          const { moves } = whatIf(model, part, changes, [offer], today);
          expect(moves).toHaveLength(1);
          expect(moves[0]?.offerId).toBe(offer.id);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function checkOpening(
  opening: ReturnType<typeof openings>[number],
  facts: FactSheet,
  opens: (changes: FactSheet, on?: string) => boolean,
): void {
  if (opening.kind === 'wait') {
    expect(opens({}, opening.on)).toBe(true);
    for (let day = dayNumber(today) + 1; day < dayNumber(opening.on); day += 1)
      expect(opens({}, dayAt(day))).toBe(false);
  } else if (opening.kind === 'number') {
    const kind = opening.factKey === 'amount' ? 'money' : 'count';
    const open = (value: number): boolean => opens({ [opening.factKey]: known(kind, value) });
    const tried = kind === 'money' ? [...Array(60).keys()].map((n) => n + 1) : [3, 6, 12, 24, 36];
    expect(open(opening.to)).toBe(true);
    const away = Math.abs(opening.to - opening.from);
    for (const value of tried) {
      if (Math.abs(value - opening.from) < away) expect(open(value)).toBe(false);
      const below = opening.least === null || value >= opening.least;
      const above = opening.most === null || value <= opening.most;
      if (below && above) expect(open(value)).toBe(true);
    }
  } else if (opening.kind === 'set') {
    const members = facts[opening.factKey];
    if (members?.state !== 'known' || members.kind !== 'set') throw new Error('a set was changed that is not known');
    const size = opening.add.length + opening.remove.length;
    const { has, unsure } = members.value;
    for (let mask = 0; mask < 16; mask += 1) {
      const flipped = ['a', 'b', 'c', 'd'].filter((_, bit) => mask & (1 << bit));
      const next = [...has.filter((code) => !flipped.includes(code)), ...flipped.filter((code) => !has.includes(code))];
      const sure = known('set', { has: next, unsure: unsure.filter((code) => !flipped.includes(code)) });
      const said = [...opening.add, ...opening.remove].sort().join() === flipped.join();
      if (flipped.length < size) expect(opens({ [opening.factKey]: sure })).toBe(false);
      if (said) expect(opens({ [opening.factKey]: sure })).toBe(true);
    }
  }
}

function decided(full: FactSheet): FactSheet {
  const entries = Object.entries(full).map(([key, fact]) => {
    if (fact.state === 'unknown' || fact.kind !== 'set') return [key, fact];
    const [first] = fact.value.unsure;
    return [key, known('set', { has: [...fact.value.has, ...(first === undefined ? [] : [first])], unsure: [] })];
  });
  return Object.fromEntries(entries) as FactSheet;
}

function loosened(criterion: Criterion, by: number): Criterion {
  const { op, value, factKey } = criterion;
  const step = factKey === 'debt' || factKey === 'ratio' ? by * 100_000 : by;
  const grades = 'DCMBA';
  const move = (bound: number | string, steps: number): number | string =>
    typeof bound === 'number'
      ? bound + steps
      : (grades[Math.max(0, Math.min(4, grades.indexOf(bound) + Math.sign(steps)))] ?? bound);
  switch (op) {
    case 'lte':
      return { ...criterion, op, value: move(value, step) };
    case 'gte':
      return { ...criterion, op, value: move(value, -step) };
    case 'between':
      return { ...criterion, op, value: { from: move(value.from, -step), to: move(value.to, step) } };
    case 'at-least':
      return { ...criterion, op, value: { ...value, count: value.count - by } };
    case 'all-of':
      return { ...criterion, op, value: value.slice(by) };
    case 'older-than':
      return { ...criterion, op, value: Math.max(0, value - by) };
    case 'in':
    case 'under':
    case 'any-of':
      return { ...criterion, value: [...value, '27', 'd', 'r'] } as Criterion;
    case 'eq':
    case 'within-km':
      return criterion;
  }
}
