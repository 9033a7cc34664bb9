import { Injectable } from '@nestjs/common';
import type { WorkbookContent } from './cell.js';
import { readWorkbook } from './read-workbook.js';
import type { WorkbookSpec } from './workbook-spec.js';
import { writeWorkbook } from './write-workbook.js';

/** Reads and writes spreadsheets; see `readTable` and the cell readers for what stands in them. */
@Injectable()
export class Spreadsheets {
  /** @throws Problem a code `spreadsheet-…` */
  read(bytes: Buffer, fileName: string): Promise<WorkbookContent> {
    return readWorkbook(bytes, fileName);
  }

  /** The bytes of an .xlsx file. */
  write(spec: WorkbookSpec): Promise<Buffer> {
    return writeWorkbook(spec);
  }
}
