import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { Problem } from '../../kernel/problem.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { Notices } from '../../platform/notifications/notices.service.js';
import type { ImportJob, ImportRow } from './import-job.entity.js';
import type { Finding, ImportKind, ReadyRow } from './import-kind.js';
import { choiceOf } from './import-plan.js';
import { ImportStore } from './import-store.js';

/** So many rows are one transaction: short enough that nobody waits for the database. */
const CHUNK_ROWS = 40;
export const UNDO_HOURS = 24;

interface Writing {
  readonly job: ImportJob;
  readonly kind: ImportKind;
  readonly rows: readonly ImportRow[];
  readonly findings: ReadonlyMap<string, Finding<unknown>>;
  readonly asOf?: Day;
}

/**
 * Writes planned rows, and takes them back. Every chunk claims the job by its version, so two people who press at once
 * cannot import a row twice; an import that was cut short goes on where it stood.
 */
@Injectable()
export class ImportWriter {
  constructor(
    private readonly db: Database,
    private readonly store: ImportStore,
    private readonly notices: Notices,
    private readonly clock: BusinessClock,
    private readonly audit: Audit,
  ) {}

  async write(actor: Actor, writing: Writing): Promise<ImportJob> {
    const { job, rows, findings, asOf } = writing;
    const due = rows.filter((row) => {
      const day = findings.get(row.id)?.day;
      return row.state === 'good' && (asOf === undefined || !day || day <= asOf);
    });
    for (const chunk of chunksOf(unitsOf(due, findings))) {
      await this.writeChunk(actor, writing, chunk);
      await nextTurn();
    }
    if (rows.some(({ state }) => state === 'good')) return job;
    await this.finish(actor, job, rows);
    return job;
  }

  private async writeChunk(actor: Actor, writing: Writing, units: readonly ImportRow[][]): Promise<void> {
    const { job, rows, kind, findings, asOf } = writing;
    const saved = { state: job.state, version: job.version };
    await this.db.transaction(async () => {
      Object.assign(job, saved); // the work may be run again as a whole
      for (const unit of units) {
        const ready = unit.map((row) => readyRow(row, findings.get(row.id)));
        const results = await kind.commit(actor, ready, { jobId: job.id, asOf });
        for (const [i, row] of unit.entries()) {
          const result = results[i];
          if (!result) throw new Error(`${kind.name}: a row without a result`);
          Object.assign(row, { state: 'done', resultType: result.type, resultId: result.id, before: result.before });
        }
        await nextTurn();
      }
      await this.store.save(job, rows, units.flat(), { state: 'importing' });
    });
  }

  private async finish(actor: Actor, job: ImportJob, rows: readonly ImportRow[]): Promise<void> {
    const saved = { state: job.state, version: job.version };
    await this.db.transaction(async () => {
      Object.assign(job, saved);
      const now = this.clock.now();
      const undoUntil = new Date(now.getTime() + UNDO_HOURS * 3_600_000);
      await this.store.save(job, rows, [], { state: 'committed', committedAt: now, undoUntil });
      const counts = { rows: job.doneCount, bad: job.badCount, duplicates: job.duplicateCount };
      await this.audit.record(actor, { action: 'import.commit', type: 'import', id: job.id, after: counts });
      await this.notices.tell({
        kind: 'import-done',
        to: { userIds: [actor.userId] },
        about: { type: 'import', id: job.id, href: `/imports/${job.id}` },
        params: { accepted: job.doneCount, refused: job.badCount },
        eventKey: `import-done:${job.id}`,
      });
    });
  }

  async undo(actor: Actor, kind: ImportKind, job: ImportJob, rows: readonly ImportRow[]): Promise<ImportJob> {
    if (job.state !== 'committed') throw new Problem('state-changed', { state: job.state });
    if (!job.undoUntil || this.clock.now() >= job.undoUntil) throw new Problem('import-undo-over');
    // The last first: what came later may stand on what came before.
    const done = rows.filter(({ state }) => state === 'done').reverse();
    const saved = { state: job.state, version: job.version };
    await this.db.transaction(async () => {
      Object.assign(job, saved);
      for (const row of done) {
        await this.undoRow(actor, kind, job, row);
        await nextTurn(); // who reads is served meanwhile; who writes waits, since it is undone as a whole
      }
      await this.store.save(job, rows, done, { state: 'undone' });
      const kept = done.filter(({ state }) => state === 'kept').length;
      const after = { undone: done.length - kept, kept };
      await this.audit.record(actor, { action: 'import.undo', type: 'import', id: job.id, after });
    });
    return job;
  }

  private async undoRow(actor: Actor, kind: ImportKind, job: ImportJob, row: ImportRow): Promise<void> {
    const { resultType: type, resultId: id, before } = row;
    if (type === null || id === null) return;
    const reason = await kind.undo(actor, { jobId: job.id, type, id, before });
    row.state = reason === null ? 'undone' : 'kept';
    row.problems = reason === null ? [] : [{ key: '', code: reason, params: {} }];
  }
}

function readyRow(row: ImportRow, finding: Finding<unknown> | undefined): ReadyRow<unknown> {
  if (!finding) throw new Error('a row that was not checked');
  const decision = choiceOf(row, finding) === 'update' ? 'update' : 'add';
  return { sheet: row.sheet, rowNumber: row.rowNumber, value: finding.value, decision, duplicateId: row.duplicateId };
}

/** Rows that go together, in the order of their first. */
function unitsOf(rows: readonly ImportRow[], findings: ReadonlyMap<string, Finding<unknown>>): ImportRow[][] {
  const units = new Map<string, ImportRow[]>();
  for (const row of rows) {
    const key = findings.get(row.id)?.unit ?? row.id;
    units.set(key, [...(units.get(key) ?? []), row]);
  }
  return [...units.values()];
}

function chunksOf(units: readonly ImportRow[][]): ImportRow[][][] {
  const chunks: ImportRow[][][] = [];
  let size = CHUNK_ROWS;
  for (const unit of units) {
    if (size >= CHUNK_ROWS) {
      chunks.push([]);
      size = 0;
    }
    chunks.at(-1)?.push(unit);
    size += unit.length;
  }
  return chunks;
}
