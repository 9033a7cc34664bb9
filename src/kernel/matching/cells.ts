import { plainText, readNumber, writeNumber } from './cell-values.js';
import { checkCriterion, opsOfKind } from './criterion.js';
import { codeText, factName } from './texts.js';
import type { Bound, Condition, Criterion, CriterionProblem, Op } from './criterion.js';
import type { Words } from './texts.js';
import type { FactDefinition } from './vocabulary.js';

/** One row of the sheet 条件: fact, operator, value as people write them. */
export interface ConditionCells {
  readonly fact: string;
  readonly op: string;
  readonly value: string;
}

export interface CellWords extends Words {
  /** The code behind a name that no catalogue lists; the inverse of `codeName`. */
  readonly codeOf?: (factKey: string, name: string) => string | undefined;
}

export type ReadCondition = { readonly factKey: string; readonly not: boolean; readonly condition: Condition };
export type CellProblem = CriterionProblem | 'op-unknown' | 'value-unreadable';

/** The words of the drop-down for a fact's operators, plain and negated. */
export function opWords(words: Words, definition: FactDefinition): string[] {
  return opsOf(definition).flatMap((op) => [words.say(`verdict.op.${op}`), words.say(`verdict.op.not-${op}`)]);
}

/**
 * Reads a row. Facts, operators and options may be written by name or by code; money is in 万元 unless a unit stands
 * there; ranges take `-`, `~` or 至; lists 、 ; or a comma; `2: A、B` is at least 2 of the list; `5: 24.88, 118.67`
 * or `5@24.88,118.67` is 5 km around a point (latitude first). Answers the problems instead when the row cannot be used.
 */
export function readCondition(words: CellWords, cells: ConditionCells): ReadCondition | { problems: CellProblem[] } {
  const definition = factNamed(words, plainText(cells.fact));
  if (!definition) return { problems: ['fact-unknown'] };
  const named = opNamed(words, cells.op);
  if (!named) return { problems: ['op-unknown'] };
  if (!opsOf(definition).includes(named.op)) return { problems: ['op-does-not-fit'] };
  const value = readValue(words, definition, named.op, plainText(cells.value));
  if (value === undefined) return { problems: ['value-unreadable'] };
  const condition = { op: named.op, value } as Condition;
  const problems = checkCriterion(words.model, { ...condition, id: '', factKey: definition.key, hard: true });
  return problems.length > 0 ? { problems } : { factKey: definition.key, not: named.not, condition };
}

/** Writes a criterion so that `readCondition` gives it back. */
export function writeCondition(words: Words, criterion: Criterion): ConditionCells {
  const definition = words.model.facts.get(criterion.factKey);
  if (!definition) throw new RangeError(`no fact ${criterion.factKey}`);
  return {
    fact: factName(words, definition.key),
    op: words.say(`verdict.op.${criterion.not ? 'not-' : ''}${criterion.op}`),
    value: writeValue(words, definition, criterion),
  };
}

function opsOf({ kind, hierarchy }: FactDefinition): Op[] {
  return opsOfKind[kind].filter((op) => op !== 'under' || hierarchy === 'prefix');
}

function factNamed(words: Words, name: string): FactDefinition | undefined {
  const all = [...words.model.facts.values()];
  return all.find(({ key }) => key === name) ?? all.find(({ key }) => compact(factName(words, key)) === compact(name));
}

function opNamed(words: Words, cell: string): { op: Op; not: boolean } | undefined {
  const name = compact(cell);
  return [...new Set(Object.values(opsOfKind).flat())]
    .flatMap((op) => [
      { op, not: false, key: op as string },
      { op, not: true, key: `not-${op}` },
    ])
    .find(({ key }) => name === compact(key) || name === compact(words.say(`verdict.op.${key}`)));
}

function compact(text: string): string {
  return plainText(text).replace(/\s/g, '').toLowerCase();
}

