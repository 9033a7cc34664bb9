/** What a programme may say of itself; forms, the API and imports ask for the same. */
export const programmeLimits = {
  /** Order seats a year. */
  capacity: { min: 0, max: 300 },
  /** 开班人数: the usual is 25 to 40, and never under 15. */
  minClass: { min: 15, max: 60 },
  maxClass: { min: 15, max: 60 },
  maxClassesPerTerm: { min: 0, max: 6 },
  classMonths: { min: 1, max: 48 },
  yearlyIntake: { min: 0, max: 2000 },
  dualTeachers: { min: 0, max: 500 },
  /** ppm */
  stayRate: { min: 0, max: 1_000_000 },
  reachKm: { min: 1, max: 2000 },
} as const;

export const usualClass = { minClass: 25, maxClass: 40, maxClassesPerTerm: 1, classMonths: 12 } as const;

/** Length of study in months. */
export const programmeLengths = [24, 30, 36, 48, 60] as const;
