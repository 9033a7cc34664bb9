import fc from 'fast-check';
import { Random } from '../matching/spec/random.js';
import { assign, type AssignAnswer, type SideAnswer } from './assign.js';
import type { AssignInstance } from './read-market.js';
import { stabilityChecker } from './stability.js';
import { allStable, shuffled, smallTown, withTies, type Town } from './spec/towns.js';

const runs = { numRuns: 1500 };
const checkStability = (lists: AssignInstance, pairs: readonly (readonly [number, number])[]) =>
  stabilityChecker(lists)(pairs);
const answerOf = (instance: AssignInstance, seed = 1): AssignAnswer => {
  const { answer, found } = assign(instance, seed);
  if (!answer) throw new Error(JSON.stringify(found));
  return answer;
};
const hospitalsOf = ({ pairs }: SideAnswer, residents: number): number[] => {
  const of = Array.from({ length: residents }, () => -1);
  for (const [r, h] of pairs) of[r] = h;
  return of;
};
const otherOf = (answer: AssignAnswer): SideAnswer => answer.hospitalOptimal as SideAnswer;
const property = (check: (random: Random) => void): void =>
  fc.assert(
    fc.property(fc.integer(), (seed) => check(new Random(seed))),
    runs,
  );

describe('two-sided assignment', () => {
  it('finds the best stable matching of either side among all there are', () => {
    let several = 0;
    property((random) => {
      const town = smallTown(random);
      const all = allStable(town);
      const rank = (r: number, h: number) => (h < 0 ? Infinity : (town.residents[r] ?? []).indexOf(h));
      const pick = (better: 1 | -1) =>
        town.residents.map((_, r) =>
          all.map((one) => one[r] ?? -1).reduce((a, b) => ((rank(r, b) - rank(r, a)) * better < 0 ? b : a)),
        );
      const answer = answerOf(town);
      expect(all.length).toBeGreaterThan(0);
      expect(hospitalsOf(answer.residentOptimal, town.residents.length)).toEqual(pick(1));
      expect(hospitalsOf(otherOf(answer), town.residents.length)).toEqual(pick(-1));
      expect(answer.found).toEqual([]);
      if (all.length > 1) several++;
    });
    expect(several).toBeGreaterThan(50);
  });

  it('places the same people and fills the same places whichever side asks (rural hospitals)', () => {
    property((random) => {
      const answer = answerOf(smallTown(random, 14));
      const filled = (side: SideAnswer) => side.pairs.map(([, h]) => h).toSorted((a, b) => a - b);
      expect(otherOf(answer).unmatched).toEqual(answer.unmatched);
      expect(filled(otherOf(answer))).toEqual(filled(answer));
      expect(answer.blockingPairs).toEqual([]);
      expect(otherOf(answer).blockingPairs).toEqual([]);
    });
  });

  it('does not depend on how residents and hospitals are numbered', () => {
    property((random) => {
      const town = smallTown(random, 10);
      const people = shuffled(random, [...town.residents.keys()]);
      const houses = shuffled(random, [...town.hospitals.keys()]);
      const moved: Town = {
        residents: people.map((r) => (town.residents[r] ?? []).map((h) => houses.indexOf(h))),
        hospitals: houses.map((h) => (town.hospitals[h] ?? []).map((r) => people.indexOf(r))),
        capacities: houses.map((h) => town.capacities[h] ?? 0),
      };
      const back = (side: SideAnswer) =>
        side.pairs.map(([r, h]) => [people[r] ?? -1, houses[h] ?? -1] as const).toSorted(([a], [b]) => a - b);
      const [one, other] = [answerOf(town), answerOf(moved)];
      expect(back(other)).toEqual(one.pairs);
      expect(back(otherOf(other))).toEqual(otherOf(one).pairs);
    });
  });

  it('gives no resident a better place for a false list, while hospitals can gain', () => {
    let gains = 0;
    property((random) => {
      const town = smallTown(random, 5);
      const honest = hospitalsOf(answerOf(town), town.residents.length);
      const others = hospitalsOf(otherOf(answerOf(town)), town.residents.length);
      const liar = random.int(0, Math.max(0, town.residents.length - 1));
      const list = town.residents[liar] ?? [];
      const worth = (h: number) => (h < 0 ? Infinity : list.indexOf(h));
      for (let lie = 0; lie < 4; lie++) {
        const told = town.residents.map((one, r) => (r === liar ? random.some(shuffled(random, one), 0.8) : one));
        const answer = answerOf({ ...town, residents: told });
        expect(worth(hospitalsOf(answer, told.length)[liar] ?? -1)).toBeGreaterThanOrEqual(worth(honest[liar] ?? -1));
        const gained = worth(hospitalsOf(otherOf(answer), told.length)[liar] ?? -1) < worth(others[liar] ?? -1);
        if (gained) gains++;
      }
    });
    expect(gains).toBeGreaterThan(0);
  });

  it('harms no resident by one more place', () => {
    property((random) => {
      const town = smallTown(random, 10);
      const more = town.capacities.map((places, h) => (h === 0 ? places + 1 : places));
      const [before, after] = [town, { ...town, capacities: more }].map((one) =>
        hospitalsOf(answerOf(one), one.residents.length),
      );
      const worth = (r: number, h = -1) => (h < 0 ? Infinity : (town.residents[r] ?? []).indexOf(h));
      for (const r of town.residents.keys()) expect(worth(r, after?.[r])).toBeLessThanOrEqual(worth(r, before?.[r]));
    });
  });

  it('breaks ties by a lottery that anybody can draw again, and is stable for the lists as given', () => {
    let decided = 0;
    property((random) => {
      const town = smallTown(random, 8);
      const tied = {
        residents: withTies(random, town.residents),
        hospitals: withTies(random, town.hospitals),
        capacities: town.capacities,
      };
      const answer = answerOf(tied, 7);
      expect(answerOf(tied, 7)).toEqual(answer);
      expect(answer.blockingPairs).toEqual([]);
      const { lottery } = answer;
      if (lottery) {
        expect(lottery.residents.toSorted((a, b) => a - b)).toEqual([...town.residents.keys()]);
        const strict = (lists: (number | number[])[][], numbers: readonly number[]) =>
          lists.map((list) =>
            list.flatMap((one) => [one].flat().toSorted((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0))),
          );
        const drawn = answerOf({
          residents: strict(tied.residents, lottery.hospitals),
          hospitals: strict(tied.hospitals, lottery.residents),
          capacities: tied.capacities,
        });
        expect(drawn.pairs).toEqual(answer.pairs);
        if (String(answerOf(tied, 8).pairs) !== String(answer.pairs)) decided++;
      }
    });
    expect(decided).toBeGreaterThan(20);
  });

  it('leaves out what names nobody, stands twice or is one-sided, and tells it; the rest is matched as if it were not there', () => {
    property((random) => {
      const town = smallTown(random, 8);
      const [people, houses] = [town.residents.length, town.hospitals.length];
      const soil = (list: readonly number[], junk: readonly unknown[]): unknown[] => {
        const dirty: unknown[] = [...list];
        for (const bad of random.some(junk, 0.5)) dirty.splice(random.int(0, dirty.length), 0, bad);
        return list[0] !== undefined && random.chance(0.3) ? [...dirty, list[0]] : dirty;
      };
      const answer = answerOf({
        ...town,
        residents: town.residents.map((list) => soil(list, [houses, -1, 0.5, '0', null])),
        hospitals: town.hospitals.map((list) => soil(list, [people + 3, NaN, {}])),
      });
      expect(answer.pairs).toEqual(answerOf(town).pairs);
      expect(answer.found.every(({ code }) => code === 'unknown-index' || code === 'duplicate')).toBe(true);
    });
  });
});

