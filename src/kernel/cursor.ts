import { failure, success } from './result.js';
import type { Result } from './result.js';

/** The sort key of the last row a page showed; null where a column is empty. */
export type CursorPart = string | number | null;

const LONGEST = 1000;

/** Packs a keyset position into opaque text for a URL. */
export function encodeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Unpacks a cursor of `length` parts. Whatever else people put into the URL fails with `cursor`, and never throws. */
export function decodeCursor(text: string, length: number): Result<readonly CursorPart[], 'cursor'> {
  if (text.length > LONGEST || !/^[\w-]+$/.test(text)) return failure('cursor');
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const valid = Array.isArray(parts) && parts.length === length && parts.every(isPart);
    return valid ? success(parts as CursorPart[]) : failure('cursor');
  } catch {
    return failure('cursor');
  }
}

const isPart = (part: unknown): part is CursorPart =>
  part === null || typeof part === 'string' || typeof part === 'number';
