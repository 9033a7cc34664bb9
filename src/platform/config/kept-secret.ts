import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes a secret once and keeps it beside the data, readable by its owner alone, so that restarts do not sign people out. */
export function readKeptSecret(file: string): string {
  mkdirSync(dirname(file), { recursive: true });
  try {
    // 'wx' lets exactly one of several starting processes write; the others read what it wrote.
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 32)
    throw new Error(`${file} does not hold a secret of 32 characters: delete it to have a new one made`);
  return secret;
}