describe('instances that are not as they should be', () => {
  it('are told entry by entry', () => {
    const { answer, found } = assign(
      {
        residents: [[0, 9, 0], [1], 'all'],
        hospitals: [
          [0, 1],
          [1, [2, 0]],
        ],
        capacities: [1, 1, 4],
      },
      1,
    );
    expect(answer?.pairs).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(answer?.unmatched).toEqual([2]);
    expect(found).toHaveLength(7);
    expect(found).toEqual(
      expect.arrayContaining([
        { at: 'capacities[2]', code: 'capacity-of-nobody', value: 4 },
        { at: 'residents[0][1]', code: 'unknown-index', value: 9 },
        { at: 'residents[0][2]', code: 'duplicate', value: 0 },
        { at: 'residents[2]', code: 'not-a-list', value: 'all' },
        { at: 'hospitals[0]', code: 'one-sided', value: 1 },
        { at: 'hospitals[1]', code: 'one-sided', value: 0 },
        { at: 'hospitals[1]', code: 'one-sided', value: 2 },
      ]),
    );
  });

  it.each([[-1], [1.5], ['2'], [NaN], [null]])('are refused with a capacity of %p', (capacity) => {
    const { answer, found } = assign({ residents: [[0]], hospitals: [[0]], capacities: [capacity] }, 1);
    expect(answer).toBeNull();
    expect(found.map(({ at }) => at)).toEqual(['capacities[0]']);
  });

  it('are refused when a hospital has no capacity', () => {
    expect(assign({ residents: [[0]], hospitals: [[0], []], capacities: [1] }, 1)).toEqual({
      answer: null,
      found: [{ at: 'capacities[1]', code: 'capacity-missing', value: null }],
    });
  });
});

describe('the checker of stability', () => {
  const town = {
    residents: [
      [0, 1],
      [0, 1],
    ],
    hospitals: [
      [0, 1],
      [0, 1],
    ],
    capacities: [1, 1],
  };

  it('finds who would rather have each other', () => {
    expect(
      checkStability(town, [
        [1, 0],
        [0, 1],
      ]).blockingPairs,
    ).toEqual([[0, 0]]);
    expect(checkStability(town, [[0, 0]]).blockingPairs).toEqual([[1, 1]]);
    expect(
      checkStability(town, [
        [0, 0],
        [1, 1],
      ]),
    ).toEqual({ blockingPairs: [], faults: [] });
  });

  it('finds what is no matching', () => {
    const faults = (pairs: [number, number][], lists: Town = town) => checkStability(lists, pairs).faults;
    expect(
      faults([
        [0, 0],
        [0, 1],
      ]),
    ).toContain('resident 0 has two hospitals');
    expect(
      faults([
        [0, 0],
        [1, 0],
      ]),
    ).toEqual(['hospital 0 has 2 for 1 places']);
    expect(faults([[0, 0]], { ...town, hospitals: [[1], [0]] })).toEqual([
      'resident 0 and hospital 0 do not accept each other',
    ]);
    expect(faults([[0, 5]])).toContain('there is no hospital 5');
    expect(faults([[7, 0]])).toEqual(['there is no resident 7']);
  });

  it('agrees with trying everything', () => {
    property((random) => {
      const small = smallTown(random, 4);
      const stable = new Set(allStable(small).map(String));
      const choice = small.residents.map((list) => (random.chance(0.2) ? -1 : random.pick([-1, ...list])));
      const pairs = choice.flatMap((h, r) => (h < 0 ? [] : [[r, h] as const]));
      const { blockingPairs, faults } = checkStability(small, pairs);
      expect(blockingPairs.length + faults.length === 0).toBe(stable.has(String(choice)));
    });
  });
});
