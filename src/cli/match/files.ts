import { existsSync, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { WorkbookContent } from '../../platform/spreadsheet/cell.js';
import { readWorkbook } from '../../platform/spreadsheet/read-workbook.js';
import { UsageError } from '../arguments.js';

export const isJson = (file: string): boolean => extname(file).toLowerCase() === '.json';
export const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** @throws UsageError when it is not there @throws Problem when it is no workbook */
export function openWorkbook(file: string): Promise<WorkbookContent> {
  if (!existsSync(file)) throw new UsageError(`${file} is not there`);
  return readWorkbook(readFileSync(file), basename(file));
}
