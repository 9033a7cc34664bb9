import { isBlank, type Cell } from './cell.js';
import { LIMITS } from './limits.js';

export interface ColumnDefinition {
  readonly key: string;
  readonly header: string;
  /** Other names in use, also those of older templates. */
  readonly aliases?: readonly string[];
  readonly required?: boolean;
}

export interface FoundColumn {
  readonly key: string;
  /** Counts from 0. */
  readonly index: number;
  /** As it stands in the file. */
  readonly header: string;
  /** What stands in brackets in the header, such as 万元; the importer decides whether it fits. */
  readonly unit?: string;
}

export interface Header {
  /** Index of the first data row. */
  readonly dataFrom: number;
  readonly found: readonly FoundColumn[];
  readonly missing: readonly ColumnDefinition[];
  /** Columns nobody asked for, also a second column of the same name; each by a name of its own: 备注, 备注 (2). */
  readonly unknown: readonly { readonly index: number; readonly header: string }[];
  /** The words of the header row, to know it again where a printed list repeats it. */
  readonly words: readonly string[];
}

type Rows = readonly (readonly Cell[])[];

/**
 * Finds the header among the first 15 rows: the row, or the pair of rows (a group above its parts), that names most of
 * the columns; of equals the single row, then the upper one. Undefined when fewer than two columns are named.
 */
export function findHeader(rows: Rows, definitions: readonly ColumnDefinition[]): Header | undefined {
  let best: Header | undefined;
  for (const height of [1, 2])
    for (let row = 0; row + height <= Math.min(rows.length, LIMITS.headingRows); row++) {
      const header = readHeader(rows, row, height, definitions);
      if (header.found.length > (best?.found.length ?? 0)) best = header;
    }
  return best && best.found.length >= Math.min(2, definitions.length) ? best : undefined;
}

function readHeader(rows: Rows, row: number, height: number, definitions: readonly ColumnDefinition[]): Header {
  const upper = rows[row] ?? [];
  const lower = height === 2 ? (rows[row + 1] ?? []) : [];
  const titles = Array.from({ length: Math.max(upper.length, lower.length) }, (_, i) =>
    titlesOf(label(upper[i]), label(lower[i])),
  );
  const found: FoundColumn[] = [];
  const taken = new Set<number>();
  // Exact names first: of 金额（元） and 金额（万元）, the one asked for with its unit must win.
  for (const normal of [fullName, headerName])
    for (const definition of definitions) {
      if (found.some((column) => column.key === definition.key)) continue;
      const names = [definition.header, ...(definition.aliases ?? [])].map(normal);
      const index = titles.findIndex((title, i) => !taken.has(i) && title.some((name) => names.includes(normal(name))));
      if (index < 0) continue;
      taken.add(index);
      const header = titles[index]?.[0] ?? '';
      found.push({ key: definition.key, index, header, ...unitOf(header) });
    }
  return {
    dataFrom: row + height,
    found: definitions.flatMap(({ key }) => found.filter((column) => column.key === key)),
    missing: definitions.filter((definition) => !found.some((column) => column.key === definition.key)),
    unknown: apart(
      titles.flatMap(([header = ''], index) => (taken.has(index) || header === '' ? [] : [{ index, header }])),
    ),
    words: titles.map((_, i) => headerName(label(height === 2 ? lower[i] : upper[i]))),
  };
}

function apart(columns: readonly { index: number; header: string }[]): { index: number; header: string }[] {
  const times = new Map<string, number>();
  return columns.map(({ index, header }) => {
    const time = (times.get(header) ?? 0) + 1;
    times.set(header, time);
    return { index, header: time === 1 ? header : `${header} (${time})` };
  });
}

/** The names a column may go by: group and part together first, then the part alone. */
function titlesOf(upper: string, lower: string): string[] {
  if (lower === '' || upper === lower) return upper === '' ? [] : [upper];
  return upper === '' ? [lower] : [`${upper}${lower}`, lower];
}

function label(cell: Cell | undefined): string {
  return cell === undefined || isBlank(cell) ? '' : cell.text.trim();
}

/** Full-width forms, blanks, line breaks, separators, stars and case say nothing. */
function fullName(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200B\uFEFF*·・:、/_\-—–]/g, '');
}

/** A header's name for comparing: `fullName` without what stands in brackets. */
export function headerName(text: string): string {
  const name = fullName(text);
  return name.replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】|〔[^〕]*〕/g, '') || name;
}

function unitOf(header: string): { unit?: string } {
  const unit = /[([【〔]([^)\]】〕]+)[)\]】〕]/.exec(header.normalize('NFKC'))?.[1]?.trim();
  return unit === undefined ? {} : { unit };
}
