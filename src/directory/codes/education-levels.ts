import { readCodeFile } from './code-file.js';
import { CodeList } from './code-list.js';
import type { CodeEntry } from './code-list.js';

export interface EducationLevel extends CodeEntry {
  /** Compares levels; 职业本科 ranks with 本科. */
  readonly rank: number;
}

const file = readCodeFile<EducationLevel>('education-levels');

export const educationLevels = new CodeList(file, file.entries);

/** Whether a level is at least the one asked for. Throws RangeError on a code that is not listed. */
export const reachesLevel = (level: string, minimum: string): boolean => rankOf(level) >= rankOf(minimum);

function rankOf(code: string): number {
  const level = educationLevels.find(code);
  if (!level) throw new RangeError(`no education level: ${code}`);
  return level.rank;
}
