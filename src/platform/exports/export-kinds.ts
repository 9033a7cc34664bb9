import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import type { ColumnKind, RowInput } from '../spreadsheet/workbook-spec.js';

/** A list's filter as it stands in the address; what a list understands of it is the list's own matter. */
export type ExportFilter = Readonly<Record<string, string | readonly string[]>>;

export interface ExportColumn {
  readonly key: string;
  readonly kind: ColumnKind;
  /** In characters; a Chinese character counts two. */
  readonly width?: number;
}

/** Says a word in the language of who asked. */
export type Say = (key: string, params?: Record<string, unknown>) => string;

/** A list that can be had as a spreadsheet: the same rows as its page shows for the same filter. */
export interface ExportKind {
  /** `financing.needs`; the heads of columns are the words `export.<name>.<column>`. */
  readonly name: string;
  /** Any one of them will do. */
  readonly permission: string | readonly string[];
  readonly columns: readonly ExportColumn[];
  count(actor: Actor, filter: ExportFilter): Promise<number>;
  rows(actor: Actor, filter: ExportFilter, say: Say): Promise<RowInput[]>;
}

/** Every list that can be exported; each area declares its own at start-up. */
@Injectable()
export class ExportKinds {
  private readonly kinds = new Map<string, ExportKind>();

  define(kind: ExportKind): void {
    if (this.kinds.has(kind.name)) throw new Error(`export ${kind.name} is defined twice`);
    this.kinds.set(kind.name, kind);
  }

  require(name: string): ExportKind {
    const kind = this.kinds.get(name);
    if (!kind) throw new Problem('not-found');
    return kind;
  }
}
