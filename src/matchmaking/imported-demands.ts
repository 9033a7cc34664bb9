import { Injectable } from '@nestjs/common';
import type { CommitContext, ReadyRow, RowResult } from '../directory/imports/import-kind.js';
import { Organisations } from '../directory/organisations.js';
import type { Actor } from '../kernel/actor.js';
import { addDays, businessZone, type Day, instantAt } from '../kernel/day.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { Deadlines } from './deadlines.js';
import { Demand } from './demand.entity.js';
import { Lifecycle } from './lifecycle.service.js';

const WITHIN_DAYS = 90;
const DAY_MS = 86_400_000;

/** A demand that may be the one of a row. */
export interface FiledBefore {
  readonly id: string;
  readonly number: string;
  readonly organisationId: string;
  readonly state: Demand['state'];
}

/** Where a domain keeps what it alone knows of a demand, and which of its columns tell two demands apart. */
export interface OwnColumns {
  readonly domain: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/** How a domain writes one row of its sheet. */
export interface RowWriter<Row> {
  update(actor: Actor, id: string, row: Row): Promise<RowResult>;
  file(actor: Actor, row: Row, context: CommitContext): Promise<RowResult>;
}

/** A row becomes a new demand, or the change of the one it was found to be. */
export async function writeRow<Row>(
  writer: RowWriter<Row>,
  actor: Actor,
  [row]: readonly ReadyRow<Row>[],
  context: CommitContext,
): Promise<RowResult[]> {
  if (!row) return [];
  const { value, decision, duplicateId } = row;
  if (decision === 'update' && duplicateId !== null) return [await writer.update(actor, duplicateId, value)];
  return [await writer.file(actor, value, context)];
}

/** What importing demands of any domain has in common: for whom they are, who goes on with them, how they are undone. */
@Injectable()
export class ImportedDemands {
  constructor(
    private readonly db: Database,
    private readonly organisations: Organisations,
    private readonly lifecycle: Lifecycle,
    private readonly deadlines: Deadlines,
    private readonly clock: BusinessClock,
  ) {}

  /** Two demands of one new enterprise in one file make it once. */
  async enterprise(actor: Actor, creditCode: string, name: string): Promise<string> {
    const there = await this.organisations.byCreditCode(creditCode);
    return there ? there.id : (await this.organisations.create(actor, { kind: 'enterprise', name, creditCode })).id;
  }

  /** Demands of these enterprises filed within 90 days, the oldest first; not those of this import, nor undone ones. */
  async filedBefore<Own>(
    { domain, table, columns }: OwnColumns,
    organisationIds: readonly string[],
    jobId: string | null,
  ): Promise<(FiledBefore & Own)[]> {
    const since = new Date(this.clock.now().getTime() - WITHIN_DAYS * DAY_MS);
    const found: (FiledBefore & Own)[] = [];
    for (let at = 0; at < organisationIds.length; at += 500) {
      const ids = organisationIds.slice(at, at + 500);
      found.push(
        ...(await this.db.select<FiledBefore & Own>(
          `SELECT d.id, d.number, d.organisationId, d.state, ${columns.map((name) => `own.${name}`).join(', ')}
             FROM demand d JOIN ${table} own ON own.demandId = d.id
            WHERE d.domain = ? AND d.state <> 'draft' AND (d.outcome IS NULL OR d.outcome <> 'undone')
              AND (d.importId IS NULL OR d.importId <> ?) AND d.submittedAt >= ?
              AND d.organisationId IN (${ids.map(() => '?').join(', ')}) ORDER BY d.submittedAt`,
          [domain, jobId ?? '', since, ...ids],
        )),
      );
    }
    return found;
  }

  /** Who wrote it down, if one person of that name works here: they go on with it. */
  async handTo(actor: Actor, demandId: string, collector: string | undefined): Promise<void> {
    if (!collector) return;
    const [one, another] = await this.db.select<{ id: string }>(
      `SELECT DISTINCT u.id FROM user_account u JOIN membership m ON m.userId = u.id
        WHERE m.organisationId = ? AND u.name = ? AND u.state = 'active' AND m.role = 'officer'`,
      [actor.organisationId, collector],
    );
    if (one && !another) await this.db.repo(Demand).update({ id: demandId }, { officerId: one.id });
  }

  /** The ledger of past days: filed at the opening hour of its day, and expiring from there. */
  async backdate(id: string, filedOn: Day | undefined, asOf: Day | undefined): Promise<void> {
    const today = this.clock.today();
    if (asOf === undefined || !filedOn || filedOn >= today) return;
    const submittedAt = instantAt(filedOn, '09:00', businessZone);
    const { expiresOn } = await this.db.repo(Demand).findOneByOrFail({ id });
    const days = Math.round((Date.parse(today) - Date.parse(filedOn)) / DAY_MS);
    const change = { createdAt: submittedAt, submittedAt, expiresOn: expiresOn && addDays(expiresOn, -days) };
    await this.db.repo(Demand).update({ id }, change);
  }

  /** Its revision after the import: a greater one was edited since. */
  async revision(id: string): Promise<number> {
    return (await this.db.repo(Demand).findOneByOrFail({ id })).revision;
  }

  /** A code when somebody has gone on with the demand since the import. */
  async goneOn({ id, revision }: Demand, imported: number): Promise<string | null> {
    const referred = await this.db.select('SELECT 1 FROM referral WHERE demandId = ? LIMIT 1', [id]);
    if (referred.length > 0) return 'has-referrals';
    return revision === imported ? null : 'changed-since';
  }

  /** Closes a demand that the import filed. A code when it was verified or closed meanwhile. */
  async takeBack(actor: Actor, demand: Demand): Promise<string | null> {
    if (demand.state !== 'submitted') return 'moved-on';
    await this.lifecycle.demand(actor, demand, 'close', { outcome: 'undone' });
    await this.deadlines.finishAll({ demandId: demand.id });
    return null;
  }
}
