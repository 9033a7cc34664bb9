import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Counts } from './table-counts.js';

/** What lies in a backup: the database as one file, the stored files, and this. */
export interface Manifest {
  readonly made: string;
  readonly database: 'sqlite' | 'mariadb' | 'mysql';
  readonly counts: Counts;
}

export const DATABASE_FILE = { sqlite: 'database.db', mariadb: 'database.sql', mysql: 'database.sql' } as const;
export const FILES = 'files';

export function writeManifest(folder: string, manifest: Manifest): void {
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
