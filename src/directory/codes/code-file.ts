import { readFileSync } from 'node:fs';
import type { CodeSource } from './code-list.js';

/** A file of `config/codes`: where the list comes from, and its entries. */
export interface CodeFile<Entry> extends CodeSource {
  readonly entries: readonly Entry[];
}

/** Reads `config/codes/<name>.json`, seen from `dist/src/directory/codes`. The files are ours; their spec checks them. */
export const readCodeFile = <Entry>(name: string): CodeFile<Entry> => readCodes<CodeFile<Entry>>(name);

/** The same for a file of another shape. */
export function readCodes<File extends CodeSource>(name: string): File {
  return JSON.parse(readFileSync(new URL(`../../../../config/codes/${name}.json`, import.meta.url), 'utf8')) as File;
}
