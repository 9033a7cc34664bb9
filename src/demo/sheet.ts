import { readFileSync } from 'node:fs';
import { projectFolder } from '../platform/i18n/project-folder.js';
import { parseCsv } from '../platform/spreadsheet/csv.js';

export type SheetRow = Readonly<Record<string, string>>;

/** A file of config/demo as rows by their column's header; the first data row is number 1. */
export function demoSheet(name: string): SheetRow[] {
  const [sheet] = parseCsv(demoFile(name), name);
  const [head = [], ...rows] = sheet?.rows ?? [];
  return rows.map((cells) => Object.fromEntries(head.map(({ text }, column) => [text, cells[column]?.text ?? ''])));
}

export const demoFile = (name: string): Buffer => readFileSync(projectFolder('config/demo', name));
