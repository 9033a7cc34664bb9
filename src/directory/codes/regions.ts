import { readCodeFile } from './code-file.js';
import { CodeList } from './code-list.js';
import type { CodeEntry } from './code-list.js';

export interface Region extends CodeEntry {
  readonly level: 'province' | 'city' | 'county' | 'street';
}

const file = readCodeFile<Region>('regions');

/** Administrative codes without their trailing zeros, so that a prefix is an ancestor: 350502008 under 350502, 3505, 35. */
export const regions = new CodeList(file, file.entries, (code, ancestor) => code.startsWith(ancestor));
