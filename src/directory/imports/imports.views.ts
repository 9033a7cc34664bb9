import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { message, type Text } from '../../platform/i18n/message.js';
import { Words } from '../../platform/i18n/words.js';
import type { Decision, ImportJob, ImportRow } from './import-job.entity.js';
import type { ImportKind } from './import-kind.js';
import { missingColumns } from './import-columns.js';
import { headerOf, mayStand, problemWords, suggestionsFor } from './import-words.js';

export const tabs = ['bad', 'duplicate', 'good'] as const;
export type Tab = (typeof tabs)[number];

const STEPS = ['template', 'upload', 'columns', 'check', 'done'] as const;
/** A page of the review; a form takes 2,000 fields at most. */
const PAGE_ROWS = 100;

/** What the import pages show. */
@Injectable()
export class ImportViews {
  constructor(private readonly words: Words) {}

  steps(current: (typeof STEPS)[number]): { label: Text; state?: 'done' | 'current' }[] {
    const at = STEPS.indexOf(current);
    return STEPS.map((step, i) => {
      const label = message(`imports.step.${step}`);
      if (i === at && step !== 'done') return { label, state: 'current' };
      return i <= at ? { label, state: 'done' } : { label };
    });
  }

  list(jobs: readonly ImportJob[]): object[] {
    return jobs.map((job) => ({
      job,
      tone: job.state === 'committed' ? 'ok' : job.state === 'undone' ? 'mute' : 'warn',
    }));
  }

  /** Step 3: which column was understood as what, and what can be assigned. */
  columns(actor: Actor, kind: ImportKind, job: ImportJob): object {
    const missing = missingColumns(kind, job);
    const sheets = job.columns.map(({ sheet, name, found, unknown }) => {
      const layout = kind.layout.sheets.find(({ key }) => key === sheet);
      const order = found.map(({ key }) => layout?.columns.findIndex((column) => column.key === key) ?? 0);
      const open = (layout?.columns ?? []).filter(({ key }) => !found.some((column) => column.key === key));
      return {
        name,
        missing: missing.filter((column) => column.sheet === sheet).map(({ header }) => header),
        absent: open.filter(({ required }) => !required).map(({ header, en }) => (actor.locale === 'en' ? en : header)),
        unknown: unknown.map((header, i) => ({
          header,
          name: `column:${sheet}:${i}`,
          options: open.map((column) => ({
            value: column.key,
            label: actor.locale === 'en' ? column.en : column.header,
          })),
        })),
        found: found.map(({ key, header, index }, i) => {
          const column = layout?.columns.find((one) => one.key === key);
          const label = (actor.locale === 'en' ? column?.en : column?.header) ?? key;
          const before = order.slice(0, i).some((position) => position > (order[i] ?? 0));
          return {
            header,
            label,
            renamed: header !== column?.header && header !== column?.en,
            moved: before,
            at: index >= 0 ? index + 1 : null,
          };
        }),
      };
    });
    return { job, kind: kind.name, steps: this.steps('columns'), sheets, blocked: missing.length > 0 };
  }

