import type { Problem } from '../../kernel/problem.js';
import type { Cell } from './cell.js';
import type { SpreadsheetType } from './sniff.js';
import type { WorkbookSpec } from './workbook-spec.js';

/** What the main thread asks of the worker thread. */
export type Task =
  | { readonly kind: 'read'; readonly type: SpreadsheetType; readonly bytes: Uint8Array }
  | { readonly kind: 'write'; readonly spec: WorkbookSpec };

/**
 * What the worker answers. Rows come in portions, each asked for by `more`, so that the main thread
 * never unpacks a whole workbook in one go.
 */
export type Answer =
  | { readonly kind: 'sheet'; readonly name: string }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'written'; readonly bytes: Uint8Array }
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly code: Problem['code']; readonly params: Problem['params'] };
