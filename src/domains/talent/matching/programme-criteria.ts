import { educationLevels } from '../../../directory/codes/education-levels.js';
import { addMonths, type Day } from '../../../kernel/day.js';
import type { Criterion } from '../../../kernel/matching/criterion.js';
import type { Offer as MatchOffer } from '../../../kernel/matching/pair.js';
import { leftOf } from '../../../matchmaking/offer-capacity.js';
import type { Offer } from '../../../matchmaking/offer.entity.js';
import type { OrderClass } from '../classes/class.entity.js';
import type { Campus, Programme } from '../colleges/college.entity.js';
import { educationGrades } from './facts.js';
import type { ProgrammeEntry } from '../programmes/programme-catalogue.js';

/** People may come this many months before or after the day they are wanted. */
export const START_WINDOW_MONTHS = 3;

/** How far a college sends its people unless it says otherwise, in km; a zone may set it. */
export const REACH_SETTING = 'talent.reach-km';
export const DEFAULT_REACH_KM = 80;

/** What hangs on the day and the zone. */
export interface Surroundings {
  readonly today: Day;
  readonly reachKm: number;
}

type Taught = Pick<ProgrammeEntry, 'nearMajors'> & {
  readonly programme: Pick<Programme, 'majorCode' | 'level' | 'classMonths' | 'earliestStart' | 'reachKm'>;
  readonly campus: Pick<Campus, 'latitude' | 'longitude'> | null;
};
type Seats = Pick<Offer, 'capacity' | 'taken'>;

/** What a programme asks of a demand, as data, so that a miss is explained and a what-if offered like any other. */
export function programmeCriteria(entry: Taught & { readonly offer: Seats }, around: Surroundings): Criterion[] {
  const { classMonths } = entry.programme;
  const ready = addMonths(addMonths(earliestStart(entry, around.today), classMonths), -START_WINDOW_MONTHS);
  return [
    ...taughtCriteria(entry, around),
    hard('onboardBy', { factKey: 'onboardBy', op: 'gte', value: ready }),
    ...seatCriteria(entry.offer),
  ];
}

/** A class that still has free seats is matched like any offer; its people are ready when it ends. */
export function classCriteria(
  entry: Taught,
  { endsOn }: Pick<OrderClass, 'endsOn'>,
  seats: Seats,
  around: Surroundings,
): Criterion[] {
  const window = { from: addMonths(endsOn, -START_WINDOW_MONTHS), to: addMonths(endsOn, START_WINDOW_MONTHS) };
  return [
    ...taughtCriteria(entry, around),
    hard('onboardBy', { factKey: 'onboardBy', op: 'between', value: window }),
    ...seatCriteria(seats),
  ];
}

/** What the kernel compares; programmes have no tiers and no price. */
export function talentOffer(
  { id, number }: Pick<Offer, 'id' | 'number'>,
  criteria: readonly Criterion[],
  medianAnswerHours: number | null,
): MatchOffer {
  return {
    id,
    number,
    criteria,
    tiers: [],
    ranking: { rateFromPpm: null, medianAnswerHours, amountHeadroomFen: null },
  };
}

/** The month in which a class can start: not before this one, whatever was once written. */
export function earliestStart(
  { programme }: { readonly programme: Pick<Programme, 'earliestStart'> },
  today: Day,
): Day {
  const month = `${today.slice(0, 8)}01`;
  return programme.earliestStart !== null && programme.earliestStart > month ? programme.earliestStart : month;
}

/** Order seats that no published class holds; null = the college named no capacity. */
export const seatsLeft: (seats: Seats) => number | null = leftOf;

/** The grade that facts know a level by: 职业本科 ranks with 本科. */
export function gradeOf(level: string): (typeof educationGrades)[number] {
  const grade = educationGrades[(educationLevels.find(level)?.rank ?? 0) - 1];
  if (!grade) throw new RangeError(`no education level: ${level}`);
  return grade;
}

function taughtCriteria({ programme, campus, nearMajors }: Taught, { reachKm }: Surroundings): Criterion[] {
  const own = [programme.majorCode];
  const criteria = [
    hard('level', { factKey: 'educationLevel', op: 'lte', value: gradeOf(programme.level) }),
    hard('majors', { factKey: 'majors', op: 'any-of', value: [...own, ...nearMajors] }),
    { id: 'own-major', factKey: 'majors', op: 'any-of', value: own, hard: false, weight: 2 } as const,
    hard('cooperation', { factKey: 'cooperation', op: 'any-of', value: ['order-class'] }),
  ];
  if (!campus || campus.latitude === null || campus.longitude === null) return criteria;
  const [lat, lng] = [campus.latitude / 1_000_000, campus.longitude / 1_000_000];
  const km = programme.reachKm ?? reachKm;
  return [...criteria, hard('workplace', { factKey: 'workplace', op: 'within-km', value: { lat, lng, km } })];
}

function seatCriteria(seats: Seats): Criterion[] {
  const left = seatsLeft(seats);
  return left === null ? [] : [hard('seats', { factKey: 'headcountMin', op: 'lte', value: left })];
}

const hard = (id: string, rest: object): Criterion => ({ id, hard: true, ...rest }) as Criterion;
