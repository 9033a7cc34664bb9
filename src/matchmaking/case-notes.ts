import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Audit } from '../platform/audit/audit.service.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { Notices } from '../platform/notifications/notices.service.js';
import type { Demand } from './demand.entity.js';
import { CaseNote } from './referral.entity.js';

export interface NewNote {
  readonly kind: CaseNote['kind'];
  readonly audience: CaseNote['audience'];
  readonly text: string;
  readonly nextOn?: string | null;
}

/** The officers' memory of a case. What is for colleagues never reaches the enterprise: the audience is part of the note. */
@Injectable()
export class CaseNotes {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly notices: Notices,
    private readonly audit: Audit,
  ) {}

  /** `mentioned`: colleagues named in the text, who are told. */
  async add(actor: Actor, demand: Demand, note: NewNote, mentioned: readonly string[] = []): Promise<CaseNote> {
    return this.db.transaction(async () => {
      const row = Object.assign(new CaseNote(), {
        ...note,
        id: newId(),
        demandId: demand.id,
        referralId: null,
        nextOn: note.nextOn ?? null,
        authorId: actor.userId,
        at: this.clock.now(),
      });
      await this.db.repo(CaseNote).insert(row);
      await this.audit.record(actor, {
        action: `case.${note.kind}`,
        type: 'demand',
        id: demand.id,
        after: { note: row.id, audience: note.audience },
      });
      if (note.audience === 'enterprise')
        await this.tell(
          demand,
          row,
          'case-message',
          { organisationId: demand.organisationId, permission: `${demand.domain}.need.read` },
          actor,
        );
      const others = mentioned.filter((userId) => userId !== actor.userId);
      if (others.length > 0) await this.tell(demand, row, 'case-mention', { userIds: others }, actor);
      return row;
    });
  }

  private async tell(
    demand: Demand,
    note: CaseNote,
    kind: 'case-message' | 'case-mention',
    to: { organisationId: string; permission: string } | { userIds: readonly string[] },
    actor: Actor,
  ): Promise<void> {
    await this.notices.tell({
      kind,
      to,
      about: { type: 'demand', id: demand.id, href: `/${demand.domain}/needs/${demand.id}#notes` },
      params: { number: demand.number ?? '', officer: actor.name },
      eventKey: `${kind}:${note.id}`,
      demandId: demand.id,
    });
  }

  /** Newest first; an enterprise reads only what was written to it. */
  async of(actor: Actor, demandId: string): Promise<CaseNote[]> {
    const audience = actor.organisationKind === 'centre' ? {} : { audience: 'enterprise' as const };
    return this.db.repo(CaseNote).find({ where: { demandId, ...audience }, order: { at: 'DESC', id: 'DESC' } });
  }
}
