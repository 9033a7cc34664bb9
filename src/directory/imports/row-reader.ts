import type { Words } from '../../platform/i18n/words.js';
import { EMPTY } from '../../platform/spreadsheet/cell.js';
import { columnReader, type ColumnReader } from './column-readers.js';
import type { Choices, RawRow } from './import-kind.js';
import type { CellProblem } from './import-job.entity.js';
import type { ColumnLayout } from './import-layout.js';
import { mapInTurns } from './in-turns.js';

/** What a row says, by column key; `undefined` where a cell is blank or cannot be read. */
export interface ReadRow {
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: CellProblem[];
}

/** Reads the rows of one sheet. */
export class RowReader {
  private readonly readers: readonly (readonly [ColumnLayout, ColumnReader])[];

  constructor(words: Words, columns: readonly ColumnLayout[], choices: Choices = {}) {
    this.readers = columns.map((column) => [column, columnReader(words, column, choices)] as const);
  }

  /** All rows, in their order: 20,000 of them keep nobody waiting. */
  readAll(rows: readonly RawRow[]): Promise<ReadRow[]> {
    return mapInTurns(rows, (row) => this.read(row));
  }

  read({ cells, units, asIs = {} }: RawRow): ReadRow {
    const values: Record<string, unknown> = {};
    const problems: CellProblem[] = [];
    for (const [{ key, required }, reader] of this.readers) {
      const cell = cells[key] ?? EMPTY;
      const reading = reader(cell, { unit: units[key], asIs: asIs[key] === cell.text });
      if (!reading.ok) problems.push({ key, code: reading.code, params: shown(reading.params) });
      else if (reading.value !== undefined) values[key] = reading.value;
      else if (required) problems.push({ key, code: 'cell-required', params: {} });
    }
    return { values, problems };
  }
}

/** What was typed is quoted in the sentence, but never a novel. */
const shown = (params: Readonly<Record<string, unknown>>): CellProblem['params'] =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : String(value).slice(0, 60),
    ]),
  );
