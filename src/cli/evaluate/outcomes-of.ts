import { namesOwner } from '../../kernel/track-record/alias-column.js';
import { columnKind } from '../../kernel/track-record/column-kind.js';
import { columnKinds, type Column, type ColumnKind, type Outcome } from '../../kernel/track-record/outcomes.js';
import { writtenDays } from '../../kernel/track-record/written-days.js';
import { UsageError } from '../arguments.js';
import type { TextTable } from './outcome-file.js';

export interface Roles {
  /** Together they name an outcome; may be none. */
  readonly keys: readonly string[];
  readonly owner: string;
  readonly date: string;
  /** `name` or `name:kind`; undefined for every other column. */
  readonly columns: readonly string[] | undefined;
}

export interface RowProblem {
  readonly line: number;
  readonly code: 'date-unreadable' | 'owner-missing' | 'repeated';
  readonly value: string;
}

export interface Outcomes {
  readonly columns: readonly Column[];
  readonly rows: readonly Outcome[];
  /** Columns that only say the owner in other words. */
  readonly leftOut: readonly string[];
  readonly problems: readonly RowProblem[];
}

/** A table of text as outcomes in the order of their days. @throws UsageError for a column or kind that there is not */
export function outcomesOf({ headers, rows }: TextTable, roles: Roles): Outcomes {
  const at = (name: string): number => {
    const place = headers.indexOf(name.trim());
    if (place < 0) throw new UsageError(`there is no column ${name}; there are: ${headers.join(', ')}`);
    return place;
  };
  const [owner, date, keys] = [at(roles.owner), at(roles.date), roles.keys.map(at)];
  const taken = new Set([owner, date, ...keys]);
  const wanted = roles.columns
    ? roles.columns.map((text) => wish(text, headers, at))
    : headers.flatMap((_, place) => (taken.has(place) ? [] : [{ place, kind: undefined }]));
  for (const { place } of wanted)
    if (place === owner) throw new UsageError('the owner is what is looked for, and no column to learn from');
  const days = writtenDays(rows.map(({ cells }) => cells[date] ?? ''));
  const problems: RowProblem[] = [];
  const seen = new Set<string>();
  const read: (Outcome & { readonly line: number })[] = [];
  for (const [row, { line, cells }] of rows.entries()) {
    const day = days[row];
    const name = cells[owner]?.trim() ?? '';
    const same = JSON.stringify([day, name, ...keys.map((key) => cells[key])]);
    if (!day) problems.push({ line, code: 'date-unreadable', value: cells[date] ?? '' });
    else if (name === '') problems.push({ line, code: 'owner-missing', value: '' });
    else if (keys.length > 0 && seen.has(same)) problems.push({ line, code: 'repeated', value: same });
    else {
      seen.add(same);
      read.push({ line, day, owner: name, cells: wanted.map(({ place }) => cells[place] ?? '') });
    }
  }
  read.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.line - b.line));
  const named = wanted.map(({ place, kind }, column) => ({ name: headers[place] ?? '', kind, column }));
  const alias = new Set(named.filter(({ kind, column }) => !kind && namesOwner(read, column)));
  const kept = named.filter((one) => !alias.has(one));
  return {
    columns: kept.map(({ name, kind, column }) => ({
      name,
      kind: kind ?? columnKind(read.map(({ cells }) => cells[column] ?? '')),
    })),
    rows: read.map((row) => ({
      day: row.day,
      owner: row.owner,
      cells: kept.map(({ column }) => row.cells[column] ?? ''),
    })),
    leftOut: [...alias].map(({ name }) => name),
    problems,
  };
}

function wish(
  text: string,
  headers: readonly string[],
  at: (name: string) => number,
): { readonly place: number; readonly kind: ColumnKind | undefined } {
  if (headers.includes(text.trim())) return { place: at(text), kind: undefined };
  const colon = text.lastIndexOf(':');
  if (colon < 0) return { place: at(text), kind: undefined };
  const kind = columnKinds.find((one) => one === text.slice(colon + 1).trim());
  if (!kind) throw new UsageError(`--columns ${text}: a kind is ${columnKinds.join(', ')}`);
  return { place: at(text.slice(0, colon)), kind };
}
