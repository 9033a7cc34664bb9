import { criteriaOf, dayBreakpoints, numberBreakpoints } from './breakpoints.js';
import { complete, definitionOf, sourcesOf } from './fact-model.js';
import { factOf, known } from './facts.js';
import { matchPair } from './match-pair.js';
import { mendable } from './pair.js';
import { singleMisses } from './units.js';
import type { FactModel } from './fact-model.js';
import type { FactSheet, FactValue, Known, SetMembers } from './facts.js';
import type { Day } from './months.js';
import type { Offer, PairStatus } from './pair.js';

/** The one change that makes an offer fit. Each was tried: with it the pair has the status in `reaches`. */
export type Opening = { readonly reaches: 'eligible' | 'incomplete' } & (
  | NumberOpening
  | {
      readonly kind: 'set';
      readonly factKey: string;
      readonly add: readonly string[];
      readonly remove: readonly string[];
    }
  | { readonly kind: 'choice'; readonly factKey: string; readonly to: Known<'code' | 'grade' | 'flag'> }
  | { readonly kind: 'wait'; readonly on: Day }
);

export interface NumberOpening {
  readonly kind: 'number';
  readonly factKey: string;
  readonly from: number;
  /** The nearest number that opens the offer. */
  readonly to: number;
  /** All numbers around `to` that open it; null where there is no end. */
  readonly least: number | null;
  readonly most: number | null;
}

type Trial = (changes: FactSheet, day?: Day) => boolean;

/** More codes than this are not tried in all combinations. */
const mostCodes = 12;

/**
 * The smallest single changes that open an offer which misses by one criterion: a near pair becomes eligible, an
 * ineligible one with unknowns beside its one miss becomes incomplete. Each fact that the owner can change gives at
 * most one number, or every smallest set of additions and removals; time gives the first day. Days and places are
 * never changed. Empty for offers that fit already, that miss by more, or whose criteria contradict each other.
 */
export function openings(model: FactModel, facts: FactSheet, offer: Offer, today: Day): Opening[] {
  const pair = matchPair(model, offer, complete(model, facts), today);
  if (pair.status === 'eligible' || pair.status === 'incomplete') return [];
  const reaches = pair.status === 'near' ? 'eligible' : 'incomplete';
  const wanted: readonly PairStatus[] = reaches === 'eligible' ? ['eligible'] : ['eligible', 'incomplete'];
  const opens: Trial = (changes, day = today) =>
    wanted.includes(matchPair(model, offer, complete(model, { ...facts, ...changes }), day).status);
  const misses = pair.tiers.flatMap(({ units }) => singleMisses(units)).filter(({ verdict }) => mendable(verdict));
  const changeable = misses
    .filter(({ verdict }) => verdict.changeable)
    .flatMap(({ verdict }) => sourcesOf(model, verdict.factKey))
    .filter((key) => definitionOf(model, key).changeable);
  const found: Opening[] = [...new Set(changeable)].flatMap((key) =>
    changesOf(model, facts, offer, key, opens).map((change) => ({ ...change, reaches })),
  );
  const waits = misses.some(({ verdict }) => verdict.settlesOn !== undefined);
  const on = waits ? dayBreakpoints(offer, facts).find((day) => day > today && opens({}, day)) : undefined;
  return on === undefined ? found : [...found, { kind: 'wait', on, reaches }];
}

function changesOf(model: FactModel, facts: FactSheet, offer: Offer, key: string, opens: Trial) {
  const fact: FactValue = factOf(facts, key);
  if (fact.state === 'unknown') return [];
  switch (fact.kind) {
    case 'money':
    case 'count':
    case 'ppm':
      return numberChange(model, facts, offer, key, fact, opens);
    case 'set':
      return setChanges(offer, key, fact.value, opens);
    case 'grade':
    case 'code':
    case 'flag':
      return choices(model, offer, key, fact)
        .filter((to) => opens({ [key]: to }))
        .map((to) => ({ kind: 'choice' as const, factKey: key, to }));
    case 'day':
    case 'place':
      return [];
  }
}

/** Tries both sides of every bound; the nearest that opens wins, and of two as near the smaller. */
function numberChange(
  model: FactModel,
  facts: FactSheet,
  offer: Offer,
  factKey: string,
  { kind, value: from }: Known<'money' | 'count' | 'ppm'>,
  opens: Trial,
): NumberOpening[] {
  const candidates = numberBreakpoints(model, offer, complete(model, facts), factKey);
  const open = candidates.map((value) => opens({ [factKey]: known(kind, value) }));
  let nearest = -1;
  candidates.forEach((value, index) => {
    const best = candidates[nearest];
    if (open[index] && (best === undefined || Math.abs(value - from) < Math.abs(best - from))) nearest = index;
  });
  const to = candidates[nearest];
  if (to === undefined) return [];
  const first = open.lastIndexOf(false, nearest) + 1;
  const after = open.indexOf(false, nearest);
  const least = first === 0 ? null : (candidates[first] ?? null);
  const most = after < 0 ? null : (candidates[after - 1] ?? null);
  return [{ kind: 'number', factKey, from, to, least, most }];
}

/** Tries all changes of one code, then of two, and so on; the first size at which some open, and all of that size. */
function setChanges(offer: Offer, factKey: string, members: SetMembers, opens: Trial) {
  const codes = codesIn(offer, factKey).slice(0, mostCodes);
  for (let size = 1; size <= codes.length; size += 1) {
    const found = combinations(codes, size)
      .map((flipped) => ({ kind: 'set' as const, factKey, ...flip(members, flipped) }))
      .filter(({ has, unsure }) => opens({ [factKey]: known('set', { has, unsure }) }))
      .map(({ kind, add, remove }) => ({ kind, factKey, add, remove }));
    if (found.length > 0) return found;
  }
  return [];
}

function flip({ has, unsure }: SetMembers, flipped: readonly string[]) {
  const add = flipped.filter((code) => !has.includes(code));
  const remove = flipped.filter((code) => has.includes(code));
  return {
    add,
    remove,
    has: [...has.filter((code) => !remove.includes(code)), ...add],
    unsure: unsure.filter((code) => !flipped.includes(code)),
  };
}

function combinations<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) => combinations(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}

/** Other values worth trying: every grade, both answers, the codes the offer names. */
function choices(model: FactModel, offer: Offer, key: string, fact: Known<'code' | 'grade' | 'flag'>) {
  if (fact.kind === 'flag') return [known('flag', !fact.value)];
  const { grades } = definitionOf(model, key);
  const values = fact.kind === 'grade' ? (grades ?? []) : codesIn(offer, key);
  return values.filter((value) => value !== fact.value).map((value) => known(fact.kind, value));
}

function codesIn(offer: Offer, factKey: string): string[] {
  const codes = criteriaOf(offer)
    .filter((criterion) => criterion.factKey === factKey)
    .flatMap(({ op, value }) => {
      if (op === 'at-least') return [...value.of];
      return op === 'any-of' || op === 'all-of' || op === 'in' || op === 'under' || op === 'eq'
        ? [value].flat().map(String)
        : [];
    });
  return [...new Set(codes)];
}
