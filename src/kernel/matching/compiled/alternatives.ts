import { definitionOf } from '../fact-model.js';
import { known, type Known, type SetMembers } from '../facts.js';
import { compareText } from '../pair.js';
import { sourceCuts } from './source-cuts.js';
import type { Change } from '../changes.js';
import type { Condition } from '../criterion.js';
import type { FactDefinition } from '../vocabulary.js';
import type { Reading } from './reading.js';

/** A change worth trying, and those that change the same way but one step less: what they open needs no more. */
export interface Alternative {
  readonly change: Change;
  /** Places of the next smaller changes in the list; none when the next smaller is no change. */
  readonly less: readonly number[];
}

/** Codes of one set that are tried two at a time; each of them is tried alone. */
const mostCodes = 12;

/**
 * Everything a fact may be changed to that the offers can tell apart: for a number the nearest one of each stretch
 * between two bounds, downwards and upwards; for a set one or two codes added or taken away; else every other value.
 * Where the form offers a list only its entries. Nothing for facts that are unknown, days and places.
 */
export function alternatives(reading: Reading, key: string): Alternative[] {
  const { model } = reading.shelf;
  const definition = definitionOf(model, key);
  const fact = reading.factOf(key);
  if (fact.state === 'unknown') return [];
  switch (fact.kind) {
    case 'money':
    case 'count':
    case 'ppm':
      return numberAlternatives(reading, definition, fact);
    case 'set':
      return setAlternatives(key, fact.value, codesTried(reading, key));
    case 'grade':
      return choices(key, fact, definition.grades ?? []);
    case 'code':
      return choices(key, fact, model.codes[key] ?? codesTried(reading, key));
    case 'flag':
      return [{ change: { kind: 'choice', factKey: key, becomes: known('flag', !fact.value) }, less: none }];
    case 'day':
    case 'place':
      return [];
  }
}

function numberAlternatives(
  reading: Reading,
  definition: FactDefinition,
  { kind, value: from }: Known<'money' | 'count' | 'ppm'>,
): Alternative[] {
  const { key: factKey } = definition;
  const found: Alternative[] = [];
  const add = (to: number, least: number | null, most: number | null, first: boolean): void => {
    const becomes: Known = { state: 'known', kind, value: to };
    const change: Change = { kind: 'number', factKey, becomes, from, to, least, most };
    found.push({ change, less: first ? none : [found.length - 1] });
  };
  const listed = reading.shelf.choices(factKey);
  if (listed) {
    const [below, above] = [listed.filter((value) => value < from).reverse(), listed.filter((value) => value > from)];
    for (const side of [below, above]) side.forEach((value, at) => add(value, value, value, at === 0));
    return found;
  }
  const cuts = sourceCuts(reading, definition);
  let above = 0;
  while (above < cuts.length && (cuts[above] as number) <= from) above += 1;
  for (let at = above - 1; at >= 0; at--) {
    const most = (cuts[at] as number) - 1;
    add(most, at > 0 ? (cuts[at - 1] as number) : null, most, at === above - 1);
  }
  for (let at = above; at < cuts.length; at++) {
    const [least, last] = [cuts[at] as number, at + 1 === cuts.length];
    add(least, least, last ? null : (cuts[at + 1] as number) - 1, at === above);
  }
  return found;
}

const none: readonly number[] = [];

function setAlternatives(factKey: string, members: SetMembers, codes: readonly string[]): Alternative[] {
  const single = codes.map((code) => setAlternative(factKey, members, [code], []));
  const paired = codes.slice(0, mostCodes);
  const pairs = paired.flatMap((code, at) =>
    paired.slice(at + 1).map((other, next) => setAlternative(factKey, members, [code, other], [at, at + 1 + next])),
  );
  return [...single, ...pairs];
}

function setAlternative(
  factKey: string,
  { has, unsure }: SetMembers,
  flipped: readonly string[],
  less: readonly number[],
): Alternative {
  const add = flipped.filter((code) => !has.includes(code));
  const remove = flipped.filter((code) => has.includes(code));
  const members: SetMembers = {
    has: [...has.filter((code) => !remove.includes(code)), ...add],
    unsure: unsure.filter((code) => !flipped.includes(code)),
  };
  return { change: { kind: 'set', factKey, becomes: known('set', members), add, remove }, less };
}

function choices(factKey: string, fact: Known<'code' | 'grade'>, values: readonly string[]): Alternative[] {
  return values
    .filter((value) => value !== fact.value)
    .map((value) => ({ change: { kind: 'choice', factKey, becomes: known(fact.kind, value) }, less: none }));
}

/** The codes that hard criteria name and the form offers, in an order that no shelf changes. */
function codesTried({ shelf }: Reading, key: string): string[] {
  const listed = shelf.model.codes[key];
  const named = new Set(
    shelf.hardLeaves.flatMap((leaves, id) =>
      shelf.axes[id]?.factKey === key ? leaves.flatMap(({ condition }) => codesIn(condition)) : [],
    ),
  );
  return listed ? listed.filter((code) => named.has(code)) : [...named].sort(compareText);
}

function codesIn({ op, value }: Condition): readonly string[] {
  if (op === 'at-least') return value.of;
  if (op === 'eq') return [String(value)];
  return op === 'any-of' || op === 'all-of' || op === 'in' || op === 'under' ? value.map(String) : [];
}
