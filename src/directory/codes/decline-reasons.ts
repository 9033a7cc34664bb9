import { readCodeFile } from './code-file.js';
import { CodeList } from './code-list.js';
import type { CodeEntry } from './code-list.js';

/** Why an institution declined, whether the enterprise can mend it (also by waiting), and who can help. */
export interface DeclineReason extends CodeEntry {
  readonly repairable: boolean;
  /** A code of `departments`. */
  readonly department: string;
  /** Added by this platform; the others are met in published sources. */
  readonly platform?: boolean;
  readonly noteRequired?: boolean;
}

const reasonFile = readCodeFile<DeclineReason>('decline-reasons');
const departmentFile = readCodeFile<CodeEntry>('departments');

export const declineReasons = new CodeList(reasonFile, reasonFile.entries);
export const departments = new CodeList(departmentFile, departmentFile.entries);
