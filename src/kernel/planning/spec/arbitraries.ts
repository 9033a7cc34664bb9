import fc from 'fast-check';
import { planGoals, usualRules } from '../instance.js';
import type { Exclusion, Pin, PlanDemand, PlanGoal, PlanInstance, PlanProgramme, PlanRules } from '../instance.js';

const majors = ['460101', '460102'];
const firms = ['A', 'B', 'C', 'D'];
const months = ['2027-03', '2027-05', '2027-09'];
const colleges = ['liming', 'qzxx'];
const spot = fc.option(fc.constantFrom({ lat: 24.9, lng: 118.6 }, { lat: 24.5, lng: 118.1 }), { freq: 1 });
const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof(
    { arbitrary: fc.constant<T[]>([]), weight: 7 },
    { arbitrary: fc.array(value, { minLength: 1, maxLength: 2 }), weight: 1 },
  );

/** Few seats each, so that everything can be tried. */
const demands = (most: number): fc.Arbitrary<PlanDemand[]> =>
  fc
    .array(
      fc.record({
        organisation: fc.constantFrom(...firms),
        headcountMin: fc.integer({ min: 1, max: 3 }),
        extra: fc.constantFrom(0, 0, 1, 2),
        level: fc.constantFrom(1, 1, 1, 1, 2, 3),
        majors: fc.uniqueArray(
          fc.record({
            code: fc.constantFrom(...majors),
            role: fc.constantFrom('preferred' as const, 'acceptable' as const),
          }),
          { minLength: 1, maxLength: 2, selector: ({ code }) => code },
        ),
        acceptsNear: fc.boolean(),
        start: fc.option(fc.constantFrom('2027-03', '2027-06', '2027-09')),
        startTolerance: fc.option(fc.constantFrom(0, 3, 6, 6, 6)),
        excludedOrganisations: rarely(fc.constantFrom(...firms)),
        excludedColleges: rarely(fc.constantFrom(...colleges)),
        excludedProgrammes: rarely(
          fc.record({ college: fc.constantFrom(...colleges), programme: fc.constantFrom('p1', 'p2') }),
        ),
        mentors: fc.option(fc.constantFrom(0, 1, 1, 2), { freq: 1 }),
        splittable: fc.boolean(),
        priority: fc.constantFrom(0, 0, 0, 1),
        place: spot,
      }),
      { minLength: most - 6, maxLength: most },
    )
    .map((list) =>
      list.map(({ extra, ...demand }, n) => ({ ...demand, id: `d${n}`, headcountMax: demand.headcountMin + extra })),
    );

/** At most five classes in all; ids repeat across colleges. */
const programmes: fc.Arbitrary<PlanProgramme[]> = fc
  .uniqueArray(
    fc.record({
      college: fc.constantFrom(...colleges),
      id: fc.constantFrom('p1', 'p2', 'd0'),
      majorCode: fc.constantFrom(...majors),
      nearMajors: rarely(fc.constantFrom(...majors)),
      level: fc.constantFrom(1, 2, 2, 3),
      starts: fc.oneof(
        fc.constantFrom(...months).map((month) => [month]),
        fc.constant(['2027-09', '2027-03']),
      ),
      minClass: fc.integer({ min: 1, max: 5 }),
      room: fc.integer({ min: 0, max: 4 }),
      maxClassesPerTerm: fc.constantFrom(0, 1, 1, 1, 1, 2, 2),
      capacity: fc.integer({ min: 2, max: 14 }),
      place: spot,
    }),
    { minLength: 1, maxLength: 4, size: 'max', selector: ({ college, id }) => `${college} ${id}` },
  )
  .map((list) => list.map(({ room, ...programme }) => ({ ...programme, maxClass: programme.minClass + room })))
  .filter(
    (list) => list.reduce((sum, { starts, maxClassesPerTerm }) => sum + starts.length * maxClassesPerTerm, 0) <= 5,
  );

