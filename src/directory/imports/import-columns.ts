import type { ImportJob, ImportRow } from './import-job.entity.js';
import type { ImportKind } from './import-kind.js';

/** A column of the file that nobody asked for, and which column it really is. */
export interface ColumnAssignment {
  readonly sheet: string;
  readonly header: string;
  readonly key: string;
}

/** Required columns that no header of the file names. */
export function missingColumns(kind: ImportKind, job: ImportJob): { sheet: string; key: string; header: string }[] {
  return kind.layout.sheets.flatMap(({ key: sheet, columns }) => {
    const read = job.columns.find((of) => of.sheet === sheet);
    if (!read) return [];
    return columns
      .filter(({ required, key }) => required && !read.found.some((found) => found.key === key))
      .map(({ key, header }) => ({ sheet, key, header }));
  });
}

/** Takes a column that nobody asked for as the one it really is, in the job and in all its rows. */
export function assignColumn(
  job: ImportJob,
  rows: readonly ImportRow[],
  { sheet, header, key }: ColumnAssignment,
): void {
  const read = job.columns.find((of) => of.sheet === sheet);
  if (!read?.unknown.includes(header)) return;
  const found = [...read.found.filter((column) => column.key !== key), { key, header, index: -1 }];
  const unknown = read.unknown.filter((name) => name !== header);
  job.columns = job.columns.map((of) => (of === read ? { ...of, found, unknown } : of));
  for (const row of rows.filter((one) => one.sheet === sheet)) {
    const { [header]: cell, ...other } = row.content.other;
    row.content = { cells: cell ? { ...row.content.cells, [key]: cell } : row.content.cells, other };
  }
}
