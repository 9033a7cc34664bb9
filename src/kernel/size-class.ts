import { isUnderIndustry, normaliseIndustryCode } from './industry-code.js';
import type { IndustryCode } from './industry-code.js';
import { sizeRules } from './size-rules.js';
import type { SizeBounds, SizeRule } from './size-rules.js';

export const sizeClasses = ['micro', 'small', 'medium', 'large'] as const;
export type SizeClass = (typeof sizeClasses)[number];

/** What the rule needs: an industry code of GB/T 4754-2017 and last year's figures (money in 分); null is "not known". */
export interface SizeFacts {
  readonly industry: string;
  readonly staff?: number | null;
  readonly revenueFen?: number | null;
  readonly assetsFen?: number | null;
}

const FEN_PER_WAN = 1_000_000;

/**
 * 划型: the highest class all of whose lower bounds are met; micro when a bound of small is missed.
 * `not-applicable`: the standard has no row for the industry. `unknown`: the code is too coarse to choose a row, or
 * a missing figure could still change the class. Source: see size-rules.ts.
 */
export function sizeClassOf(facts: SizeFacts): SizeClass | 'not-applicable' | 'unknown' {
  const code = normaliseIndustryCode(facts.industry);
  if (code === null) return 'unknown';
  const rule = sizeRuleFor(code);
  if (!rule) return isCoarserThanRules(code) ? 'unknown' : 'not-applicable';
  for (const size of ['large', 'medium', 'small'] as const) {
    const meets = meetsBounds(facts, rule[size]);
    if (meets !== false) return meets ? size : 'unknown';
  }
  return 'micro';
}

/** The row of the standard that reaches over a (normalised) code. */
export const sizeRuleFor = (code: IndustryCode): SizeRule | undefined =>
  sizeRules.find(({ scope }) => scope.some((top) => isUnderIndustry(code, top)));

const isCoarserThanRules = (code: IndustryCode): boolean =>
  sizeRules.some(({ scope }) => scope.some((top) => isUnderIndustry(top, code)));

/** Null while a missing figure leaves it open; one bound known to be missed settles it. */
function meetsBounds({ staff, revenueFen, assetsFen }: SizeFacts, bounds: SizeBounds): boolean | null {
  const answers = [
    reaches(staff, bounds.staff),
    reaches(revenueFen, bounds.revenue === undefined ? undefined : bounds.revenue * FEN_PER_WAN),
    reaches(assetsFen, bounds.assets === undefined ? undefined : bounds.assets * FEN_PER_WAN),
  ];
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

function reaches(value: number | null | undefined, bound: number | undefined): boolean | null {
  if (bound === undefined) return true;
  return value === null || value === undefined ? null : value >= bound;
}
