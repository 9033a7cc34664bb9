import { evaluate } from './evaluate.js';
import { known, unknown } from './facts.js';
import { metresBetween } from './metres.js';
import { criterion, model, today } from './spec/model.js';
import type { Op } from './criterion.js';
import type { Verdict } from './evaluate.js';
import type { FactValue, Known } from './facts.js';

function verdict(factKey: string, op: Op, value: unknown, fact: FactValue, not = false): Verdict {
  return evaluate(model, criterion({ factKey, op, value, not }), { [factKey]: fact }, today);
}
const set = (has: string[], unsure: string[] = []): Known => known('set', { has, unsure });
const site = { lat: 24.88, lng: 118.67 };
/** One degree of latitude on the sphere is 111 195 m. */
const kmNorth = (km: number) => known('place', { lat: site.lat + km / 111.195, lng: site.lng });

type Row = [string, Op, unknown, Known, 'met' | 'not-met' | 'unknown', [number, string]?];

const rows: Row[] = [
  ['amount', 'lte', 300, known('money', 300), 'met'],
  ['amount', 'lte', 300, known('money', 301), 'not-met', [1, 'fen']],
  ['amount', 'gte', 300, known('money', 300), 'met'],
  ['amount', 'gte', 300, known('money', 299), 'not-met', [1, 'fen']],
  ['amount', 'between', { from: 50, to: 300 }, known('money', 50), 'met'],
  ['amount', 'between', { from: 50, to: 300 }, known('money', 300), 'met'],
  ['amount', 'between', { from: 50, to: 300 }, known('money', 49), 'not-met', [1, 'fen']],
  ['amount', 'between', { from: 50, to: 300 }, known('money', 305), 'not-met', [5, 'fen']],
  ['amount', 'between', { from: 300, to: 50 }, known('money', 60), 'not-met'],
  ['amount', 'eq', 300, known('money', 300), 'met'],
  ['amount', 'eq', 300, known('money', 310), 'not-met', [10, 'fen']],
  ['term', 'in', [12, 36], known('count', 36), 'met'],
  ['term', 'in', [12, 36], known('count', 24), 'not-met', [12, 'month']],
  ['debt', 'lte', 600_000, known('ppm', 600_000), 'met'],
  ['debt', 'lte', 600_000, known('ppm', 632_000), 'not-met', [32_000, 'ppm']],
  ['grade', 'gte', 'B', known('grade', 'A'), 'met'],
  ['grade', 'gte', 'B', known('grade', 'B'), 'met'],
  ['grade', 'gte', 'B', known('grade', 'C'), 'not-met', [2, 'grade']],
  ['grade', 'in', ['A', 'C'], known('grade', 'B'), 'not-met', [1, 'grade']],
  ['industry', 'under', ['39', '26'], known('code', '3911'), 'met'],
  ['industry', 'under', ['39', '26'], known('code', '39'), 'met'],
  ['industry', 'under', ['391'], known('code', '39'), 'not-met'],
  ['industry', 'in', ['39', '26'], known('code', '3911'), 'not-met'],
  ['industry', 'eq', '39', known('code', '39'), 'met'],
  ['first', 'eq', true, known('flag', false), 'not-met'],
  ['first', 'eq', false, known('flag', false), 'met'],
  ['papers', 'any-of', ['p', 'q'], set(['q']), 'met'],
  ['papers', 'any-of', ['p', 'q'], set(['r']), 'not-met', [1, 'member']],
  ['papers', 'any-of', ['p', 'q'], set(['r'], ['p']), 'unknown'],
  ['papers', 'any-of', [], set(['p']), 'not-met'],
  ['papers', 'all-of', ['p', 'q'], set(['p', 'q']), 'met'],
  ['papers', 'all-of', ['p', 'q'], set(['p'], ['q']), 'unknown'],
  ['papers', 'all-of', ['p', 'q'], set([], ['q']), 'not-met', [2, 'member']],
  ['papers', 'all-of', [], set([]), 'met'],
  ['papers', 'at-least', { count: 2, of: ['p', 'q', 'r'] }, set(['p', 'r']), 'met'],
  ['papers', 'at-least', { count: 2, of: ['p', 'q', 'r'] }, set(['p'], ['r']), 'unknown'],
  ['papers', 'at-least', { count: 2, of: ['p', 'q', 'r'] }, set([], ['r']), 'not-met', [2, 'member']],
  ['papers', 'at-least', { count: 3, of: ['p', 'q'] }, set(['p', 'q']), 'not-met'],
  ['founded', 'older-than', 24, known('day', '2024-11-23'), 'met'],
  ['founded', 'older-than', 24, known('day', '2024-11-24'), 'not-met', [1, 'day']],
  ['founded', 'older-than', 24, known('day', '2025-02-05'), 'not-met', [74, 'day']],
  ['founded', 'older-than', 0, known('day', '2026-11-24'), 'not-met', [1, 'day']],
  ['founded', 'lte', '2020-01-01', known('day', '2020-01-01'), 'met'],
  ['founded', 'lte', '2020-01-01', known('day', '2020-01-03'), 'not-met', [2, 'day']],
  ['site', 'within-km', { ...site, km: 5 }, kmNorth(5), 'met'],
  ['site', 'within-km', { ...site, km: 5 }, kmNorth(5.001), 'not-met', [1, 'metre']],
];

