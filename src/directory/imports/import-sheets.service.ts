import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Words } from '../../platform/i18n/words.js';
import { Spreadsheets } from '../../platform/spreadsheet/spreadsheets.service.js';
import type { ColumnKind, ColumnSpec, RowInput, SheetSpec } from '../../platform/spreadsheet/workbook-spec.js';
import type { ImportJob, ImportRow } from './import-job.entity.js';
import type { ImportKind } from './import-kind.js';
import { ImportKinds } from './import-kinds.js';
import type { ColumnLayout, ColumnType, SheetLayout } from './import-layout.js';
import { ImportStore } from './import-store.js';
import { columnOf, headerOf, problemWords } from './import-words.js';
import { optionLabels } from './option-names.js';

const SPARE_ROWS = 300;
const SEVERAL = new Set<ColumnType>(['choices', 'titles', 'names', 'institutions']);
const KINDS: Partial<Record<ColumnType, ColumnKind>> = {
  wan: 'number',
  'wan-signed': 'number',
  whole: 'number',
  day: 'day',
};

/** The workbooks an import gives out: its template, and the rows that are to be corrected. */
@Injectable()
export class ImportSheets {
  constructor(
    private readonly kinds: ImportKinds,
    private readonly store: ImportStore,
    private readonly spreadsheets: Spreadsheets,
    private readonly words: Words,
  ) {}

  /** Drop-downs, a sample row that is left out when it is read, and the long lists on a hidden sheet. */
  async template(actor: Actor, kindName: string): Promise<{ name: string; bytes: Buffer }> {
    const kind = this.kinds.require(actor, kindName);
    const listed = (await kind.options?.(actor)) ?? {};
    const sheets = kind.layout.sheets.map((sheet) => this.templateSheet(actor, kind, sheet, listed));
    const name = `${this.words.t(actor.locale, `imports.kind.${kind.name}`)}.xlsx`;
    return { name, bytes: await this.spreadsheets.write({ sheets }) };
  }

  private templateSheet(
    actor: Actor,
    kind: ImportKind,
    sheet: SheetLayout,
    listed: Readonly<Record<string, readonly string[]>>,
  ): SheetSpec {
    const { locale } = actor;
    const columns = sheet.columns.map((column): ColumnSpec => {
      const choice = kind.choices[column.key];
      const options = choice
        ? optionLabels(this.words, locale, choice)
        : (yesNo(this.words, actor, column) ?? listed[column.key]);
      return {
        key: column.key,
        header: locale === 'en' ? column.en : column.header,
        kind: KINDS[column.type] ?? 'text',
        ...(options && { options, severalOptions: SEVERAL.has(column.type) }),
        ...(column.required && { note: this.words.t(locale, 'spreadsheet.cell.cell-required') }),
      };
    });
    const mark = this.words.t(locale, 'spreadsheet.template.sample-mark');
    const sample = Object.fromEntries(
      sheet.columns.map(({ key, sample: value }, i) => [key, i === 0 ? `${mark}${value ?? ''}` : value]),
    );
    return { name: sheet.name, columns, rows: [], samples: [sample], spareRows: SPARE_ROWS };
  }

  /** Only the rows to correct (and what goes with them), in the file's own columns, reddened, with the reasons. */
  async badRows(actor: Actor, jobId: string): Promise<{ name: string; bytes: Buffer }> {
    const job = await this.store.require(actor, jobId);
    const kind = this.kinds.require(actor, job.kind);
    const rows = (await this.store.rows(jobId)).filter(({ state }) => state === 'bad' || state === 'held');
    if (rows.length === 0) throw new Problem('not-found');
    const sheets = kind.layout.sheets
      .map((sheet) =>
        this.badSheet(
          actor,
          kind,
          job,
          sheet,
          rows.filter((row) => row.sheet === sheet.key),
        ),
      )
      .filter((sheet) => sheet.rows.length > 0);
    const name = this.words.t(actor.locale, 'imports.bad-rows.file', { name: job.fileName.replace(/\.\w+$/, '') });
    return { name: `${name}.xlsx`, bytes: await this.spreadsheets.write({ sheets }) };
  }

  private badSheet(
    actor: Actor,
    kind: ImportKind,
    job: ImportJob,
    sheet: SheetLayout,
    rows: readonly ImportRow[],
  ): SheetSpec {
    const read = job.columns.find((one) => one.sheet === sheet.key);
    const found = [...(read?.found ?? [])].sort((a, b) => a.index - b.index).map(({ key }) => key);
    const faulty = rows.flatMap((row) => row.problems.map(({ key }) => key)).filter((key) => key !== '');
    const keys = [...new Set([...found, ...faulty])];
    const others = read?.unknown ?? [];
    const columns = [
      ...keys.map((key) => ({
        key,
        header: headerOf(kind, job.columns, sheet.key, key, actor.locale),
        kind: 'text' as const,
      })),
      ...others.map((header) => ({ key: `other ${header}`, header, kind: 'text' as const })),
    ];
    const marks = rows.flatMap((row, i) =>
      row.problems.map((problem) => {
        const { key, params } = problemWords(this.words, actor.locale, kind, sheet.key, problem);
        const column = columnOf(kind, sheet.key, problem.key) ? problem.key : (keys[0] ?? '');
        return { row: i, key: column, note: this.words.t(actor.locale, key, params) };
      }),
    );
    return {
      name: read?.name ?? sheet.name,
      columns,
      rows: rows.map((row) => asTyped(row, others)),
      marks: onePerCell(marks),
    };
  }
}

function yesNo(words: Words, { locale }: Actor, { type }: ColumnLayout): string[] | undefined {
  return type === 'yes-no' ? [words.t(locale, 'verdict.yes'), words.t(locale, 'verdict.no')] : undefined;
}

function asTyped({ content: { cells, other } }: ImportRow, others: readonly string[]): RowInput {
  return {
    ...Object.fromEntries(Object.entries(cells).map(([key, cell]) => [key, cell.text])),
    ...Object.fromEntries(others.map((header) => [`other ${header}`, other[header]?.text])),
  };
}

/** A cell has one comment, however many faults. */
function onePerCell(marks: readonly { row: number; key: string; note: string }[]) {
  const cells = new Map<string, { row: number; key: string; note: string }>();
  for (const mark of marks) {
    const name = `${mark.row} ${mark.key}`;
    const before = cells.get(name);
    cells.set(name, before ? { ...mark, note: `${before.note}\n${mark.note}` } : mark);
  }
  return [...cells.values()];
}
