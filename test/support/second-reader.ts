import readXlsxFile from 'read-excel-file/node';
import { unzip } from '../attacks/unzip.js';

export type SheetRows = (string | number | boolean | Date | null)[][];

/** A workbook as another library than the one that wrote it reads it: what we write must not be a dialect of its own. */
export async function readBySecondLibrary(bytes: Buffer): Promise<Map<string, SheetRows>> {
  const sheets = await readXlsxFile(bytes, { trim: false });
  return new Map(sheets.map(({ sheet, data }) => [sheet, data as SheetRows]));
}

/** Every text that begins as a formula does, and every cell that is one. */
export async function formulasIn(bytes: Buffer): Promise<{ texts: string[]; formulas: string[] }> {
  const formulas = [...unzip(bytes)].flatMap(([entry, xml]) =>
    entry.includes('worksheets/')
      ? [...xml.matchAll(/<f[\s>/][^<]*|<c [^>]*t="str"[^>]*>/g)].map(([cell]) => `${entry} ${cell}`)
      : [],
  );
  const cells = [...(await readBySecondLibrary(bytes)).values()].flat(2);
  const texts = cells.filter((cell): cell is string => typeof cell === 'string' && /^[=+\-@\t\r＝＋－＠]/.test(cell));
  return { texts, formulas };
}
