import type { PlanDemand, PlanProgramme } from '../instance.js';

/** A demand that fits `programme()`, save for what the test says. `seats`: exactly so many. */
export function demand({ seats, ...said }: Partial<PlanDemand> & { readonly seats?: number }): PlanDemand {
  return {
    id: 'demand',
    organisation: `firm of ${said.id ?? 'demand'}`,
    headcountMin: seats ?? 1,
    headcountMax: seats ?? 5,
    level: 2,
    majors: [{ code: '460301', role: 'preferred' }],
    acceptsNear: false,
    start: '2027-03',
    startTolerance: null,
    excludedOrganisations: [],
    excludedColleges: [],
    excludedProgrammes: [],
    mentors: null,
    splittable: false,
    priority: 0,
    place: null,
    ...said,
  };
}

/** 机电一体化, one class of 25 to 40 in spring, save for what the test says. */
export function programme(said: Partial<PlanProgramme>): PlanProgramme {
  return {
    college: 'liming',
    id: 'programme',
    majorCode: '460301',
    nearMajors: [],
    level: 2,
    starts: ['2027-03'],
    minClass: 25,
    maxClass: 40,
    maxClassesPerTerm: 1,
    capacity: 80,
    place: null,
    ...said,
  };
}
