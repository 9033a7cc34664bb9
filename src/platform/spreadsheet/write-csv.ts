import { guarded } from './formula-guard.js';

const BOM = '\u{feff}';

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Rows as RFC 4180 writes them, in UTF-8 with a mark that spreadsheets need to see it is. The first row names the columns. */
export function writeCsv(rows: readonly (readonly string[])[]): Buffer {
  const lines = rows.map((row) => row.map((cell) => quoted(guarded(cell))).join(','));
  return Buffer.from(`${BOM}${lines.join('\r\n')}\r\n`);
}
