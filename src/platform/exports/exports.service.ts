import type { ReadStream } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Audit } from '../audit/audit.service.js';
import { BusinessClock } from '../clock/business-clock.js';
import { Database } from '../database/database.js';
import { Files } from '../files/files.service.js';
import type { StoredFile } from '../files/stored-file.entity.js';
import { entityPage, type ListQuery, type Page } from '../http/paging.js';
import type { Locale } from '../i18n/locale.js';
import { Words } from '../i18n/words.js';
import { newId } from '../ids.js';
import { LIMITS } from '../spreadsheet/limits.js';
import { Spreadsheets } from '../spreadsheet/spreadsheets.service.js';
import { ExportJob } from './export-job.entity.js';
import { ExportKinds, type ExportFilter, type ExportKind } from './export-kinds.js';

/** Up to this many rows are written while the person waits. */
export const ROWS_AT_ONCE = LIMITS.rowsWrittenInline;
/** More than this nobody reads; the filter has to be narrowed. */
export const MOST_ROWS = 50_000;

export interface Download {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Lists as spreadsheets: small ones at once, big ones by a job with a notice. Every one leaves a row in the audit trail. */
@Injectable()
export class Exports {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly kinds: ExportKinds,
    private readonly words: Words,
    private readonly sheets: Spreadsheets,
    private readonly files: Files,
    private readonly audit: Audit,
  ) {}

  /** The file, or the job that will make it. @throws Problem `forbidden`, `export-too-large` */
  async ask(actor: Actor, name: string, filter: ExportFilter, locale: Locale): Promise<Download | ExportJob> {
    const kind = this.allowed(actor, name);
    const total = await this.rowsOf(actor, kind, filter);
    if (total > ROWS_AT_ONCE) return this.queue(actor, name, filter, locale);
    const download = await this.write(actor, kind, filter, locale);
    await this.db.transaction(() => this.record(actor, newId(), 'export.download', name, total));
    return download;
  }

  allowed(actor: Actor, name: string): ExportKind {
    const kind = this.kinds.require(name);
    if (![kind.permission].flat().some((one) => may(actor, one))) throw new Problem('forbidden');
    return kind;
  }

  /** Real numbers and dates, a frozen head, widths; what begins like a formula stays a text (no formula cell is written). */
  async write(actor: Actor, kind: ExportKind, filter: ExportFilter, locale: Locale): Promise<Download> {
    const say = (key: string, params?: Record<string, unknown>) => this.words.t(locale, key, params);
    const title = say(`export.${kind.name}`);
    const columns = kind.columns.map((column) => ({ ...column, header: say(`export.${kind.name}.${column.key}`) }));
    const rows = await kind.rows(actor, filter, say);
    const bytes = await this.sheets.write({ sheets: [{ name: title, columns, rows }] });
    return { name: `${title}-${this.clock.today()}.xlsx`, bytes };
  }

  private async rowsOf(actor: Actor, kind: ExportKind, filter: ExportFilter): Promise<number> {
    const total = await kind.count(actor, filter);
    if (total > MOST_ROWS) throw new Problem('export-too-large', { total, most: MOST_ROWS });
    return total;
  }

  /** The job that will make the file, however small it is. @throws Problem `forbidden`, `export-too-large` */
  async queue(actor: Actor, kind: string, filter: ExportFilter, locale: Locale): Promise<ExportJob> {
    const total = await this.rowsOf(actor, this.allowed(actor, kind), filter);
    const job = this.db.repo(ExportJob).create({
      id: newId(),
      userId: actor.userId,
      organisationId: actor.organisationId,
      kind,
      filter,
      locale,
      state: 'queued',
      total,
      fileId: null,
      problem: null,
      createdAt: this.clock.now(),
      startedAt: null,
      doneAt: null,
      expiresAt: null,
    });
    await this.db.transaction(async () => {
      await this.db.repo(ExportJob).insert(job);
      await this.record(actor, job.id, 'export.ask', kind, total);
    });
    return job;
  }

  /** One's own exports, newest first. */
  async mine(actor: Actor): Promise<ExportJob[]> {
    const where = { userId: actor.userId, organisationId: actor.organisationId };
    return this.db.repo(ExportJob).find({ where, order: { createdAt: 'DESC', id: 'DESC' }, take: 50 });
  }

  /** The same for programs. */
  page({ userId, organisationId }: Actor, query: ListQuery): Promise<Page<ExportJob>> {
    return entityPage(this.db.repo(ExportJob), { userId, organisationId }, query);
  }

  /** A failed one is tried again. */
  async retry(actor: Actor, id: string): Promise<void> {
    const job = await this.own(actor, id);
    await this.db.transaction(async () => {
      const change = "UPDATE export_job SET state = 'queued', problem = NULL WHERE id = ? AND state = 'failed'";
      if ((await this.db.execute(change, [id])) !== 1) throw new Problem('state-changed', { state: job.state });
    });
  }

  /** Nobody but who asked gets the file, and each time is recorded. @throws Problem `not-found`, also after 7 days */
  async open(actor: Actor, id: string): Promise<{ file: StoredFile; stream: ReadStream }> {
    const job = await this.own(actor, id);
    this.allowed(actor, job.kind);
    const over = job.expiresAt !== null && job.expiresAt <= this.clock.now();
    if (job.state !== 'done' || job.fileId === null || over) throw new Problem('not-found');
    const opened = await this.files.open(job.fileId);
    await this.db.transaction(() => this.record(actor, id, 'export.download', job.kind, job.total));
    return opened;
  }

  /** @throws Problem `not-found` for another's */
  async own(actor: Actor, id: string): Promise<ExportJob> {
    const { userId, organisationId } = actor;
    const job = await this.db.repo(ExportJob).findOneBy({ id, userId, organisationId });
    if (!job) throw new Problem('not-found');
    return job;
  }

  private async record(
    actor: Actor,
    id: string,
    action: 'export.ask' | 'export.download',
    kind: string,
    rows: number,
  ): Promise<void> {
    await this.audit.record(actor, { action, type: 'export', id, after: { kind, rows } });
  }
}
