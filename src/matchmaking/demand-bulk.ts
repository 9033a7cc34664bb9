import { Injectable } from '@nestjs/common';
import { Problem } from '../kernel/problem.js';
import { Database } from '../platform/database/database.js';
import { message, type Text } from '../platform/i18n/message.js';
import { page, type PageResult } from '../platform/views/result.js';

/** What became of one demand of a bulk act: done, or the refusal's code. */
export interface BulkResult {
  readonly id: string;
  readonly number: string | null;
  readonly organisation: string;
  readonly refused: string | null;
}

/** One act on many demands, and what became of each. */
@Injectable()
export class DemandBulk {
  constructor(private readonly db: Database) {}

  /** Row by row: one that is refused does not stop the others, and says why. */
  async each(ids: readonly string[], act: (id: string) => Promise<void>): Promise<BulkResult[]> {
    const results: BulkResult[] = [];
    for (const id of new Set(ids)) {
      const refused = await act(id).then(
        () => null,
        (error: unknown) => {
          if (error instanceof Problem) return error.code;
          throw error;
        },
      );
      const [row] = await this.db.select<{ number: string | null; organisation: string }>(
        'SELECT d.number, o.name AS organisation FROM demand d JOIN organisation o ON o.id = d.organisationId WHERE d.id = ?',
        refused === 'not-found' ? [''] : [id],
      );
      results.push({ id, number: row?.number ?? null, organisation: row?.organisation ?? '', refused });
    }
    return results;
  }
}

/** The report of a bulk act. `words`: its title, its summary by count, and how a row reads that was done. */
export function bulkReport(
  listHref: string,
  rows: readonly BulkResult[],
  words: { title: Text; text: (count: { done: number; failed: number }) => Text; done: Text },
): PageResult {
  const done = rows.filter(({ refused }) => refused === null).length;
  return page('financing/need-bulk-report', {
    listHref,
    title: words.title,
    text: words.text({ done, failed: rows.length - done }),
    doneWord: words.done,
    rows: rows.map((row) => ({ ...row, refused: row.refused && message(`problem.${row.refused}`) })),
  });
}

/** The report of 转同事. */
export const handoverReport = (listHref: string, rows: readonly BulkResult[], to: string): PageResult =>
  bulkReport(listHref, rows, {
    title: message('need.bulk.report'),
    text: (count) => message('need.bulk.report.text', { to, ...count }),
    done: message('need.bulk.done'),
  });
