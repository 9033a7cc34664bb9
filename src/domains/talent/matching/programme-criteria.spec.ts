import { checkCriterion } from '../../../kernel/matching/criterion.js';
import { createFactModel } from '../../../kernel/matching/fact-model.js';
import { known, unknown, type FactSheet } from '../../../kernel/matching/facts.js';
import { matchPair } from '../../../kernel/matching/match-pair.js';
import { Campus, Programme } from '../colleges/college.entity.js';
import { talentCodes, talentFacts } from './facts.js';
import {
  classCriteria,
  earliestStart,
  gradeOf,
  programmeCriteria,
  seatsLeft,
  talentOffer,
} from './programme-criteria.js';

const model = createFactModel(talentFacts, { codes: talentCodes });
const today = '2026-11-23';
const around = { today, reachKm: 80 };
const offer = { id: 'p', number: 'ZY-2026-000001', capacity: 60, taken: 20 };

const programme = (change: Partial<Programme> = {}): Programme =>
  Object.assign(new Programme(), {
    majorCode: '510203',
    level: 'associate',
    classMonths: 12,
    earliestStart: '2027-03-01',
    reachKm: null,
    ...change,
  });
/** 鲤城 lies about 9 km from here, 厦门 about 70. */
const campus: Campus | null = Object.assign(new Campus(), { latitude: 24_881_000, longitude: 118_640_000 });
const entry = (change: Partial<Programme> = {}, of: Partial<typeof offer> = {}) => ({
  programme: programme(change),
  campus: campus as Campus | null,
  nearMajors: ['310203', '080902', '710203'],
  offer: { ...offer, ...of },
});

const demand = (change: FactSheet = {}): FactSheet => ({
  educationLevel: known('grade', 'associate'),
  majors: known('set', { has: ['510203', '510205'], unsure: [] }),
  cooperation: known('set', { has: ['order-class', 'internship'], unsure: [] }),
  onboardBy: known('day', '2028-03-01'),
  workplace: known('place', { lat: 24.9016, lng: 118.5562 }),
  headcountMin: known('count', 5),
  ...change,
});

function judged(sheet: FactSheet, of = entry(), criteria = programmeCriteria(of, around)) {
  const pair = matchPair(model, talentOffer(offer, criteria, null), sheet, today);
  const verdicts = pair.units.flatMap((unit) => unit.branches.flat());
  const ids = (result: string) => verdicts.filter((one) => one.result === result).map((one) => one.criterionId);
  return { status: pair.status, softMet: pair.softMet, missed: ids('not-met'), open: ids('unknown') };
}

