import { complete } from '../fact-model.js';
import { model } from './model.js';
import type { Criterion } from '../criterion.js';
import type { FactSheet, Known } from '../facts.js';
import type { Offer, PairStatus } from '../pair.js';

/**
 * The same meaning written another way: every expired member and every unknown criterion is tried both as true and as
 * false, and the answer is what all trials agree on. Exponential, and meant to be.
 */
export interface NaivePair {
  readonly status: PairStatus;
  readonly met: number;
  readonly total: number;
  readonly soft: number;
  readonly tier: string | null;
}

const statuses: readonly PairStatus[] = ['eligible', 'incomplete', 'near', 'ineligible'];
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** true, false, or null for unknown. */
export function naiveLeaf(criterion: Criterion, sheet: FactSheet, today: string): boolean | null {
  const fact = sheet[criterion.factKey];
  if (!fact || fact.state === 'unknown') return null;
  const worlds = fact.kind === 'set' ? subsets(fact.value.unsure).map((sure) => [...fact.value.has, ...sure]) : [fact];
  const answers = new Set(worlds.map((world) => compare(criterion, world, today) !== (criterion.not === true)));
  return answers.size === 1 ? [...answers][0] === true : null;
}

function compare(criterion: Criterion, fact: Known | string[], today: string): boolean {
  if (Array.isArray(fact)) {
    const inside = (code: string): boolean => fact.some((held) => held === code);
    if (criterion.op === 'any-of') return criterion.value.some(inside);
    if (criterion.op === 'all-of') return !criterion.value.some((code) => !inside(code));
    if (criterion.op === 'at-least') return criterion.value.of.filter(inside).length >= criterion.value.count;
    throw new Error(criterion.op);
  }
  const value = scale(criterion.factKey, fact.value);
  const bound = (raw: unknown): number | string | boolean => scale(criterion.factKey, raw);
  switch (criterion.op) {
    case 'eq':
      return value === bound(criterion.value);
    case 'in':
      return criterion.value.map(bound).includes(value);
    case 'lte':
      return !(value > bound(criterion.value));
    case 'gte':
      return !(value < bound(criterion.value));
    case 'between':
      return !(value < bound(criterion.value.from)) && !(value > bound(criterion.value.to));
    case 'under':
      return criterion.value.some((prefix) => String(value).indexOf(prefix) === 0);
    case 'older-than':
      return anniversary(String(value), criterion.value) <= today;
    case 'any-of':
    case 'all-of':
    case 'at-least':
    case 'within-km':
      throw new Error(criterion.op);
  }
}

function scale(key: string, raw: unknown): number | string | boolean {
  const grades = model.facts.get(key)?.grades;
  return grades ? grades.indexOf(String(raw)) : (raw as number | string | boolean);
}

/** Month by month, by the table, instead of by date arithmetic. */
export function anniversary(day: string, months: number): string {
  let [year = 0, month = 0] = day.split('-').map(Number);
  for (let step = 0; step < months; step += 1) [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = (monthDays[month - 1] ?? 0) + Number(leap);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${year}-${two(month)}-${two(Math.min(Number(day.slice(8)), last))}`;
}

export function naivePair(offer: Offer, facts: FactSheet, today: string): NaivePair {
  const sheet = complete(model, facts);
  const tiers = offer.tiers.length > 0 ? offer.tiers : [{ key: null, order: 0, criteria: [] }];
  const judged = tiers.map(({ key, order, criteria }) => {
    const named = [...scoped('product', offer.criteria), ...scoped('tier', criteria)];
    const pair = judge(named, sheet, today);
    return { ...pair, tier: key, sortBy: [statuses.indexOf(pair.status), pair.total - pair.met, -pair.soft, order] };
  });
  const [best] = judged.sort((a, b) => {
    const at = a.sortBy.findIndex((part, index) => part !== b.sortBy[index]);
    return at < 0 ? (String(a.tier) < String(b.tier) ? -1 : 1) : (a.sortBy[at] ?? 0) - (b.sortBy[at] ?? 0);
  });
  const { sortBy: _, ...pair } = best as (typeof judged)[number];
  return pair;
}

interface Scoped {
  readonly unit: string;
  readonly branch: string;
  readonly criterion: Criterion;
}

function scoped(scope: string, criteria: readonly Criterion[]): Scoped[] {
  return criteria.map((criterion, index) => {
    const [group = `alone${index}`, branch = `branch${index}`] = criterion.groupKey?.split('/') ?? [];
    return { unit: `${scope}:${criterion.hard}:${group}`, branch, criterion };
  });
}

function judge(all: readonly Scoped[], sheet: FactSheet, today: string): Omit<NaivePair, 'tier'> {
  const leaves = all.map((one) => ({ ...one, known: naiveLeaf(one.criterion, sheet, today) }));
  const hard = leaves.filter(({ criterion }) => criterion.hard);
  const soft = leaves.filter(({ criterion }) => !criterion.hard);
  const verdicts = worldsOf(hard.map(({ known }) => known)).map((world) => formula(hard, world));
  const mend = (index: number): boolean =>
    worldsOf(hard.map(({ known }, at) => (at === index ? true : known))).every((world) => formula(hard, world));
  const near = hard.some(({ known, criterion }, index) => known === false && mendable(criterion) && mend(index));
  const status = verdicts.every(Boolean)
    ? 'eligible'
    : verdicts.some(Boolean)
      ? 'incomplete'
      : near
        ? 'near'
        : 'ineligible';
  const names = (of: readonly Scoped[]): string[] => [...new Set(of.map(({ unit }) => unit))];
  const certain = (of: typeof leaves, name: string): boolean => {
    const members = of.filter(({ unit }) => unit === name);
    return worldsOf(members.map(({ known }) => known)).every((world) => formula(members, world));
  };
  const weight = (name: string): number =>
    soft.filter(({ unit }) => unit === name).reduce((most, { criterion }) => Math.max(most, criterion.weight ?? 0), 0);
  return {
    status,
    met: names(hard).filter((name) => certain(hard, name)).length,
    total: names(hard).length,
    soft: names(soft)
      .filter((name) => certain(soft, name))
      .reduce((sum, name) => sum + weight(name), 0),
  };
}

function mendable({ factKey, op, not }: Criterion): boolean {
  return ['amount', 'term', 'guarantees', 'ratio'].includes(factKey) || (op === 'older-than' && not !== true);
}

/** Every unit has a branch all of whose leaves are true. */
function formula(leaves: readonly Scoped[], world: readonly boolean[]): boolean {
  const holds = (unit: string, branch: string): boolean =>
    leaves.every((leaf, index) => leaf.unit !== unit || leaf.branch !== branch || world[index] === true);
  return leaves.every(({ unit }) => leaves.some((leaf) => leaf.unit === unit && holds(unit, leaf.branch)));
}

function worldsOf(known: readonly (boolean | null)[]): boolean[][] {
  return known.reduce<boolean[][]>(
    (worlds, value) =>
      worlds.flatMap((world) => (value === null ? [true, false] : [value]).map((one) => [...world, one])),
    [[]],
  );
}

function subsets(items: readonly string[]): string[][] {
  return items.reduce<string[][]>((all, item) => [...all, ...all.map((one) => [...one, item])], [[]]);
}
