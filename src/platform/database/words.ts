import type { ColumnType } from 'typeorm';

/** What a column word means to the driver. Only types that both databases create and read back without drift. */
export interface ColumnShape {
  readonly type: ColumnType & string;
  readonly length?: string;
  readonly precision?: number;
}

export type ColumnWord =
  | 'id'
  | 'ref'
  | 'code'
  | 'label'
  | 'prose'
  | 'count'
  | 'money'
  | 'ppm'
  | 'instant'
  | 'day'
  | 'flag'
  | 'json'
  | 'version';

/** Longest index key in characters that every server takes: 3072 bytes at 4 bytes each, less room for a second column. */
const WIDEST_TEXT = 700;

const SHAPES: Record<Exclude<ColumnWord, 'code' | 'label'>, ColumnShape> = {
  id: { type: 'varchar', length: '36' },
  ref: { type: 'varchar', length: '36' },
  prose: { type: 'text' },
  count: { type: 'integer' },
  money: { type: 'bigint' },
  ppm: { type: 'integer' },
  instant: { type: 'datetime', precision: 3 },
  day: { type: 'varchar', length: '10' },
  flag: { type: 'boolean' },
  json: { type: 'text' },
  version: { type: 'integer' },
};

/** The one table from word to driver type, shared by entities and migrations so that they cannot drift apart. */
export function shapeOf(word: ColumnWord, length?: number): ColumnShape {
  if (word !== 'code' && word !== 'label') return SHAPES[word];
  if (length === undefined || !Number.isInteger(length) || length < 1 || length > WIDEST_TEXT)
    throw new RangeError(`${word}: a length from 1 to ${WIDEST_TEXT}`);
  return { type: 'varchar', length: String(length) };
}

export type DefaultValue = string | number | boolean;
