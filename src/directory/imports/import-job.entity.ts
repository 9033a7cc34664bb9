import { column, table } from '../../platform/database/columns.js';
import type { Cell } from '../../platform/spreadsheet/cell.js';

/** draft: a required column is still to be assigned. importing: some rows are in, the rest follows. */
export const importStates = ['draft', 'checked', 'importing', 'committed', 'undone'] as const;
export type ImportState = (typeof importStates)[number];

/**
 * bad: cells to correct. held: fine itself, but goes together with a bad row. duplicate: is there already, skipped.
 * done: imported. kept: could not be undone.
 */
export type RowState = 'good' | 'bad' | 'held' | 'duplicate' | 'done' | 'undone' | 'kept';
export type Decision = 'skip' | 'update' | 'add';

/** How the columns of one sheet were understood. */
export interface SheetColumns {
  readonly sheet: string;
  readonly name: string;
  readonly found: readonly {
    readonly key: string;
    readonly header: string;
    readonly index: number;
    readonly unit?: string;
  }[];
  readonly unknown: readonly string[];
}

/** One uploaded file (or the files that belong together): checked, corrected, imported, undone. */
@table('import_job', { index: [['organisationId', 'createdAt']] })
export class ImportJob {
  @column.id() id!: string;
  @column.code(30) kind!: string;
  @column.label(190) fileName!: string;
  @column.code(64) sha256!: string;
  @column.code(20) state!: ImportState;
  @column.ref() createdBy!: string;
  @column.ref() organisationId!: string;
  @column.json() columns!: readonly SheetColumns[];
  @column.count() rowCount!: number;
  @column.count() goodCount!: number;
  @column.count() badCount!: number;
  @column.count() duplicateCount!: number;
  @column.count() heldCount!: number;
  @column.count() doneCount!: number;
  /** Cells to correct, and organisations that are new with the import. */
  @column.count() problemCount!: number;
  @column.count() newcomerCount!: number;
  @column.instant() createdAt!: Date;
  @column.instant({ nullable: true }) committedAt!: Date | null;
  @column.instant({ nullable: true }) undoUntil!: Date | null;
  @column.version() version!: number;
}

export interface CellProblem {
  /** The column's key; empty when it is the row that cannot be used. */
  readonly key: string;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Cells by column key as they stand in the file, and those of columns nobody asked for by their header. */
export interface RowCells {
  readonly cells: Readonly<Record<string, Cell>>;
  readonly other: Readonly<Record<string, Cell>>;
  /** What stands in a cell and was asked about, confirmed as it is; another text is asked about anew. */
  readonly asIs?: Readonly<Record<string, string>>;
}

/** A row of the file, from the first check to the undo. */
@table('import_row', { unique: [['jobId', 'position']], index: [['jobId', 'state']] })
export class ImportRow {
  @column.id() id!: string;
  @column.ref() jobId!: string;
  @column.count() position!: number;
  @column.code(20) sheet!: string;
  @column.count() rowNumber!: number;
  @column.json() content!: RowCells;
  @column.code(20) state!: RowState;
  @column.label(120) label!: string;
  @column.json() problems!: readonly CellProblem[];
  /** What is there already: a number, a name, or `#7` for a row of the same file. */
  @column.label(120, { nullable: true }) duplicateOf!: string | null;
  @column.ref({ nullable: true }) duplicateId!: string | null;
  /** What the person chose; null = what is usual: duplicates are skipped, the rest is added. */
  @column.code(10, { nullable: true }) decision!: Decision | null;
  @column.flag() newcomer!: boolean;
  @column.code(20, { nullable: true }) resultType!: string | null;
  @column.ref({ nullable: true }) resultId!: string | null;
  /** What undoing needs. */
  @column.json({ nullable: true }) before!: unknown;
}