  /** Step 4: what will happen, and what is to be corrected first. */
  review(
    actor: Actor,
    kind: ImportKind,
    job: ImportJob,
    rows: readonly ImportRow[],
    wanted: Tab | null,
    pageNumber: number,
  ): object {
    const tab = wanted ?? (job.badCount > 0 ? 'bad' : job.duplicateCount > 0 ? 'duplicate' : 'good');
    const listed = rows.filter(({ state }) => state === tab);
    const pages = Math.max(1, Math.ceil(listed.length / PAGE_ROWS));
    const page = Math.min(Math.max(1, pageNumber), pages);
    const shown = listed.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS);
    const href = (to: number) => `/imports/${job.id}?tab=${tab}&page=${to}`;
    const counts = { bad: job.badCount, duplicate: job.duplicateCount, good: job.goodCount };
    return {
      job,
      tab,
      page,
      kind: kind.name,
      steps: this.steps('check'),
      kpis: this.kpis(job),
      views: tabs.map((one) => ({
        href: `/imports/${job.id}?tab=${one}`,
        label: message(`imports.tab.${one}`),
        count: counts[one],
        current: one === tab,
      })),
      cells: tab === 'bad' ? shown.flatMap((row) => this.cells(actor, kind, job, row)) : [],
      duplicates: tab === 'duplicate' ? shown.map((row) => this.duplicate(kind, row)) : [],
      good: tab === 'good' ? shown.map((row) => ({ ...this.head(kind, row), summary: this.summary(row) })) : [],
      pager: {
        total: listed.length,
        page,
        pages,
        previous: page > 1 && href(page - 1),
        next: page < pages && href(page + 1),
      },
      severalSheets: kind.layout.sheets.length > 1,
    };
  }

  private kpis(job: ImportJob): object[] {
    const rows = (count: number) => message('imports.rows', { count });
    return [
      { label: message('imports.kpi.good'), value: job.goodCount, unit: rows(job.goodCount), tone: 'ok' },
      {
        label: message('imports.kpi.bad'),
        value: job.badCount,
        unit: rows(job.badCount),
        ...(job.badCount > 0 && { tone: 'bad' }),
        note:
          job.heldCount > 0
            ? message('imports.kpi.held', { count: job.heldCount })
            : message('imports.kpi.cells', { count: job.problemCount }),
      },
      {
        label: message('imports.kpi.duplicate'),
        value: job.duplicateCount,
        unit: rows(job.duplicateCount),
        tone: 'warn',
        note: message('imports.kpi.skipped'),
      },
      {
        label: message('imports.kpi.newcomer'),
        value: job.newcomerCount,
        unit: message('imports.kpi.newcomer.unit', { count: job.newcomerCount }),
        note: message('imports.kpi.newcomer.note'),
      },
    ];
  }

  private head(kind: ImportKind, row: ImportRow): { row: number; sheet: string; label: Text } {
    const sheet = kind.layout.sheets.find(({ key }) => key === row.sheet)?.name ?? '';
    return { row: row.rowNumber, sheet, label: row.label || message('imports.blank') };
  }

  private cells(actor: Actor, kind: ImportKind, job: ImportJob, row: ImportRow): object[] {
    const keys = [...new Set(row.problems.map(({ key }) => key))];
    return keys.map((key) => {
      const problems = row.problems.filter((problem) => problem.key === key);
      const value = row.content.cells[key]?.text ?? '';
      const fixes = problems.flatMap((problem) => suggestionsFor(problem, value));
      return {
        ...this.head(kind, row),
        column: headerOf(kind, job.columns, row.sheet, key, actor.locale),
        name: `cell:${row.id}:${key}`,
        value,
        texts: problems.map((problem) => problemWords(this.words, actor.locale, kind, row.sheet, problem)),
        confirm: problems.every(mayStand) ? `${row.id}:${key}` : null,
        fixes: fixes.map((fix) => ({ value: fix, name: `${row.id}:${key}:${fix}` })),
      };
    });
  }

  private duplicate(kind: ImportKind, row: ImportRow): object {
    const of = row.duplicateOf ?? '';
    const chosen = row.decision ?? 'skip';
    const mayUpdate = row.duplicateId !== null;
    const possible = kind.decisions.filter((decision: Decision) => decision !== 'update' || mayUpdate);
    return {
      ...this.head(kind, row),
      of: of.startsWith('#') ? message('imports.duplicate.row', { row: of.slice(1) }) : of,
      inUnit: row.duplicateOf === null,
      name: `decision:${row.id}`,
      options: possible.map((decision) => ({
        value: decision,
        label: message(`imports.decision.${decision}`),
        checked: decision === chosen,
      })),
    };
  }

  private summary({ content }: ImportRow): string {
    return Object.values(content.cells)
      .slice(1, 6)
      .map(({ text }) => text)
      .join(' · ')
      .slice(0, 120);
  }

  /** Step 5. */
  done(actor: Actor, kind: ImportKind, job: ImportJob, rows: readonly ImportRow[], now: Date): object {
    const left = job.badCount + job.heldCount;
    const kept = rows.filter(({ state }) => state === 'kept');
    const undone = rows.filter(({ state }) => state === 'undone').length;
    return {
      job,
      kind: kind.name,
      steps: this.steps('done'),
      undone,
      left,
      mayUndo: job.state === 'committed' && job.undoUntil !== null && now < job.undoUntil,
      outcome: job.state === 'undone' ? 'undone' : 'done',
      seeHref: kind.href,
      lines: [
        ...(job.duplicateCount > 0 ? [message('imports.done.skipped', { count: job.duplicateCount })] : []),
        ...(left > 0 ? [message('imports.done.left', { count: left })] : []),
      ],
      undoneLines: kept.length > 0 ? [message('imports.undone.kept', { count: kept.length })] : [],
      kept: kept.map((row) => ({
        ...this.head(kind, row),
        text: row.problems[0] ? problemWords(this.words, actor.locale, kind, row.sheet, row.problems[0]) : '',
      })),
    };
  }
}
