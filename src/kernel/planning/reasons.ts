import type { Month, TermRef } from './instance.js';

/** Why a demand has no seat: a code with its numbers. The words are in the catalogues. */
export type UnservedReason =
  /** The operator left it out of this plan. */
  | { readonly code: 'left-out' }
  /** No programme of the plan teaches a major it asks for (专业缺口); `near`: programmes that would do if near majors counted. */
  | { readonly code: 'no-programme'; readonly majors: readonly string[]; readonly near: number }
  /** Programmes teach it, all below the level asked for; the best rank there is. */
  | { readonly code: 'level'; readonly wanted: number; readonly best: number }
  /** Every programme left is excluded by the demand or by the operator. */
  | { readonly code: 'excluded'; readonly programmes: number }
  /** Every programme left is too far away; the nearest in metres. */
  | { readonly code: 'distance'; readonly maxKm: number; readonly nearestMetres: number }
  /** No term within the window; the month nearest to it, and how far it lies outside. */
  | {
      readonly code: 'start-window';
      readonly wanted: Month | null;
      readonly tolerance: number;
      readonly nearest: Month | null;
      readonly monthsOutside: number;
    }
  /** Its mentors may guide fewer trainees than it needs at least. */
  | { readonly code: 'mentors'; readonly mentors: number; readonly needed: number; readonly perMentor: number }
  /** Needs at least `needed` seats where the classes it may join hold `largest`. */
  | { readonly code: 'too-large'; readonly needed: number; readonly largest: number }
  /** Everybody who could join the fullest such class together is fewer than its floor: `pool` of `min`. */
  | ({ readonly code: 'pool-too-small'; readonly pool: number; readonly min: number } & TermRef)
  /** The firm's share of the class would exceed the cap: `others` seats of other firms are there, `needed` would do. */
  | ({
      readonly code: 'share-cap';
      readonly percent: number;
      readonly others: number;
      readonly needed: number;
    } & TermRef)
  /** Only classes for one firm alone could open, and these are not wanted. */
  | { readonly code: 'single-firm' }
  /** The classes it may join are full or at their greatest number: `left` seats where it needs `needed`. */
  | { readonly code: 'capacity'; readonly needed: number; readonly left: number }
  /** Every class it could join has a firm it will not sit beside, or that will not sit beside it. */
  | { readonly code: 'apart'; readonly organisations: readonly string[] }
  /** It could be served, but at the price of a goal or of other demands: the plan is better without it. */
  | { readonly code: 'outweighed' }
  /** The pins contradict each other, so there is no plan. */
  | { readonly code: 'no-plan' }
  /** The search ended before this could be settled. */
  | { readonly code: 'not-settled' };
