import type { ValueTransformer } from 'typeorm';

/** MySQL's TEXT. SQLite would take more, and then only one of the two databases would work. */
const JSON_MAX_BYTES = 65_535;

/** bigint columns as numbers. Only whole numbers a double holds exactly: SQLite would round others in silence. */
export const wholeNumber: ValueTransformer = {
  to(value: unknown) {
    if (typeof value === 'number' && !Number.isSafeInteger(value))
      throw new RangeError(`${value} is not a whole number within ±(2^53 − 1)`);
    return value;
  },
  from: (value: unknown) => (value === null || value === undefined ? value : Number(value)),
};

export const jsonText: ValueTransformer = {
  to(value: unknown) {
    if (value === null || value === undefined) return value;
    const text = JSON.stringify(value);
    if (Buffer.byteLength(text) > JSON_MAX_BYTES) throw new RangeError(`JSON of more than ${JSON_MAX_BYTES} bytes`);
    return text;
  },
  from: (value: unknown) => (typeof value === 'string' ? (JSON.parse(value) as unknown) : value),
};
