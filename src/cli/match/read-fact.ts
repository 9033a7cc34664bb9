import { readCondition, type CellWords } from '../../kernel/matching/cells.js';
import { plainText, readNumber } from '../../kernel/matching/cell-values.js';
import type { Day } from '../../kernel/day.js';
import { known, unknown, type FactValue } from '../../kernel/matching/facts.js';
import type { FactDefinition } from '../../kernel/matching/vocabulary.js';
import { isWord, withoutSynonyms } from './columns.js';

/** A fact is written like the value a criterion compares it with. Answers the problem's code when it cannot be read. */
export function readFact(words: CellWords, definition: FactDefinition, text: string, today: Day): FactValue | string {
  const cell = plainText(text);
  if (isWord('undecided', cell)) return unknown('undecided');
  if (definition.kind === 'set') return readMembers(words, definition, cell, today);
  if (definition.kind === 'place') return readPlace(words, definition, cell);
  if (definition.kind === 'flag') {
    if (isWord('yes', cell)) return known('flag', true);
    return isWord('no', cell) ? known('flag', false) : 'value-unreadable';
  }
  if (!words.model.facts.has(definition.key)) {
    const value = readNumber(definition, cell);
    return value === undefined ? 'value-unreadable' : known('money', value);
  }
  const read = readCondition(words, { fact: definition.key, op: 'eq', value: named(definition, cell) });
  if ('problems' in read) return read.problems[0] ?? 'value-unreadable';
  return { state: 'known', kind: definition.kind, value: read.condition.value } as FactValue;
}

const named = ({ key, kind }: FactDefinition, cell: string): string =>
  kind === 'code' || kind === 'grade' ? withoutSynonyms(key, cell) : cell;

/** `高新技术企业(2027-11-30)；瞪羚企业`: a title whose last valid day has passed is neither held nor lacking. */
function readMembers(words: CellWords, { key }: FactDefinition, cell: string, today: Day): FactValue | string {
  if (isWord('none', cell)) return known('set', { has: [], unsure: [] });
  const parts = cell.split(/[、;\n]/).filter((part) => part.trim() !== '');
  const read = parts.map((part) => {
    const [, name = part, until] = /^(.*?)\((\d{4}-\d{2}-\d{2})\)\s*$/.exec(part) ?? [];
    const one = readCondition(words, { fact: key, op: 'any-of', value: withoutSynonyms(key, name) });
    return 'problems' in one
      ? null
      : { codes: one.condition.value as string[], expired: until !== undefined && until < today };
  });
  if (read.some((one) => one === null)) return 'code-unknown';
  const codes = (expired: boolean) => [...new Set(read.flatMap((one) => (one?.expired === expired ? one.codes : [])))];
  return known('set', { has: codes(false), unsure: codes(true) });
}

/** Latitude first, as on a map's address line. */
function readPlace(words: CellWords, { key }: FactDefinition, cell: string): FactValue | string {
  const read = readCondition(words, { fact: key, op: 'within-km', value: `1: ${cell}` });
  if ('problems' in read) return read.problems[0] ?? 'value-unreadable';
  const { lat, lng } = read.condition.value as { lat: number; lng: number };
  return known('place', { lat, lng });
}
