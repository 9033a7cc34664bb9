import { isUnderIndustry, normaliseIndustryCode } from '../../kernel/industry-code.js';
import { readCodeFile } from './code-file.js';
import { CodeList } from './code-list.js';
import type { CodeEntry } from './code-list.js';

export interface Industry extends CodeEntry {
  readonly level: 'section' | 'division' | 'group' | 'class';
}

const file = readCodeFile<Industry>('industries');

/** GB/T 4754-2017: all sections and divisions; groups and classes only where the zone looks closer. */
export const industries = new CodeList(file, file.entries, isUnderIndustry);

/** The finest listed entry that a code is or lies under: 3971 is not listed, 397 is. Also reads `C3971`. */
export function nearestIndustry(text: string): Industry | undefined {
  const code = normaliseIndustryCode(text);
  if (code === null) return undefined;
  const lengths = [4, 3, 2, 1].filter((length) => length <= code.length);
  return lengths.map((length) => industries.find(code.slice(0, length))).find((entry) => entry !== undefined);
}