function readValue(words: CellWords, definition: FactDefinition, op: Op, cell: string): Condition['value'] | undefined {
  const codes = (text: string): string[] => splitList(text).map((name) => codeNamed(words, definition.key, name));
  switch (op) {
    case 'eq':
      return definition.kind === 'flag' ? readFlag(words, cell) : readBound(words, definition, cell);
    case 'lte':
    case 'gte':
      return readBound(words, definition, cell);
    case 'between': {
      const [from, to] = splitRange(definition, cell).map((part) => readBound(words, definition, part));
      return from === undefined || to === undefined ? undefined : { from, to };
    }
    case 'in': {
      const values = splitList(cell).map((part) => readBound(words, definition, part));
      return values.every((value) => value !== undefined) ? values : undefined;
    }
    case 'under':
    case 'any-of':
    case 'all-of':
      return codes(cell);
    case 'at-least': {
      const [, count, list] = /^(\d+)\s*项?\s*:\s*(.+)$/s.exec(cell) ?? [];
      return count === undefined || list === undefined ? undefined : { count: Number(count), of: codes(list) };
    }
    case 'within-km': {
      const match = /^([\d.]+)\s*(?:公里|km)?\s*[:@]\s*(-?[\d.]+)\s*[,、]\s*(-?[\d.]+)$/i.exec(cell);
      const [km, lat, lng] = match?.slice(1).map(Number) ?? [];
      return km === undefined || lat === undefined || lng === undefined ? undefined : { lat, lng, km };
    }
    case 'older-than':
      return readNumber({ kind: 'count', unit: 'month' }, cell);
  }
}

function writeValue(words: Words, definition: FactDefinition, condition: Condition): string {
  const bound = (value: Bound | boolean): string => writeBound(words, definition, value);
  switch (condition.op) {
    case 'eq':
    case 'lte':
    case 'gte':
      return bound(condition.value);
    case 'between':
      return `${bound(condition.value.from)}~${bound(condition.value.to)}`;
    case 'in':
    case 'under':
    case 'any-of':
    case 'all-of':
      return condition.value.map(bound).join('、');
    case 'at-least':
      return `${condition.value.count}: ${condition.value.of.map(bound).join('、')}`;
    case 'within-km':
      return `${condition.value.km}: ${condition.value.lat}, ${condition.value.lng}`;
    case 'older-than':
      return String(condition.value);
  }
}

function readBound(words: CellWords, definition: FactDefinition, cell: string): Bound | undefined {
  switch (definition.kind) {
    case 'money':
    case 'count':
    case 'ppm':
      return readNumber(definition, cell);
    case 'grade':
    case 'code':
    case 'set':
      return codeNamed(words, definition.key, cell);
    case 'day':
      return cell.trim();
    case 'flag':
    case 'place':
      return undefined;
  }
}

function writeBound(words: Words, definition: FactDefinition, value: Bound | boolean): string {
  if (typeof value === 'boolean') return words.say(value ? 'verdict.yes' : 'verdict.no');
  if (typeof value === 'number') return writeNumber(definition, value);
  return definition.kind === 'day' ? value : codeText(words, definition.key, value);
}

function readFlag(words: Words, cell: string): boolean | undefined {
  if (cell === 'true' || cell === words.say('verdict.yes')) return true;
  return cell === 'false' || cell === words.say('verdict.no') ? false : undefined;
}

/** The code itself, or the one whose name this is; what is neither is kept and found unknown by the check. */
function codeNamed(words: CellWords, factKey: string, cell: string): string {
  const name = cell.trim();
  const listed = words.model.facts.get(factKey)?.grades ?? words.model.codes[factKey] ?? [];
  if (listed.includes(name)) return name;
  const byName = listed.find((code) => compact(codeText(words, factKey, code)) === compact(name));
  return byName ?? words.codeOf?.(factKey, name) ?? name;
}

/** Option names may hold a plain comma only in English, where a list is written with semicolons or 、. */
function splitList(cell: string): string[] {
  const separator = /[、;\n]/.test(cell) ? /[、;\n]/ : /[,/]/;
  return cell
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Days hold hyphens and so need `~` or 至; numbers may also be joined by a hyphen or a dash. */
function splitRange({ kind }: FactDefinition, cell: string): string[] {
  const wide = cell.split(/[~至到]/);
  if (wide.length === 2 || kind === 'day') return wide;
  const match = /^(-?[^-–—]+)[-–—]+(-?[^-–—]+)$/.exec(cell);
  return match ? match.slice(1) : [];
}
