import type { Condition } from '../criterion.js';
import type { Known, SetMembers } from '../facts.js';
import type { Leaf } from './leaf.js';

export type Key = string | number;

/** How values are told apart: `value` at once but too finely, `key` as the offers do: two of one key have one verdict everywhere. */
export interface ValueKeys {
  readonly value: (fact: Known) => Key;
  readonly key: (fact: Known) => Key;
  /** There are no more keys than this, where that is known beforehand. */
  readonly most: number;
}

/** Two codes are alike when neither is named and the longest prefix that is named is the same for both. */
export function codeKeys(leaves: readonly Leaf[]): ValueKeys {
  const [named, prefixes] = [new Set<string>(), new Set<string>()];
  for (const { condition } of leaves)
    for (const code of codesNamed(condition)) (condition.op === 'under' ? prefixes : named).add(code);
  const longest = Math.max(0, ...[...prefixes].map((prefix) => prefix.length));
  return {
    value: (fact) => fact.value as string,
    most: named.size + prefixes.size + 1,
    key: (fact) => {
      const code = fact.value as string;
      if (named.has(code)) return `=${code}`;
      let length = Math.min(longest, code.length);
      while (length > 0 && !prefixes.has(code.slice(0, length))) length -= 1;
      return `^${code.slice(0, length)}`;
    },
  };
}

/** Up to this many codes fit a number as two bits each. */
const mostPacked = 26;

/** Two sets are alike when they hold the same of the codes that offers name, and may hold the same. */
export function setKeys(leaves: readonly Leaf[]): ValueKeys {
  const places = new Map<string, number>();
  for (const { condition } of leaves)
    for (const code of codesOf(condition)) if (!places.has(code)) places.set(code, places.size);
  const keyOf = places.size > mostPacked ? longKey : packedKey;
  const key = (fact: Known): Key => keyOf(places, fact.value as SetMembers);
  return { value: key, key, most: 3 ** places.size };
}

function packedKey(places: ReadonlyMap<string, number>, { has, unsure }: SetMembers): number {
  const held = mask(places, has);
  return unsure.length === 0 ? held : held + (mask(places, unsure) & ~held) * 2 ** mostPacked;
}

function mask(places: ReadonlyMap<string, number>, codes: readonly string[]): number {
  let bits = 0;
  for (const code of codes) {
    const place = places.get(code);
    if (place !== undefined) bits |= 1 << place;
  }
  return bits;
}

function longKey(places: ReadonlyMap<string, number>, { has, unsure }: SetMembers): string {
  const marks = (codes: readonly string[]): string =>
    [...new Set(codes.flatMap((code) => places.get(code) ?? []))].sort((a, b) => a - b).join();
  return `${marks(has)};${marks(unsure.filter((code) => !has.includes(code)))}`;
}

function codesNamed({ op, value }: Condition): readonly string[] {
  if (op === 'eq') return [value as string];
  return op === 'in' || op === 'under' ? (value as readonly string[]) : [];
}

function codesOf(condition: Condition): readonly string[] {
  if (condition.op === 'at-least') return condition.value.of;
  return condition.op === 'any-of' || condition.op === 'all-of' ? condition.value : [];
}
