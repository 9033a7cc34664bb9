import { buildWorkbook } from './build-workbook.js';
import { LIMITS } from './limits.js';
import { runTask } from './run-task.js';
import type { WorkbookSpec } from './workbook-spec.js';

/** Writes an .xlsx; more than 2,000 rows are written in a worker thread. */
export async function writeWorkbook(spec: WorkbookSpec): Promise<Buffer> {
  const rows = spec.sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
  if (rows <= LIMITS.rowsWrittenInline) return buildWorkbook(spec);
  let written: Uint8Array = new Uint8Array();
  await runTask({ kind: 'write', spec }, (answer) => {
    if (answer.kind === 'written') written = answer.bytes;
  });
  return Buffer.from(written.buffer, written.byteOffset, written.byteLength);
}
