import type { PlanGoal, TermRef } from './instance.js';
import type { UnservedReason } from './reasons.js';

/** How a programme's major answers a demand: a preferred major, an acceptable one, or one near to either. */
export type MajorFit = 'exact' | 'acceptable' | 'near';

/** What the planner answers. Lists are in canonical order: the same instance gives the same plan to the byte. */
export interface Plan {
  /** By college, programme, start, number. */
  readonly classes: readonly PlannedClass[];
  /** Every demand that has no seat, by id, with what stands in its way. */
  readonly unserved: readonly UnservedDemand[];
  readonly totals: PlanTotals;
  readonly proof: Proof;
}

export interface PlannedClass extends TermRef {
  /** 1, 2, … among the classes of this programme and month. */
  readonly number: number;
  readonly majorCode: string;
  readonly minClass: number;
  readonly maxClass: number;
  /** By demand id; never empty. */
  readonly seats: readonly PlannedSeats[];
  readonly size: number;
  readonly exactSeats: number;
  /** Distinct enterprises. */
  readonly organisations: number;
}

/** Seats of one demand in one class. */
export interface PlannedSeats {
  readonly demand: string;
  readonly organisation: string;
  readonly seats: number;
  readonly fit: MajorFit;
}

export interface UnservedDemand {
  readonly demand: string;
  readonly organisation: string;
  readonly headcountMin: number;
  readonly headcountMax: number;
  /** The binding reason first. */
  readonly reasons: readonly UnservedReason[];
}

export interface PlanTotals {
  readonly demands: number;
  readonly demandsServed: number;
  /** Sum of the greatest headcounts, what coverage is counted against. */
  readonly seatsWanted: number;
  readonly seats: number;
  readonly prioritySeats: number;
  readonly exactSeats: number;
  readonly acceptableSeats: number;
  readonly nearSeats: number;
  readonly classes: number;
  /** Sum over classes of the months between the first term of the instance and the class. */
  readonly waitMonths: number;
}

/** How far the answer is proven. A goal's bound is what no plan can beat given the goals before it. */
export interface Proof {
  /**
   * `optimal`: every goal of the rules is proven (the order of equals, in large plans, need not be). `limit` and `cancelled`: the plan keeps all rules, each goal shows its bound.
   * `infeasible`: the pins cannot all be kept; the plan is empty (`pinConflict` says which contradict each other).
   * `unsettled`: the limit came before a plan that keeps the pins was found, or that there is none; the plan is empty.
   */
  readonly status: 'optimal' | 'limit' | 'cancelled' | 'infeasible' | 'unsettled';
  readonly goals: readonly GoalProof[];
  /** Branch-and-bound nodes spent, over all goals. */
  readonly nodes: number;
}

export interface GoalProof {
  /** `order` comes after all goals: among equal plans, more demands, earlier ids first (see docs/planning.md). */
  readonly goal: PlanGoal | 'order';
  readonly value: number;
  readonly bound: number;
  /** |bound − value|, in the goal's own unit: seats, classes, months. */
  readonly gap: number;
  readonly proven: boolean;
}
