import { isBlank, type Cell } from './cell.js';

/** What a cell says, or why it says nothing usable. A blank cell reads as `undefined`. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly params: Readonly<Record<string, unknown>> };

export type Reader<T> = (cell: Cell) => Reading<T | undefined>;

export function read<T>(value: T): Reading<T> {
  return { ok: true, value };
}

export function refuse(code: string, params: Readonly<Record<string, unknown>> = {}): Reading<never> {
  return { ok: false, code, params };
}

/** Handles what all readers share: a blank cell is `undefined`, an error cell (`#N/A`) is refused as `cell-error`. */
export function reader<T>(of: (cell: Cell) => Reading<T | undefined>): Reader<T> {
  return (cell) => {
    if (cell.kind === 'error') return refuse('cell-error', { value: cell.text });
    return isBlank(cell) ? read(undefined) : of(cell);
  };
}

/** Refuses a blank cell as `cell-required`. */
export function required<T>(of: Reader<T>): (cell: Cell) => Reading<T> {
  return (cell) => {
    const reading = of(cell);
    if (!reading.ok) return reading;
    return reading.value === undefined ? refuse('cell-required') : read(reading.value);
  };
}

/** A reader around a parser of text, such as the money parser of the kernel. */
export function parsed<T>(parse: (text: string) => Reading<T>): Reader<T> {
  return reader((cell) => parse(cell.text.trim()));
}
