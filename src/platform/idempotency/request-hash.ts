import { createHash } from 'node:crypto';
import { Upload } from '../http/multipart.js';

/** SHA-256 (hex) over parts that cannot run into each other. */
export function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** A body as one text: the order of its members does not matter, files count by content, form tokens not at all. */
export function bodyText(body: unknown): string {
  return JSON.stringify(plain(body)) ?? '';
}

function plain(value: unknown): unknown {
  if (value instanceof Upload) return [value.name, createHash('sha256').update(value.bytes).digest('hex')];
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).filter(([name]) => name !== '_csrf' && name !== '_key');
  return members.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => [name, plain(item)]);
}
