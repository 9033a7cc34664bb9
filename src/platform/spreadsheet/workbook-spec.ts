/** What a written workbook contains: data and looks, no cell addresses. Plain values, so it can go to the worker thread. */
export interface WorkbookSpec {
  readonly sheets: readonly SheetSpec[];
}

/**
 * - `money-wan`: integer 分 in the row, 万元 as a real number in the file
 * - `percent`: integer parts per million in the row, a real percentage in the file
 * - `day`: `YYYY-MM-DD`; `datetime`: an instant, written in the business time zone
 */
export type ColumnKind = 'text' | 'number' | 'money-wan' | 'percent' | 'day' | 'datetime';

export type CellInput = string | number | boolean | Date | null | undefined;

export interface ColumnSpec {
  readonly key: string;
  readonly header: string;
  /** In characters; a Chinese character counts two. */
  readonly width?: number;
  readonly kind: ColumnKind;
  /** Drop-down; other input is warned about, not refused, when `severalOptions` is set. */
  readonly options?: readonly string[];
  readonly severalOptions?: boolean;
  /** Shown as a comment on the header. */
  readonly note?: string;
}

export type RowInput = Readonly<Record<string, CellInput>>;

export interface SheetSpec {
  readonly name: string;
  readonly title?: string;
  readonly columns: readonly ColumnSpec[];
  readonly rows: readonly RowInput[];
  /** Default true. */
  readonly frozenHeader?: boolean;
  /** Example rows above the data, in grey italics; the reader leaves out rows that begin with `sampleMark`. */
  readonly samples?: readonly RowInput[];
  /** Cells to correct: red, with the reason as a comment. `row` counts from 0 in `rows`. */
  readonly marks?: readonly { readonly row: number; readonly key: string; readonly note: string }[];
  /** Blank rows below the data that get formats and drop-downs (templates); default 0. */
  readonly spareRows?: number;
}
