import { readCodeFile } from './code-file.js';
import { CodeList } from './code-list.js';
import type { CodeEntry, Verified } from './code-list.js';

/** A park, building or renewal area of the zone. `verified` is about its name; positions are approximate. */
export interface Park extends CodeEntry {
  readonly kind: 'park' | 'building' | 'renewal-area';
  readonly region: string;
  /** Degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
  readonly approximate: boolean;
  readonly verified: Verified;
}

const file = readCodeFile<Park>('parks');

export const parks = new CodeList(file, file.entries);
