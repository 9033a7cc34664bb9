import { basename } from 'node:path';
import { Problem } from '../../kernel/problem.js';
import type { Cell, Sheet, WorkbookContent } from './cell.js';
import { runTask } from './run-task.js';
import { sniff } from './sniff.js';
import { guardZip } from './zip-guard.js';

/**
 * Reads an uploaded spreadsheet into plain sheets. What is plainly wrong is refused here in milliseconds;
 * everything else happens in a worker thread, so the event loop stays free.
 * @param fileName names the only sheet of a CSV file; it never decides what the file is
 * @throws Problem a code `spreadsheet-…`, see `config/locales/…/spreadsheet.json`
 */
export async function readWorkbook(bytes: Buffer, fileName = ''): Promise<WorkbookContent> {
  const type = sniff(bytes);
  if (type === 'xlsx') guardZip(bytes);
  const sheets: { name: string; rows: (readonly Cell[])[] }[] = [];
  await runTask({ kind: 'read', type, bytes }, (answer) => {
    if (answer.kind === 'sheet') sheets.push({ name: answer.name, rows: [] });
    if (answer.kind === 'rows') for (const row of answer.rows) sheets.at(-1)?.rows.push(row);
  });
  if (sheets.every((sheet) => sheet.rows.length === 0)) throw new Problem('spreadsheet-empty');
  return { sheets: type === 'csv' ? sheets.map((sheet) => named(sheet, fileName)) : sheets };
}

function named(sheet: Sheet, fileName: string): Sheet {
  return { ...sheet, name: basename(fileName).replace(/\.\w+$/, '') || sheet.name };
}
