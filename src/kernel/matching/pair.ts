import { singleMisses, weightOf } from './units.js';
import type { Criterion } from './criterion.js';
import type { Verdict } from './evaluate.js';
import type { Unit } from './units.js';

export interface Tier {
  readonly key: string;
  readonly order: number;
  readonly criteria: readonly Criterion[];
}

/** What orders offers that fit equally well; null where the offer does not state it. */
export interface RankingFacts {
  readonly rateFromPpm: number | null;
  readonly medianAnswerHours: number | null;
  /** Greatest amount less the amount asked for, in 分. */
  readonly amountHeadroomFen: number | null;
}

/** An offer as the matcher sees it. Groups of the product and of a tier are never one, even under one name. */
export interface Offer {
  readonly id: string;
  readonly number: string;
  readonly criteria: readonly Criterion[];
  readonly tiers: readonly Tier[];
  readonly ranking: RankingFacts;
}

/** Best first. */
export const pairStatuses = ['eligible', 'incomplete', 'near', 'ineligible'] as const;
export type PairStatus = (typeof pairStatuses)[number];

export interface Standing {
  readonly status: PairStatus;
  /** Hard units (a criterion, or an any-of group as one): n of m met, the rest is open one way or the other. */
  readonly hardMet: number;
  readonly hardTotal: number;
  readonly hardUnknown: number;
  readonly softMet: number;
  readonly softTotal: number;
}

/** What places an offer among others that fit equally well. */
export interface OfferTerms {
  readonly offerId: string;
  readonly offerNumber: string;
  readonly ranking: RankingFacts;
}

/** One demand and one offer, judged on the tier that fits best. */
export interface PairResult extends Standing, OfferTerms {
  /** The tier the verdicts speak of; null for an offer without tiers. */
  readonly tierKey: string | null;
  readonly units: readonly Unit[];
  /** How each tier stands, best first. */
  readonly tiers: readonly TierResult[];
}

export interface TierResult extends Standing {
  readonly key: string | null;
  readonly order: number;
  readonly units: readonly Unit[];
}

/** Status and counts of a list of units; nothing else decides them. */
export function standingOf(units: readonly Unit[]): Standing {
  const hard = units.filter((unit) => unit.hard);
  const soft = units.filter((unit) => !unit.hard);
  return {
    status: statusOf(units),
    hardMet: hard.filter((unit) => unit.result === 'met').length,
    hardTotal: hard.length,
    hardUnknown: hard.filter((unit) => unit.result === 'unknown').length,
    softMet: sumWeights(soft.filter((unit) => unit.result === 'met')),
    softTotal: sumWeights(soft),
  };
}

/**
 * Eligible: every hard unit met. Incomplete: none failed, some unknown. Near: exactly one failed, nothing unknown, and
 * a branch of it lacks exactly one criterion that the demand's owner can change or that time will meet. Otherwise
 * ineligible, also when an unknown lies beside the one miss: near promises that one change is enough.
 */
export function statusOf(units: readonly Unit[]): PairStatus {
  const hard = units.filter((unit) => unit.hard);
  if (hard.every((unit) => unit.result === 'met')) return 'eligible';
  if (hard.every((unit) => unit.result !== 'not-met')) return 'incomplete';
  return singleMisses(units).some(({ verdict, alone }) => alone && mendable(verdict)) ? 'near' : 'ineligible';
}

/** The owner can change it today, or the calendar will. */
export function mendable(verdict: Verdict): boolean {
  return verdict.changeable || verdict.settlesOn !== undefined;
}

/**
 * The published order: status, soft criteria met (weights), rate from, median answer time, amount headroom, number.
 * What an offer does not state comes after what others do.
 */
export function comparePairs(a: Standing & OfferTerms, b: Standing & OfferTerms): number {
  return compareStatus(a, b) || b.softMet - a.softMet || compareTerms(a, b);
}

/** The part of the order that does not depend on the demand. */
export function compareTerms(a: OfferTerms, b: OfferTerms): number {
  return (
    nullsLast(a.ranking.rateFromPpm, b.ranking.rateFromPpm, 1) ||
    nullsLast(a.ranking.medianAnswerHours, b.ranking.medianAnswerHours, 1) ||
    nullsLast(a.ranking.amountHeadroomFen, b.ranking.amountHeadroomFen, -1) ||
    compareText(a.offerNumber, b.offerNumber) ||
    compareText(a.offerId, b.offerId)
  );
}

/** Which of an offer's tiers fits better: status, fewer open hard units, more soft weight, order, key. */
export function compareTiers(a: TierResult, b: TierResult): number {
  const open = ({ hardTotal, hardMet }: Standing): number => hardTotal - hardMet;
  return (
    compareStatus(a, b) ||
    open(a) - open(b) ||
    b.softMet - a.softMet ||
    a.order - b.order ||
    compareText(a.key ?? '', b.key ?? '')
  );
}

function compareStatus(a: Standing, b: Standing): number {
  return pairStatuses.indexOf(a.status) - pairStatuses.indexOf(b.status);
}

function nullsLast(a: number | null, b: number | null, direction: 1 | -1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return (a - b) * direction;
}

/** By code unit, not by locale: the same order on every machine. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function sumWeights(units: readonly Unit[]): number {
  return units.reduce((total, unit) => total + weightOf(unit), 0);
}

/** How many pairs have each status. */
export function countStatuses(pairs: readonly Pick<PairResult, 'status'>[]): Record<PairStatus, number> {
  const counts = { eligible: 0, incomplete: 0, near: 0, ineligible: 0 };
  for (const { status } of pairs) counts[status] += 1;
  return counts;
}
