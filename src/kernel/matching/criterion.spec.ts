import { checkCriterion } from './criterion.js';
import { criterion, model } from './spec/model.js';

describe('checkCriterion', () => {
  it.each([
    [[], { factKey: 'amount', op: 'lte', value: 0 }],
    [[], { factKey: 'amount', op: 'between', value: { from: 5, to: 5 } }],
    [[], { factKey: 'grade', op: 'between', value: { from: 'C', to: 'A' } }],
    [[], { factKey: 'industry', op: 'under', value: ['39'] }],
    [[], { factKey: 'founded', op: 'older-than', value: 0 }],
    [[], { factKey: 'founded', op: 'gte', value: '2024-02-29' }],
    [[], { factKey: 'papers', op: 'at-least', value: { count: 2, of: ['p', 'q'] }, groupKey: 'ip/1' }],
    [[], { factKey: 'first', op: 'eq', value: false, hard: false, weight: 3 }],
    [['fact-unknown'], { factKey: 'height', op: 'lte', value: 1 }],
    [['op-does-not-fit'], { factKey: 'amount', op: 'any-of', value: ['a'] }],
    [['op-does-not-fit'], { factKey: 'papers', op: 'under', value: ['p'] }],
    [['value-does-not-fit'], { factKey: 'amount', op: 'lte', value: 1.5 }],
    [['value-does-not-fit'], { factKey: 'amount', op: 'lte', value: '300' }],
    [['value-does-not-fit'], { factKey: 'founded', op: 'lte', value: '2026-02-29' }],
    [['value-does-not-fit'], { factKey: 'founded', op: 'older-than', value: -1 }],
    [['value-does-not-fit'], { factKey: 'site', op: 'within-km', value: { lat: 91, lng: 0, km: 1 } }],
    [['value-does-not-fit'], { factKey: 'site', op: 'within-km', value: { lat: 1, lng: 0, km: 0 } }],
    [['code-unknown'], { factKey: 'grade', op: 'gte', value: 'E' }],
    [['code-unknown'], { factKey: 'papers', op: 'any-of', value: ['p', 'z'] }],
    [['list-empty'], { factKey: 'papers', op: 'any-of', value: [] }],
    [['list-repeats'], { factKey: 'papers', op: 'all-of', value: ['p', 'p'] }],
    [['range-reversed'], { factKey: 'amount', op: 'between', value: { from: 6, to: 5 } }],
    [['range-reversed'], { factKey: 'grade', op: 'between', value: { from: 'A', to: 'C' } }],
    [['count-out-of-reach'], { factKey: 'papers', op: 'at-least', value: { count: 3, of: ['p', 'q'] } }],
    [['count-out-of-reach'], { factKey: 'papers', op: 'at-least', value: { count: 0, of: ['p', 'q'] } }],
    [['weight-does-not-fit'], { factKey: 'amount', op: 'lte', value: 1, weight: 1 }],
    [['weight-does-not-fit'], { factKey: 'amount', op: 'lte', value: 1, hard: false }],
    [['weight-does-not-fit'], { factKey: 'amount', op: 'lte', value: 1, hard: false, weight: 0 }],
    [['group-key-malformed'], { factKey: 'amount', op: 'lte', value: 1, groupKey: 'a/b/c' }],
    [['group-key-malformed'], { factKey: 'amount', op: 'lte', value: 1, groupKey: '' }],
  ] as const)('answers %j for %j', (problems, given) => {
    expect(checkCriterion(model, criterion(given as Parameters<typeof criterion>[0]))).toEqual(problems);
  });
});
