import { Injectable } from '@nestjs/common';
import type { AuditAction, AuditType } from '../../kernel/audit-actions.js';
import { BusinessClock } from '../clock/business-clock.js';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { canonical, CHAIN_START, entryHash } from './audit-chain.js';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditHead } from './audit-head.entity.js';

/** Who acts; every `Actor` is one. Null ids: the system. */
export interface AuditActor {
  readonly userId: string | null;
  readonly organisationId: string | null;
}

export const SYSTEM: AuditActor = { userId: null, organisationId: null };

type Scalar = string | number | boolean | null | Date;
/**
 * Field names with codes, ids, counts, days and amounts. Never a person's name, phone, mail or free text about one: an
 * audit entry outlives the person's data and cannot be changed. For such a field record its name in `changed`.
 */
export type AuditFacts = Readonly<Record<string, Scalar | readonly Scalar[]>>;

export interface AuditRecord {
  readonly action: AuditAction;
  readonly type: AuditType;
  readonly id: string;
  readonly before?: AuditFacts;
  readonly after?: AuditFacts;
  /** Names of changed fields whose values must not be kept. */
  readonly changed?: readonly string[];
  /** A reason code. */
  readonly note?: string;
}

export interface TimelineEntry extends Omit<AuditRecord, 'type' | 'id' | 'action'> {
  readonly action: string;
  readonly seq: number;
  readonly at: Date;
  readonly actorUserId: string | null;
  readonly actorOrganisationId: string | null;
}

/** Who did what to which record, when. Entries are written with the change they tell of, or not at all. */
@Injectable()
export class Audit {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
  ) {}

  /** Appends to the record's chain, in the ambient transaction; throws without one. */
  async record(actor: AuditActor, { action, type, id, ...payload }: AuditRecord): Promise<void> {
    const last = await this.takeHead(type, id);
    const entry = {
      id: newId(),
      aggregateType: type,
      aggregateId: id,
      seq: last.seq + 1,
      action,
      actorUserId: actor.userId,
      actorOrganisationId: actor.organisationId,
      at: this.clock.now(),
      payload: canonical(payload),
      prevHash: last.hash,
    };
    const hash = entryHash(entry);
    await this.db.repo(AuditEntry).insert({ ...entry, hash });
    await this.db.execute('UPDATE audit_head SET hash = ? WHERE aggregateType = ? AND aggregateId = ?', [
      hash,
      type,
      id,
    ]);
  }

  /** Notes that somebody saw sensitive fields of a record. Opens a transaction when there is none. */
  async look(actor: AuditActor, seen: { type: AuditType; id: string; fields: readonly string[] }): Promise<void> {
    const { type, id, fields } = seen;
    await this.db.transaction(() => this.record(actor, { action: 'view', type, id, after: { fields } }));
  }

  /** The record's history, oldest first. */
  async of(type: string, id: string): Promise<TimelineEntry[]> {
    const entries = await this.db.repo(AuditEntry).find({
      where: { aggregateType: type, aggregateId: id },
      order: { seq: 'ASC' },
    });
    return entries.map(({ seq, at, action, actorUserId, actorOrganisationId, payload }) => ({
      ...(JSON.parse(payload) as Pick<AuditRecord, 'before' | 'after' | 'changed' | 'note'>),
      seq,
      at,
      action,
      actorUserId,
      actorOrganisationId,
    }));
  }

  /** Counts the head up, which locks it until commit, and returns what it was. */
  private async takeHead(type: string, id: string): Promise<{ seq: number; hash: string }> {
    if (!(await this.countUp(type, id))) {
      await this.startChain(type, id);
      await this.countUp(type, id);
    }
    const head = await this.db.repo(AuditHead).findOneByOrFail({ aggregateType: type, aggregateId: id });
    return { seq: head.seq - 1, hash: head.hash };
  }

  private async countUp(type: string, id: string): Promise<boolean> {
    const counted = 'UPDATE audit_head SET seq = seq + 1 WHERE aggregateType = ? AND aggregateId = ?';
    return (await this.db.execute(counted, [type, id])) === 1;
  }

  /** Two first entries at once: the unique key lets one in, the other finds it. */
  private async startChain(type: string, id: string): Promise<void> {
    await this.db.manager
      .createQueryBuilder()
      .insert()
      .into(AuditHead)
      .values({ id: newId(), aggregateType: type, aggregateId: id, seq: 0, hash: CHAIN_START })
      .orIgnore()
      .execute();
  }
}
