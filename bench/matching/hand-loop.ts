import { financingModel } from '../../src/domains/financing/matching/fact-model.js';
import { complete, definitionOf } from '../../src/kernel/matching/fact-model.js';
import type { FactSheet, Place, SetMembers } from '../../src/kernel/matching/facts.js';
import { metresBetween } from '../../src/kernel/matching/metres.js';
import { monthsBetween } from '../../src/kernel/matching/months.js';
import type { Criterion } from '../../src/kernel/matching/criterion.js';
import type { Offer } from '../../src/kernel/matching/pair.js';

/** A need as plain values; grades as ranks, days as whole months of age, sets as sets. */
export type PlainNeed = Readonly<Record<string, unknown>>;
type Check = (need: PlainNeed) => boolean;

interface PlainTier {
  readonly hard: readonly Check[];
  readonly soft: readonly { readonly check: Check; readonly weight: number }[];
}

export interface PlainOffer {
  readonly id: string;
  readonly tiers: readonly PlainTier[];
}

/**
 * The demo's criteria as a good programmer would write them by hand: one function a condition over plain values, early
 * exit, the first tier that fits, yes or no. No unknowns, no reasons, no near misses.
 */
export function plainOffer({ id, criteria, tiers }: Offer): PlainOffer {
  const all = tiers.length > 0 ? tiers.toSorted((a, b) => a.order - b.order).map((tier) => tier.criteria) : [[]];
  return {
    id,
    tiers: all.map((own) => {
      const hard = [...checksOf(criteria.filter((one) => one.hard)), ...checksOf(own.filter((one) => one.hard))];
      const soft = [...criteria, ...own].filter((one) => !one.hard);
      return { hard, soft: soft.map((one) => ({ check: checkOf(one), weight: one.weight ?? 0 })) };
    }),
  };
}

export function plainNeed(facts: FactSheet, today: string): PlainNeed {
  const entries = Object.entries(complete(financingModel, facts)).map(([key, fact]): [string, unknown] => {
    if (fact.state === 'unknown') return [key, null];
    if (fact.kind === 'set') return [key, new Set((fact.value as SetMembers).has)];
    if (fact.kind === 'grade') return [key, definitionOf(financingModel, key).grades?.indexOf(fact.value)];
    return [key, fact.kind === 'day' ? monthsBetween(fact.value, today) : fact.value];
  });
  return Object.fromEntries(entries);
}

/** The first ten, most soft weight first, else as they lie. */
export function topTenByHand(ordered: readonly PlainOffer[], need: PlainNeed): { id: string; soft: number }[] {
  const found: { id: string; soft: number }[] = [];
  for (const { id, tiers } of ordered) {
    let best = -1;
    for (const { hard, soft } of tiers) {
      if (!hard.every((check) => check(need))) continue;
      let sum = 0;
      for (const { check, weight } of soft) if (check(need)) sum += weight;
      if (sum > best) best = sum;
    }
    if (best >= 0) found.push({ id, soft: best });
  }
  return found.sort((a, b) => b.soft - a.soft).slice(0, 10);
}

/** Criteria outside any group alone; of a group one branch, all of whose members hold. */
function checksOf(criteria: readonly Criterion[]): Check[] {
  const groups = new Map<string, Map<string, Check[]>>();
  const alone: Check[] = [];
  criteria.forEach((criterion, at) => {
    const [group, branch = `alone ${at}`] = criterion.groupKey?.split('/') ?? [];
    if (group === undefined) return alone.push(checkOf(criterion));
    const branches = groups.get(group) ?? new Map<string, Check[]>();
    branches.set(branch, [...(branches.get(branch) ?? []), checkOf(criterion)]);
    return groups.set(group, branches);
  });
  const anyOf = [...groups.values()].map((branches): Check => {
    const lists = [...branches.values()];
    return (need) => lists.some((list) => list.every((check) => check(need)));
  });
  return [...alone, ...anyOf];
}

function checkOf(criterion: Criterion): Check {
  const yes = plainCheck(criterion);
  const { factKey, not } = criterion;
  return not
    ? (need) => need[factKey] !== null && need[factKey] !== undefined && !yes(need)
    : (need) => need[factKey] !== null && need[factKey] !== undefined && yes(need);
}

function plainCheck(criterion: Criterion): Check {
  const { factKey: key } = criterion;
  const { grades, kind } = definitionOf(financingModel, key);
  const at = (value: unknown): number => (grades ? grades.indexOf(String(value)) : Number(value));
  switch (criterion.op) {
    case 'lte': {
      const bound = at(criterion.value);
      return (need) => (need[key] as number) <= bound;
    }
    case 'gte': {
      const bound = at(criterion.value);
      return (need) => (need[key] as number) >= bound;
    }
    case 'between': {
      const [low, high] = [at(criterion.value.from), at(criterion.value.to)];
      return (need) => (need[key] as number) >= low && (need[key] as number) <= high;
    }
    case 'eq': {
      const value = grades ? at(criterion.value) : criterion.value;
      return (need) => need[key] === value;
    }
    case 'in': {
      const list = new Set<unknown>(kind === 'grade' ? criterion.value.map(at) : criterion.value);
      return (need) => list.has(need[key]);
    }
    case 'under':
      return (need) => criterion.value.some((prefix) => (need[key] as string).startsWith(prefix));
    case 'any-of':
      return (need) => criterion.value.some((code) => (need[key] as Set<string>).has(code));
    case 'all-of':
      return (need) => criterion.value.every((code) => (need[key] as Set<string>).has(code));
    case 'at-least': {
      const { count, of } = criterion.value;
      return (need) => of.filter((code) => (need[key] as Set<string>).has(code)).length >= count;
    }
    case 'within-km':
      return (need) => metresBetween(need[key] as Place, criterion.value) <= criterion.value.km * 1000;
    case 'older-than':
      return (need) => (need[key] as number) >= criterion.value;
  }
}