const rules: fc.Arbitrary<PlanRules> = fc.record({
  goals: fc.oneof(
    { arbitrary: fc.constant<readonly PlanGoal[]>(usualRules.goals), weight: 3 },
    { arbitrary: fc.shuffledSubarray([...planGoals], { minLength: 1 }), weight: 1 },
  ),
  traineesPerMentor: fc.constantFrom(null, 2, 10),
  oneFirmShare: fc.constantFrom(null, 50, 60, 100),
  singleFirmClasses: fc.constantFrom(true, true, false),
  startTolerance: fc.constantFrom(0, 3, 3, 3),
  maxKm: fc.constantFrom(null, null, 30),
  maxClassesPerCollegeTerm: fc.constantFrom(null, null, 1, 2),
});

/** A small instance with pins and exclusions that may contradict each other. */
export function instances(mostDemands: number): fc.Arbitrary<PlanInstance> {
  return fc.record({ demands: demands(mostDemands), programmes, rules }).chain((base) =>
    fc.record({ base: fc.constant(base), pins: pinsOf(base), exclusions: exclusionsOf(base) }).map((one) => ({
      ...one.base,
      pins: one.pins,
      exclusions: one.exclusions,
    })),
  );
}

type Base = Pick<PlanInstance, 'demands' | 'programmes'>;

function pinsOf({ demands: asked, programmes: offered }: Base): fc.Arbitrary<Pin[]> {
  const terms = offered.flatMap(({ college, id, starts }) =>
    starts.map((start) => ({ college, programme: id, start })),
  );
  const choices: fc.Arbitrary<Pin>[] = [];
  if (asked.length > 0)
    choices.push(fc.constantFrom(...asked).map(({ id }) => ({ kind: 'demand' as const, demand: id })));
  if (terms.length > 0)
    choices.push(
      fc
        .record({ term: fc.constantFrom(...terms), classes: fc.constantFrom(0, 1, 1, 2) })
        .map(({ term, classes }) => ({ kind: 'class' as const, ...term, classes })),
    );
  if (asked.length > 0 && terms.length > 0)
    choices.push(
      fc
        .record({ term: fc.constantFrom(...terms), demand: fc.constantFrom(...asked), seats: fc.constantFrom(0, 1, 2) })
        .map(({ term, demand, seats }) => ({ kind: 'seats' as const, ...term, demand: demand.id, seats })),
    );
  return choices.length === 0 ? fc.constant([]) : rarely(fc.oneof(...choices));
}

function exclusionsOf({ demands: asked, programmes: offered }: Base): fc.Arbitrary<Exclusion[]> {
  const choices: fc.Arbitrary<Exclusion>[] = [
    fc.constantFrom(...colleges).map((college) => ({ kind: 'college' as const, college })),
  ];
  if (asked.length > 0)
    choices.push(fc.constantFrom(...asked).map(({ id }) => ({ kind: 'demand' as const, demand: id })));
  if (offered.length > 0)
    choices.push(
      fc
        .record({ one: fc.constantFrom(...offered), start: fc.constantFrom(null, ...months) })
        .map(({ one: { college, id }, start }) => ({ kind: 'class' as const, college, programme: id, start })),
    );
  if (asked.length > 0 && offered.length > 0)
    choices.push(
      fc
        .record({ one: fc.constantFrom(...offered), demand: fc.constantFrom(...asked) })
        .map(({ one: { college, id }, demand }) => ({
          kind: 'pair' as const,
          demand: demand.id,
          college,
          programme: id,
        })),
    );
  return rarely(fc.oneof(...choices));
}

/** The same instance told in another order, inner lists included. */
export function shuffled(instance: PlanInstance): fc.Arbitrary<PlanInstance> {
  const mixed = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
    fc.shuffledSubarray([...items], { minLength: items.length });
  const inner = (one: PlanDemand): fc.Arbitrary<PlanDemand> =>
    mixed(one.majors).map((codes) => ({ ...one, majors: codes }));
  return fc.record({
    demands: fc.tuple(...instance.demands.map(inner)).chain(mixed),
    programmes: mixed(instance.programmes.map((one) => ({ ...one, starts: one.starts.toReversed() }))),
    rules: fc.constant(instance.rules),
    pins: mixed(instance.pins),
    exclusions: mixed(instance.exclusions),
  });
}
