import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import type { Cell } from '../../platform/spreadsheet/cell.js';
import type { CellProblem, Decision } from './import-job.entity.js';
import type { ImportLayout } from './import-layout.js';

/** A row as a kind sees it when it checks. */
export interface RawRow {
  readonly sheet: string;
  readonly rowNumber: number;
  readonly cells: Readonly<Record<string, Cell>>;
  /** The unit its header names, by column: 元 above a column of amounts. */
  readonly units: Readonly<Record<string, string>>;
  /** Texts of cells that a person has confirmed as they stand. */
  readonly asIs?: Readonly<Record<string, string>> | undefined;
}

/** What a kind finds in a row. Nothing is written while checking. */
export interface Finding<Value> {
  /** What the row is called in lists: an enterprise's name, a product's. */
  readonly label: string;
  readonly problems: readonly CellProblem[];
  /** Read only when there are no problems. */
  readonly value: Value;
  readonly duplicate?: { readonly of: string; readonly id: string | null } | undefined;
  /** Rows of one unit are imported together or not at all; without one the row stands alone. */
  readonly unit?: string;
  /** An organisation is new with this row. */
  readonly newcomer?: boolean;
  /** For the ledger of past days: the day on which it was written down. */
  readonly day?: Day | null;
}

/** A row that is to be imported now. */
export interface ReadyRow<Value> {
  readonly sheet: string;
  readonly rowNumber: number;
  readonly value: Value;
  readonly decision: Exclude<Decision, 'skip'>;
  readonly duplicateId: string | null;
}

export interface CommitContext {
  readonly jobId: string;
  /** The demo's ledger: what is dated before counts as of its day. Never given by a request. */
  readonly asOf?: Day | undefined;
}

export interface RowResult {
  readonly type: string;
  readonly id: string;
  /** What `undo` needs. */
  readonly before: unknown;
}

export interface UndoRow {
  readonly jobId: string;
  readonly type: string;
  readonly id: string;
  readonly before: unknown;
}

/** Something that can be imported: how its rows are read, found again, written and taken back. */
export interface ImportKind<Value = unknown> {
  readonly name: string;
  /** Where what was imported is listed. */
  readonly href?: string;
  /** In the order in which kinds are offered: what others refer to comes first. */
  readonly order: number;
  readonly layout: ImportLayout;
  /** Besides officers, holders of this permission may import what is their own. */
  readonly ownPermission?: string;
  /** What may be done with a row that is there already, the usual first. */
  readonly decisions: readonly Decision[];
  /** Codes that a choice takes, by column key. */
  readonly choices: Choices;
  /** Lists for drop-downs that are no fixed choice, by column key. */
  options?(actor: Actor): Promise<Readonly<Record<string, readonly string[]>>>;
  /** One finding for each row, in the same order. */
  check(actor: Actor, rows: readonly RawRow[], jobId: string | null): Promise<readonly Finding<Value>[]>;
  /** Inside a transaction; one result for each row of the unit. */
  commit(actor: Actor, unit: readonly ReadyRow<Value>[], context: CommitContext): Promise<readonly RowResult[]>;
  /** Inside a transaction. Answers a code when something came after, and then changes nothing. */
  undo(actor: Actor, row: UndoRow): Promise<string | null>;
}

/** The codes of a choice, and where their words stand (`<words>.<code>`); without words the code speaks for itself. */
export interface Choice {
  readonly codes: readonly string[];
  readonly words?: string;
}
export type Choices = Readonly<Record<string, Choice>>;