describe('what a programme asks of a demand', () => {
  it('is made of criteria that the kernel accepts', () => {
    const all = [
      ...programmeCriteria(entry(), around),
      ...classCriteria(entry(), { endsOn: '2028-02-28' }, { capacity: 30, taken: 18 }, around),
    ];
    expect(all.flatMap((criterion) => checkCriterion(model, criterion))).toEqual([]);
    expect(all).toHaveLength(14);
  });

  it('is met by a demand for its own major', () => {
    expect(judged(demand())).toEqual({ status: 'eligible', softMet: 2, missed: [], open: [] });
  });

  it('takes near majors, and likes its own better', () => {
    const near = judged(demand({ majors: known('set', { has: ['080902'], unsure: [] }) }));
    expect(near).toMatchObject({ status: 'eligible', softMet: 0 });
    const other = judged(demand({ majors: known('set', { has: ['530302'], unsure: [] }) }));
    expect(other).toMatchObject({ status: 'near', missed: ['majors', 'own-major'] });
  });

  it.each([
    ['secondary', 'associate', true],
    ['associate', 'associate', true],
    ['bachelor', 'associate', false],
    ['bachelor', 'vocational-bachelor', true],
    ['bachelor', 'bachelor', true],
    ['master', 'bachelor', false],
  ])('a demand for at least %s is met by %s: %s', (least, level, met) => {
    const { missed } = judged(demand({ educationLevel: known('grade', least) }), entry({ level }));
    expect(missed).toEqual(met ? [] : ['level']);
  });

  it('wants order classes among the ways of working together', () => {
    const direct = demand({ cooperation: known('set', { has: ['direct'], unsure: [] }) });
    expect(judged(direct).missed).toEqual(['cooperation']);
  });

  it('has people ready after a whole class, give or take three months', () => {
    const by = (day: string, change: Partial<Programme> = {}) =>
      judged(demand({ onboardBy: known('day', day) }), entry(change)).missed;
    expect(by('2027-12-01')).toEqual([]); // 2027-03 + 12 - 3 months
    expect(by('2027-11-01')).toEqual(['onboardBy']);
    expect(by('2027-11-01', { classMonths: 11 })).toEqual([]);
    // No month was named, or one that has passed: a class can start this month at the earliest.
    for (const earliest of [null, '2025-09-01']) {
      expect(by('2027-08-01', { earliestStart: earliest })).toEqual([]);
      expect(by('2027-07-01', { earliestStart: earliest })).toEqual(['onboardBy']);
    }
    expect(judged(demand({ onboardBy: unknown('undecided') }))).toMatchObject({
      status: 'incomplete',
      open: ['onboardBy'],
    });
  });

  it('reaches as far as the zone says, or as the college says itself', () => {
    const xiamen = demand({ workplace: known('place', { lat: 24.4798, lng: 118.0894 }) });
    expect(judged(xiamen).missed).toEqual([]);
    expect(judged(xiamen, entry({ reachKm: 50 })).missed).toEqual(['workplace']);
    const fuzhou = demand({ workplace: known('place', { lat: 26.0745, lng: 119.2965 }) });
    expect(judged(fuzhou).missed).toEqual(['workplace']);
    expect(judged(fuzhou, entry({ reachKm: 200 })).missed).toEqual([]);
    const nowhere = { ...entry(), campus: null };
    expect(judged(fuzhou, nowhere).missed).toEqual([]);
    const unplaced = { ...entry(), campus: Object.assign(new Campus(), { latitude: null, longitude: null }) };
    expect(judged(fuzhou, unplaced).missed).toEqual([]);
  });

  it('has seats for the least that are wanted', () => {
    const of = (headcount: number, seats: Partial<typeof offer>) =>
      judged(demand({ headcountMin: known('count', headcount) }), entry({}, seats)).missed;
    expect(of(40, {})).toEqual([]);
    expect(of(41, {})).toEqual(['seats']);
    expect(of(1, { taken: 60 })).toEqual(['seats']);
    expect(of(200, { capacity: null as never })).toEqual([]);
    expect(seatsLeft({ capacity: 10, taken: 12 })).toBe(0);
  });
});

describe('what a class with free seats asks of a demand', () => {
  const of = (sheet: FactSheet, seats = { capacity: 30, taken: 22 }) =>
    judged(sheet, entry(), classCriteria(entry(), { endsOn: '2028-02-28' }, seats, around)).missed;

  it('lets its people come three months around its end', () => {
    expect(of(demand())).toEqual([]);
    const by = (day: string) => of(demand({ onboardBy: known('day', day) }));
    expect([by('2027-12-01'), by('2028-05-01')]).toEqual([[], []]);
    expect([by('2027-11-01'), by('2028-06-01')]).toEqual([['onboardBy'], ['onboardBy']]);
  });

  it('has the seats that are left in it', () => {
    expect(of(demand({ headcountMin: known('count', 8) }))).toEqual([]);
    expect(of(demand({ headcountMin: known('count', 9) }))).toEqual(['seats']);
  });
});

describe('levels and months', () => {
  it('put 职业本科 among the bachelors', () => {
    expect([gradeOf('vocational-bachelor'), gradeOf('bachelor'), gradeOf('secondary')]).toEqual([
      'bachelor',
      'bachelor',
      'secondary',
    ]);
    expect(() => gradeOf('none')).toThrow(RangeError);
  });
  it('never start in the past', () => {
    expect(earliestStart({ programme: programme({ earliestStart: '2027-09-01' }) }, today)).toBe('2027-09-01');
    expect(earliestStart({ programme: programme({ earliestStart: '2026-09-01' }) }, today)).toBe('2026-11-01');
  });
});
