import type { Place } from '../matching/facts.js';

/** A calendar month, `YYYY-MM`. Text order is time order. */
export type Month = string;

/**
 * Everything one class plan is made from: an immutable snapshot. Lists may come in any order: the plan is the same.
 * Seats, mentors and classes are whole numbers.
 */
export interface PlanInstance {
  readonly demands: readonly PlanDemand[];
  readonly programmes: readonly PlanProgramme[];
  readonly rules: PlanRules;
  /** What the plan must contain. */
  readonly pins: readonly Pin[];
  /** What the plan must not contain. */
  readonly exclusions: readonly Exclusion[];
}

/** One talent demand (or one lot of it). Served with `headcountMin` to `headcountMax` seats, or not at all. */
export interface PlanDemand {
  readonly id: string;
  /** The enterprise: what one firm's share of an alliance class is counted by. */
  readonly organisation: string;
  readonly headcountMin: number;
  readonly headcountMax: number;
  /** Lowest education level accepted, as its rank (职业本科 ranks with 本科). */
  readonly level: number;
  /** Majors asked for, at least one: `preferred` counts as exact, `acceptable` is served after it. */
  readonly majors: readonly WantedMajor[];
  /** Whether programmes count whose near majors name one of `majors`. */
  readonly acceptsNear: boolean;
  /** When the class should open; null = any term (还没想好). */
  readonly start: Month | null;
  /** Months by which the class may open earlier or later; null = the rule of the plan. */
  readonly startTolerance: number | null;
  /** Firms with which it will not share a class. Holds both ways. */
  readonly excludedOrganisations: readonly string[];
  readonly excludedColleges: readonly string[];
  readonly excludedProgrammes: readonly ProgrammeRef[];
  /** Mentors the firm provides for these trainees; null = not asked, so the mentor rule does not apply. */
  readonly mentors: number | null;
  /** Whether its seats may lie in several classes; otherwise all lie in one. */
  readonly splittable: boolean;
  /** 0 = normal; higher = first among plans that serve equally many, e.g. released by a class that failed. */
  readonly priority: number;
  /** Where the trainees will work; null = unknown, so the distance rule does not apply. */
  readonly place: Place | null;
}

export interface WantedMajor {
  readonly code: string;
  readonly role: 'preferred' | 'acceptable';
}

/** A programme of a college; its id need only be unique within the college. */
export interface ProgrammeRef {
  readonly college: string;
  readonly programme: string;
}

export interface PlanProgramme {
  readonly college: string;
  readonly id: string;
  readonly majorCode: string;
  /** Majors whose demands its students can fill after some extra training (相近专业). */
  readonly nearMajors: readonly string[];
  /** Rank of the education level its students reach. */
  readonly level: number;
  /** Months in which a class can open. */
  readonly starts: readonly Month[];
  readonly minClass: number;
  readonly maxClass: number;
  readonly maxClassesPerTerm: number;
  /** Seats it can still give to order classes, over all terms of this plan. */
  readonly capacity: number;
  readonly place: Place | null;
}

/** A goal: the planner reaches the first as far as possible, then the second without losing any of the first, … */
export const planGoals = ['seats', 'priority', 'exact', 'classes', 'start'] as const;
/**
 * `seats`: most seats served. `priority`: most seats × priority. `exact`: most seats in a preferred major.
 * `classes`: fewest classes. `start`: fewest months of waiting, summed over classes, counted from the first term.
 */
export type PlanGoal = (typeof planGoals)[number];

export interface PlanRules {
  /** Best first; goals not named do not count. Schemes of one plan (most seats, fewest classes, …) differ here. */
  readonly goals: readonly PlanGoal[];
  /** Trainees one mentor may guide, e.g. 10; null = no rule. */
  readonly traineesPerMentor: number | null;
  /** Largest share of a class of two or more firms that one firm may hold, whole percent; null = no rule. */
  readonly oneFirmShare: number | null;
  /** Whether a class for one firm alone may open. */
  readonly singleFirmClasses: boolean;
  /** Months by which a class may open earlier or later than a demand asks. */
  readonly startTolerance: number;
  /** Greatest distance from college to workplace in km, where both places are known; null = no rule. */
  readonly maxKm: number | null;
  /** Classes one college may open in one month, over all its programmes; null = no rule. */
  readonly maxClassesPerCollegeTerm: number | null;
}

/** The rules of the house, until somebody changes a setting. */
export const usualRules: PlanRules = {
  goals: planGoals,
  traineesPerMentor: 10,
  oneFirmShare: null,
  singleFirmClasses: true,
  startTolerance: 3,
  maxKm: null,
  maxClassesPerCollegeTerm: null,
};

/** Classes of a programme that open in one month. */
export interface TermRef extends ProgrammeRef {
  readonly start: Month;
}

export type Pin =
  /** At least `classes` classes of the programme open in that month. */
  | ({ readonly kind: 'class'; readonly classes: number } & TermRef)
  /** The demand is served. */
  | { readonly kind: 'demand'; readonly demand: string }
  /** The demand has at least `seats` seats in classes of the programme that open in that month (已承诺名额). */
  | ({ readonly kind: 'seats'; readonly demand: string; readonly seats: number } & TermRef);

export type Exclusion =
  /** The programme opens no class in that month; null = in no month. */
  | { readonly kind: 'class'; readonly college: string; readonly programme: string; readonly start: Month | null }
  /** The demand is left out of this plan. */
  | { readonly kind: 'demand'; readonly demand: string }
  /** The demand gets no seats in that programme. */
  | { readonly kind: 'pair'; readonly demand: string; readonly college: string; readonly programme: string }
  /** The college opens no class (it declined). */
  | { readonly kind: 'college'; readonly college: string };
