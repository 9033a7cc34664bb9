import type { PlanDemand, PlanInstance, PlanProgramme } from '../../src/kernel/planning/instance.js';
import { usualRules } from '../../src/kernel/planning/instance.js';
import { Dice } from './random.js';

/** Fields of study, most asked for first: each with majors of colleges (level 3) and of universities (level 4). */
const fields = ['electronics', 'machines', 'shoes', 'trade', 'software', 'materials', 'logistics', 'accounts'].map(
  (name) => ({
    name,
    college: [1, 2, 3].map((n) => `${name}-${n}`),
    university: [1, 2].map((n) => `${name}-b${n}`),
  }),
);
const colleges = Array.from({ length: 9 }, (_, n) => `college-${n}`);
/** Ready for work in two neighbouring months, by the length of the class: 6 to 12 months after March and April. */
const readyMonths = [
  ['2027-09', '2027-10'],
  ['2027-11', '2027-12'],
  ['2028-01', '2028-02'],
  ['2028-03', '2028-04'],
] as const;
const wished = ['2027-11', '2027-12', '2028-01', '2028-01', '2028-03', '2028-03', '2028-03', '2028-04', '2028-06'];

/**
 * A term of a zone like the demo town, only larger: demands that cluster in some majors, months and levels, firms with
 * several of them, colleges with some classes each, and the rules an officer starts from.
 */
export function zoneInstance(seed: number, { demands = 300, programmes = 60 } = {}): PlanInstance {
  const dice = new Dice(seed * 7919 + 17);
  const places = colleges.map(() => placeBy(dice, 0.5));
  const offered = Array.from({ length: programmes }, (_, n) => programmeOf(dice, n, places));
  const firms = Array.from({ length: Math.ceil(demands * 0.55) }, (_, n) => ({
    id: `firm-${n}`,
    place: placeBy(dice, 0.15),
  }));
  const asked = Array.from({ length: demands }, (_, n) => demandOf(dice, n, firms));
  return {
    demands: asked,
    programmes: offered,
    rules: { ...usualRules, oneFirmShare: 60, maxKm: 80, maxClassesPerCollegeTerm: 4 },
    pins: [],
    exclusions: [],
  };
}

const placeBy = (dice: Dice, spread: number) => ({
  lat: 24.9 + (dice.next() - 0.5) * spread,
  lng: 118.6 + (dice.next() - 0.5) * spread,
});

function programmeOf(dice: Dice, n: number, places: readonly { lat: number; lng: number }[]): PlanProgramme {
  const at = Math.floor(dice.next() ** 1.3 * colleges.length);
  const field = dice.skewed(fields);
  const bachelor = at % 3 === 0;
  const majors = bachelor ? field.university : field.college;
  const majorCode = dice.pick(majors);
  const minClass = dice.pick([20, 25, 25, 25]);
  const maxClass = dice.pick(minClass === 20 ? [30, 35] : [35, 40, 40, 40, 45]);
  const maxClassesPerTerm = dice.chance(0.3) ? 2 : 1;
  return {
    college: colleges[at] ?? '',
    id: `programme-${n}`,
    majorCode,
    nearMajors: dice.chance(0.35) ? [dice.pick(majors)] : [],
    level: bachelor ? 4 : 3,
    starts: dice.pick(readyMonths),
    minClass,
    maxClass,
    maxClassesPerTerm,
    capacity: maxClassesPerTerm === 2 ? dice.pick([80, 80, 90, 120]) : dice.pick([30, 40, 40, 60, 60]),
    place: places[at] ?? null,
  };
}

function demandOf(
  dice: Dice,
  n: number,
  firms: readonly { id: string; place: { lat: number; lng: number } }[],
): PlanDemand {
  const firm = dice.skewed(firms);
  const field = dice.skewed(fields);
  const bachelor = dice.chance(0.25);
  const majors = bachelor ? field.university : field.college;
  const preferred = dice.skewed(majors);
  const others = majors.filter((code) => code !== preferred && dice.chance(0.4));
  const headcountMin = dice.whole(2, 8);
  const headcountMax = headcountMin + dice.whole(0, headcountMin);
  return {
    id: `demand-${String(n).padStart(4, '0')}`,
    organisation: firm.id,
    headcountMin,
    headcountMax,
    level: bachelor ? 4 : dice.pick([2, 3, 3, 3]),
    majors: [{ code: preferred, role: 'preferred' }, ...others.map((code) => ({ code, role: 'acceptable' as const }))],
    acceptsNear: dice.chance(0.7),
    start: dice.chance(0.1) ? null : dice.pick(wished),
    startTolerance: null,
    excludedOrganisations: dice.chance(0.03) ? [dice.pick(firms).id].filter((id) => id !== firm.id) : [],
    excludedColleges: dice.chance(0.02) ? [dice.pick(colleges)] : [],
    excludedProgrammes: [],
    mentors: dice.chance(0.2) ? null : Math.ceil(headcountMax / 10) + (dice.chance(0.1) ? -1 : 0),
    splittable: dice.chance(0.12),
    priority: dice.chance(0.04) ? 1 : 0,
    place: firm.place,
  };
}
