import { existsSync, readFileSync } from 'node:fs';
import { UsageError } from './arguments.js';

/** The JSON of a file that the operator named. @throws UsageError when it is not there or holds no JSON */
export function readJsonFile(file: string): unknown {
  if (!existsSync(file)) throw new UsageError(`${file} is not there`);
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
