import { Problem } from './problem.js';
import { defineMachine } from './state-machine.js';

const demand = defineMachine({
  name: 'demand',
  initial: 'draft',
  final: ['closed'],
  actions: {
    submit: { from: ['draft', 'returned'], to: 'submitted' },
    return: { from: ['submitted'], to: 'returned' },
    list: { from: ['submitted'], to: 'listed' },
    close: { from: ['draft', 'returned', 'listed'], to: 'closed' },
  },
});

describe('a machine', () => {
  it('knows its states', () => {
    expect(demand.initial).toBe('draft');
    expect(demand.states.toSorted()).toEqual(['closed', 'draft', 'listed', 'returned', 'submitted']);
    expect(demand.isFinal('closed')).toBe(true);
    expect(demand.isFinal('listed')).toBe(false);
  });
  it('knows what can be done where', () => {
    expect(demand.can('returned', 'submit')).toBe(true);
    expect(demand.can('listed', 'submit')).toBe(false);
    expect(demand.actionsFrom('submitted')).toEqual(['return', 'list']);
    expect(demand.actionsFrom('closed')).toEqual([]);
    expect(demand.actions.submit.from).toEqual(['draft', 'returned']);
  });
  it('says where an action leads, and refuses it elsewhere', () => {
    expect(demand.next('returned', 'submit')).toBe('submitted');
    expect(() => demand.next('closed', 'submit')).toThrow(
      expect.objectContaining({
        code: 'state-changed',
        params: { machine: 'demand', state: 'closed', action: 'submit' },
      }),
    );
    expect(() => demand.next('closed', 'submit')).toThrow(Problem);
  });
  it('refuses misspelt states and actions already when compiled', () => {
    // @ts-expect-error no such state
    expect(demand.can('listd', 'submit')).toBe(false);
    // @ts-expect-error no such action
    expect(() => demand.can('listed', 'submitt')).toThrow(TypeError);
  });
});

describe('defineMachine refuses', () => {
  const define = (final: string[], actions: Record<string, { from: string[]; to: string }>) => () =>
    defineMachine({ name: 'x', initial: 'a', final, actions });

  it('a source that nothing leads to', () =>
    expect(define(['c'], { go: { from: ['a', 'bb'], to: 'c' } })).toThrow('x: unknown or unreachable states: bb'));
  it('a final state that nothing leads to', () =>
    expect(define(['c', 'd'], { go: { from: ['a'], to: 'c' } })).toThrow('unreachable states: d'));
  it('states that only reach each other', () =>
    expect(
      define(['c'], { go: { from: ['a'], to: 'c' }, on: { from: ['p'], to: 'q' }, back: { from: ['q'], to: 'p' } }),
    ).toThrow('unreachable states: p, q'));
  it('a dead end that is not final', () =>
    expect(define(['c'], { go: { from: ['a'], to: 'c' }, stray: { from: ['a'], to: 'b' } })).toThrow(
      'states that lead to no final one: b',
    ));
  it('a circle without a way to an end', () =>
    expect(
      define(['c'], { go: { from: ['a'], to: 'c' }, enter: { from: ['a'], to: 'p' }, spin: { from: ['p'], to: 'p' } }),
    ).toThrow('states that lead to no final one: p'));
  it('a final state with a way out', () =>
    expect(define(['c'], { go: { from: ['a'], to: 'c' }, again: { from: ['c'], to: 'a' } })).toThrow(
      'final states with a way out: c',
    ));
  it('an action that starts nowhere', () =>
    expect(define(['c'], { go: { from: ['a'], to: 'c' }, never: { from: [], to: 'c' } })).toThrow(
      'actions that start nowhere: never',
    ));
});
