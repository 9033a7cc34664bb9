import {
  planGoals as kernelGoals,
  usualRules,
  type PlanGoal as KernelGoal,
  type PlanRules,
} from '../../../kernel/planning/instance.js';
import type { PlanGoal } from './plan.entity.js';

/** What an officer may set for a plan; stored with it, so that a rule changed later changes no plan that stands. */
export type OfficerRules = Omit<PlanRules, 'goals'>;

/** Rules of the zone until an officer says otherwise: 1:10 mentors, ± 3 months, 60 % for one firm, 2 classes a college. */
export const zoneRules: OfficerRules = {
  traineesPerMentor: usualRules.traineesPerMentor,
  oneFirmShare: 60,
  singleFirmClasses: true,
  startTolerance: 3,
  maxKm: 80,
  maxClassesPerCollegeTerm: 4,
};

/** The order of goals of each scheme. Seats come first in all: a plan of no classes would be the fewest and the earliest. */
const orders: Readonly<Record<PlanGoal, readonly KernelGoal[]>> = {
  coverage: kernelGoals,
  'fewest-classes': ['seats', 'classes', 'priority', 'exact', 'start'],
  earliest: ['seats', 'start', 'priority', 'exact', 'classes'],
};

export const rulesFor = (rules: OfficerRules, goal: PlanGoal): PlanRules => ({ ...rules, goals: orders[goal] });
