const BOM = '\u{feff}';

/** What spreadsheets would take for a formula begins with an apostrophe, which they show as text. */
const harmless = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Rows as RFC 4180 writes them, in UTF-8 with a mark that spreadsheets need to see it is. The first row names the columns. */
export function writeCsv(rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(
    BOM + rows.map((row) => row.map((cell) => quoted(harmless(cell))).join(',')).join('\r\n') + '\r\n',
  );
}