describe.each(rows)('%s %s %j of %j', (factKey, op, value, fact, result, shortfall) => {
  it(`is ${result}`, () => {
    const found = verdict(factKey, op, value, fact);
    expect(found.result).toBe(result);
    expect(found.shortfall).toEqual(shortfall && { amount: shortfall[0], unit: shortfall[1] });
  });

  it('turns round under not, unless unknown', () => {
    const turned = { met: 'not-met', 'not-met': 'met', unknown: 'unknown' }[result];
    expect(verdict(factKey, op, value, fact, true).result).toBe(turned);
  });

  it.each(['absent', 'expired', 'disputed', 'undecided'] as const)('is unknown when the fact is %s', (why) => {
    expect(verdict(factKey, op, value, unknown(why)).result).toBe('unknown');
    expect(verdict(factKey, op, value, unknown(why), true).result).toBe('unknown');
  });
});

describe('the smallest move under not', () => {
  it.each([
    ['amount', 'lte', 300, known('money', 300), [1, 'fen']],
    ['amount', 'gte', 300, known('money', 305), [6, 'fen']],
    ['amount', 'between', { from: 50, to: 300 }, known('money', 60), [11, 'fen']],
    ['amount', 'eq', 300, known('money', 300), [1, 'fen']],
    ['grade', 'gte', 'B', known('grade', 'A'), [2, 'grade']],
    ['papers', 'any-of', ['p', 'q'], set(['p', 'q', 'r']), [2, 'member']],
    ['papers', 'all-of', ['p', 'q'], set(['p', 'q', 'r']), [1, 'member']],
  ] as const)('of %s %s %j', (factKey, op, value, fact, [amount, unit]) => {
    expect(verdict(factKey, op, value, fact, true).shortfall).toEqual({ amount, unit });
  });

  it('is none where no grade is left, and none where only the past would do', () => {
    expect(verdict('grade', 'gte', 'D', known('grade', 'A'), true)).not.toHaveProperty('shortfall');
    const young = verdict('founded', 'older-than', 12, known('day', '2020-01-01'), true);
    expect(young.result).toBe('not-met');
    expect(young).not.toHaveProperty('settlesOn');
  });
});

describe('verdict', () => {
  it('tells the day on which time will meet it, at the end of a shorter month', () => {
    const found = verdict('founded', 'older-than', 18, known('day', '2025-08-31'));
    expect(found.settlesOn).toBe('2027-02-28');
    expect(found.measured).toEqual({ amount: 14, unit: 'month' });
  });

  it('carries what the criterion says, and nothing that it does not', () => {
    const reason = { zh: '省内', en: 'in the province' };
    const given = criterion({
      factKey: 'amount',
      op: 'lte',
      value: 3,
      hard: false,
      weight: 2,
      groupKey: 'g/1',
      reason,
    });
    expect(evaluate(model, given, {}, today)).toEqual({
      criterionId: 'amount-lte',
      factKey: 'amount',
      op: 'lte',
      not: false,
      expected: 3,
      actual: unknown('absent'),
      result: 'unknown',
      changeable: true,
      hard: false,
      weight: 2,
      group: 'g/1',
      reason,
    });
  });

  it('refuses a criterion that does not fit its fact', () => {
    expect(() => verdict('nothing', 'lte', 1, known('money', 1))).toThrow('no fact nothing');
    expect(() => verdict('amount', 'lte', 1, known('count', 1))).toThrow('amount is a money');
    expect(() => verdict('amount', 'any-of', ['a'], known('money', 1))).toThrow('where a set is compared');
    expect(() => verdict('grade', 'gte', 'Z', known('grade', 'A'))).toThrow('no grade Z');
  });

  it('measures distance on the sphere', () => {
    // Quanzhou to Xiamen, about 70 km as the crow flies.
    const metres = metresBetween({ lat: 24.8741, lng: 118.6757 }, { lat: 24.4798, lng: 118.0894 });
    expect(metres).toBeGreaterThan(73_000);
    expect(metres).toBeLessThan(74_000);
    expect(metresBetween({ lat: 0, lng: 0 }, { lat: 0, lng: 180 })).toBe(20_015_115);
  });
});
