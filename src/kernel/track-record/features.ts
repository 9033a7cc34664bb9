import type { Column, OutcomeTable } from './outcomes.js';
import { writtenNumber } from './column-kind.js';
import { dayReader } from './written-days.js';

/** One way to look at a case: the values it shows. What is measured for it comes from the rows it was made with alone. */
export interface Feature {
  readonly name: string;
  read(cells: readonly string[]): readonly string[];
}

const BINS = [4, 12, 36];
const WORDS = 40;

/** The features of a table's columns. Bins are cut at quantiles of these rows. */
export function featuresOf({ columns, rows }: OutcomeTable): Feature[] {
  return columns.flatMap((column, at) =>
    featuresOfColumn(
      column,
      at,
      rows.map(({ cells }) => cells[at] ?? ''),
    ),
  );
}

function featuresOfColumn({ name, kind }: Column, at: number, values: readonly string[]): Feature[] {
  const one = (suffix: string, value: (text: string) => string | null): Feature => ({
    name: `${name}${suffix}`,
    read: (cells) => {
      const found = value(cells[at] ?? '');
      return found === null ? [] : [found];
    },
  });
  const exact = one('', (text) => text.trim().toLowerCase());
  switch (kind) {
    case 'category': {
      const coded = values.filter((value) => /^\d{4,}$/.test(value.trim())).length > values.length / 2;
      const heads = coded
        ? [2, 3].map((length) => one(` (first ${length})`, (text) => text.trim().slice(0, length)))
        : [];
      return [exact, ...heads];
    }
    case 'number': {
      const sorted = Float64Array.from(values.map(writtenNumber).filter((value) => !Number.isNaN(value))).sort();
      return [
        exact,
        ...BINS.map((bins) => one(` (${bins} ranges)`, (text) => range(sorted, bins, writtenNumber(text)))),
      ];
    }
    case 'date': {
      const dayOf = dayReader(values);
      return [
        one(' (month)', (text) => dayOf(text)?.slice(5, 7) ?? null),
        one(' (year)', (text) => dayOf(text)?.slice(0, 4) ?? null),
      ];
    }
    case 'text':
      return [{ name: `${name} (words)`, read: (cells) => wordsOf(cells[at] ?? '') }];
  }
}

/** The range of quantiles in which a number lies, by its lower bound. */
function range(sorted: Float64Array, bins: number, value: number): string | null {
  if (Number.isNaN(value) || sorted.length === 0) return null;
  let lower = Number.NEGATIVE_INFINITY;
  for (let bin = 1; bin < bins; bin++) {
    const edge = sorted[Math.floor((bin * sorted.length) / bins)] as number;
    if (edge <= value) lower = edge;
  }
  return `>= ${lower}`;
}

/** Words in small letters; of Chinese, pairs of characters that stand together. */
function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const [part] of text.toLowerCase().matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+/gu)) {
    if (!/\p{Script=Han}/u.test(part)) words.add(part);
    else for (let at = 0; at < Math.max(1, part.length - 1); at++) words.add(part.slice(at, at + 2));
    if (words.size >= WORDS) break;
  }
  return [...words];
}

/** Two features seen together: their first values as one. */
export function crossed(a: Feature, b: Feature): Feature {
  return {
    name: `${a.name} × ${b.name}`,
    read: (cells) => {
      const [one, other] = [a.read(cells)[0], b.read(cells)[0]];
      return one === undefined || other === undefined ? [] : [JSON.stringify([one, other])];
    },
  };
}
