import fc from 'fast-check';
import { highsSolver } from '../../platform/solver/highs.js';
import { bruteForce } from './spec/brute-force.js';
import { instances } from './spec/arbitraries.js';
import { demand, programme } from './spec/examples.js';
import { pinConflict } from './pin-conflict.js';
import { usualLimits } from './plan-classes.js';
import { usualRules, type PlanInstance } from './instance.js';
import type { Solver } from './mip.js';

let solver: Solver;

beforeAll(async () => {
  solver = await highsSolver({ seconds: 3600, cancelled: () => false });
});

/** Skips the case where trying everything would take minutes. */
const possible = (instance: PlanInstance): boolean => {
  const best = bruteForce({ ...instance, rules: { ...instance.rules, goals: ['seats'] } });
  fc.pre(best !== 'too-many');
  return best !== null;
};

describe('pins that contradict each other', () => {
  it('are a smallest set: all of them cannot be kept, all but any one can', () => {
    let found = 0;
    fc.assert(
      fc.property(
        instances(6).filter(({ pins }) => pins.length > 0),
        (instance) => {
          const conflict = pinConflict(instance, solver, usualLimits);
          expect(conflict === null).toBe(possible(instance));
          if (conflict === null) return;
          found += 1;
          const { pins, exclusions } = conflict;
          expect(pins.length).toBeGreaterThan(0);
          expect(possible({ ...instance, ...conflict })).toBe(false);
          for (const one of pins)
            expect(possible({ ...instance, exclusions, pins: pins.filter((pin) => pin !== one) })).toBe(true);
          for (const one of exclusions)
            expect(possible({ ...instance, pins, exclusions: exclusions.filter((out) => out !== one) })).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
    expect(found).toBeGreaterThan(4);
  });

  it('leaves out what has nothing to do with it', () => {
    const asked = ['a', 'b', 'c'].map((id) => demand({ id, seats: 25 }));
    const instance: PlanInstance = {
      demands: asked,
      programmes: [programme({ capacity: 25 })],
      rules: usualRules,
      pins: ['a', 'b'].map((id) => ({ kind: 'demand', demand: id })),
      exclusions: [{ kind: 'demand', demand: 'c' }],
    };
    expect(pinConflict(instance, solver, usualLimits)).toEqual({ pins: instance.pins, exclusions: [] });
    const closed: PlanInstance = {
      ...instance,
      pins: [{ kind: 'demand', demand: 'a' }],
      exclusions: [...instance.exclusions, { kind: 'class', college: 'liming', programme: 'programme', start: null }],
    };
    expect(pinConflict(closed, solver, usualLimits)).toEqual({
      pins: closed.pins,
      exclusions: closed.exclusions.slice(1),
    });
  });
});
