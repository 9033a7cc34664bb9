import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { isUniqueViolation } from '../platform/database/faults.js';
import { newId } from '../platform/ids.js';
import { Demand, type Channel } from './demand.entity.js';
import { CaseNote, Consent } from './referral.entity.js';

export interface Intake {
  readonly organisationId: string;
  readonly channel: Channel;
  readonly collectedOn?: string | null;
  readonly importId?: string | null;
}

/** Drafts nobody touched for this long are removed; they were never filed, so nobody but their author knew of them. */
const DRAFT_IDLE_DAYS = 30;
const DAY_MS = 86_400_000;

/** What a domain alone knows of its idle drafts. Both run in the transaction of the removal. */
export interface IdleDomain {
  /** Removes the domain's own rows. */
  readonly also: (demandId: string) => Promise<void>;
  /** Whether somebody works on it all the same, since this instant. */
  readonly inUse?: (demandId: string, since: Date) => Promise<boolean>;
}

/** Demands that are being written. */
@Injectable()
export class Drafts {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * The person's open draft for this organisation, or a new one; `fill` adds the domain's own row to it. Rows of an import
   * are each a draft of their own.
   * @throws Problem `not-found` for somebody else's organisation
   */
  async open(actor: Actor, domain: string, intake: Intake, fill: (demandId: string) => Promise<void>): Promise<Demand> {
    if (actor.organisationKind !== 'centre' && intake.organisationId !== actor.organisationId)
      throw new Problem('not-found');
    const draftKey = intake.importId ? null : keyOf(actor, domain, intake.organisationId);
    const find = () => (draftKey ? this.find(actor, domain, intake.organisationId) : null);
    return this.db.transaction(async () => {
      const open = await find();
      if (open) return open;
      try {
        const demand = await this.begin(actor, domain, intake, draftKey);
        await fill(demand.id);
        return demand;
      } catch (error) {
        // A second call at the same moment: the key let one of them begin, and that draft is there by now.
        const faster = isUniqueViolation(error) ? await find() : null;
        if (faster) return faster;
        throw error;
      }
    });
  }

  /** The draft this person has under way for an organisation, if there is one. */
  async find(actor: Actor, domain: string, organisationId: string): Promise<Demand | null> {
    return this.db.repo(Demand).findOneBy({ draftKey: keyOf(actor, domain, organisationId), state: 'draft' });
  }

  /** Removes what nobody touched for long. @returns how many were removed */
  async removeIdle(domain: string, { also, inUse }: IdleDomain): Promise<number> {
    const before = new Date(this.clock.now().getTime() - DRAFT_IDLE_DAYS * DAY_MS);
    const idle = await this.db.select<{ id: string }>(
      "SELECT id FROM demand WHERE domain = ? AND state = 'draft' AND COALESCE(editedAt, createdAt) < ?",
      [domain, before],
    );
    let removed = 0;
    for (const { id } of idle) {
      const gone = await this.db.transaction(async () => {
        if (await inUse?.(id, before)) return false;
        const remove = "DELETE FROM demand WHERE id = ? AND state = 'draft' AND COALESCE(editedAt, createdAt) < ?";
        if ((await this.db.execute(remove, [id, before])) !== 1) return false;
        await this.db.repo(Consent).delete({ demandId: id });
        await this.db.repo(CaseNote).delete({ demandId: id });
        await also(id);
        return true;
      });
      if (gone) removed++;
    }
    return removed;
  }

  private async begin(actor: Actor, domain: string, intake: Intake, draftKey: string | null): Promise<Demand> {
    const demand = this.db.repo(Demand).create({
      id: newId(),
      domain,
      number: null,
      organisationId: intake.organisationId,
      draftKey,
      state: 'draft',
      outcome: null,
      wanted: 0,
      reserved: 0,
      activeReferrals: 0,
      referralCap: 3,
      channel: intake.channel,
      filedBy: actor.userId,
      collectedOn: intake.collectedOn ?? null,
      officerId: actor.organisationKind === 'centre' ? actor.userId : null,
      importId: intake.importId ?? null,
      revision: 1,
      latestRunId: null,
      createdAt: this.clock.now(),
      editedAt: null,
      submittedAt: null,
      listedAt: null,
      closedAt: null,
      expiresOn: null,
    });
    await this.db.repo(Demand).insert(demand);
    return demand;
  }
}

const keyOf = (actor: Actor, domain: string, organisationId: string): string =>
  `${domain}:${organisationId}:${actor.userId}`;
