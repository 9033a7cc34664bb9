export type CellKind = 'empty' | 'text' | 'number' | 'date' | 'boolean' | 'error';

/** One cell as the rest of the platform sees it, whatever file it came from. */
export interface Cell {
  /** As a person sees it: `3.45%`, `2027-03-15`, `13800138000`. Decimals that a number format hides are kept. */
  readonly text: string;
  /** The number, boolean or text itself; of a date `YYYY-MM-DD` or `YYYY-MM-DDTHH:mm:ss`, without a time zone. */
  readonly raw?: number | boolean | string;
  readonly kind: CellKind;
}

export interface Sheet {
  readonly name: string;
  /** `rows[0]` is row 1 of the file; blank rows are empty arrays, blank cells at the end of a row are left out. */
  readonly rows: readonly (readonly Cell[])[];
}

export interface WorkbookContent {
  readonly sheets: readonly Sheet[];
}

export const EMPTY: Cell = { text: '', kind: 'empty' };

export function textCell(text: string): Cell {
  return text === '' ? EMPTY : { text, raw: text, kind: 'text' };
}

export function isBlank(cell: Cell | undefined): boolean {
  return cell === undefined || cell.text.trim() === '';
}
