import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { And, LessThan, MoreThanOrEqual } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Database } from '../../platform/database/database.js';
import { entityPage, type ListQuery, type Page } from '../../platform/http/paging.js';
import { newId } from '../../platform/ids.js';
import { digestOf, type FileRow, type ImportFile } from './import-files.js';
import { ImportJob, ImportRow } from './import-job.entity.js';
import { mapInTurns } from './in-turns.js';
import { countRows, type RowPlan } from './import-plan.js';

const CHUNK = 100;
/** So many rows are updated before others have their turn. */
const TURN_ROWS = 50;
/** So many rows are read at once; with an embedded database nobody else has their turn meanwhile. */
const PORTION = 500;

/** Jobs and their rows. A job is seen by its own organisation. */
@Injectable()
export class ImportStore {
  constructor(private readonly db: Database) {}

  /** @throws Problem `not-found` */
  async require(actor: Actor, id: string): Promise<ImportJob> {
    const job = await this.db.repo(ImportJob).findOneBy({ id, organisationId: actor.organisationId });
    if (!job) throw new Problem('not-found');
    return job;
  }

  async list(actor: Actor, limit = 100): Promise<ImportJob[]> {
    const where = { organisationId: actor.organisationId };
    return this.db.repo(ImportJob).find({ where, order: { createdAt: 'DESC', id: 'DESC' }, take: limit });
  }

  /** For programs. */
  page({ organisationId }: Actor, query: ListQuery): Promise<Page<ImportJob>> {
    return entityPage(this.db.repo(ImportJob), { organisationId }, query);
  }

  count(actor: Actor): Promise<number> {
    return this.db.repo(ImportJob).countBy({ organisationId: actor.organisationId });
  }

  async rows(jobId: string): Promise<ImportRow[]> {
    const rows: ImportRow[] = [];
    for (let from = 0; ; from += PORTION) {
      const position = And(MoreThanOrEqual(from), LessThan(from + PORTION));
      const portion = await this.db.repo(ImportRow).find({ where: { jobId, position }, order: { position: 'ASC' } });
      for (const row of portion) rows.push(row);
      if (portion.length < PORTION) return rows;
      await nextTurn();
    }
  }

  /** What a row of the file became. */
  async resultOf(jobId: string, rowNumber: number, sheet = 'rows'): Promise<string | null> {
    return (await this.db.repo(ImportRow).findOneBy({ jobId, rowNumber, sheet }))?.resultId ?? null;
  }

  async insert(job: ImportJob, rows: readonly ImportRow[]): Promise<void> {
    await this.db.repo(ImportJob).insert(job as never);
    for (let at = 0; at < rows.length; at += CHUNK) {
      await this.db.repo(ImportRow).insert(rows.slice(at, at + CHUNK) as never[]);
      await nextTurn();
    }
  }

  newRow(jobId: string, position: number, row: FileRow): ImportRow {
    return Object.assign(new ImportRow(), {
      ...row,
      id: newId(),
      jobId,
      position,
      state: 'good',
      label: '',
      problems: [],
      duplicateOf: null,
      duplicateId: null,
      decision: null,
      newcomer: false,
      resultType: null,
      resultId: null,
      before: null,
    });
  }

  /** Writes the rows named, and the counts of all. @throws Problem `conflict-version` when somebody was faster */
  async save(
    job: ImportJob,
    rows: readonly ImportRow[],
    changed: readonly ImportRow[],
    change: Partial<ImportJob>,
  ): Promise<void> {
    for (const [i, row] of changed.entries()) {
      await this.db.repo(ImportRow).update({ id: row.id }, row as never);
      if (i % TURN_ROWS === TURN_ROWS - 1) await nextTurn();
    }
    const patch = { ...countRows(rows), ...change, state: change.state ?? job.state };
    const { version } = job;
    if (!(await this.db.transition(ImportJob, job.id, [job.state], patch as never, { version })))
      throw new Problem('conflict-version');
    Object.assign(job, patch, { version: version + 1 });
  }
}

/** Remembers how rows are now; the function answers which of them were changed since. */
export async function watch(rows: readonly ImportRow[]): Promise<() => Promise<ImportRow[]>> {
  const told = () => mapInTurns(rows, (row) => JSON.stringify(row));
  const before = await told();
  return async () => {
    const now = await told();
    return rows.filter((_, i) => before[i] !== now[i]);
  };
}

/** Takes the plan over into the row that is stored. */
export function applyPlan(row: ImportRow, plan: RowPlan): void {
  if (!isThrough(row)) Object.assign(row, plan);
}

/** Rows that have been imported (or undone) are no longer planned. */
export const isThrough = ({ state }: Pick<ImportRow, 'state'>): boolean => ['done', 'undone', 'kept'].includes(state);

export function newJob(
  actor: Actor,
  kind: string,
  files: readonly ImportFile[],
  columns: ImportJob['columns'],
  createdAt: Date,
): ImportJob {
  return Object.assign(new ImportJob(), {
    ...countRows([]),
    id: newId(),
    kind,
    fileName: files
      .map(({ name }) => name)
      .join(' + ')
      .slice(0, 190),
    sha256: digestOf(files),
    state: 'draft' as const,
    createdBy: actor.userId,
    organisationId: actor.organisationId,
    columns,
    createdAt,
    committedAt: null,
    undoUntil: null,
    version: 1,
  });
}
