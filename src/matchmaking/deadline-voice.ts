import { Injectable } from '@nestjs/common';
import { Organisations } from '../directory/organisations.js';
import { Database } from '../platform/database/database.js';
import { Notices } from '../platform/notifications/notices.service.js';
import { deadlineDuties, type DeadlineKind } from './deadline-limits.js';
import type { Demand } from './demand.entity.js';
import type { Deadline } from './referral.entity.js';

type Owner = { userIds: string[] } | { organisationId: string; permission: string };

/** Whom a deadline tells, and what. Event keys hold its id and mark: telling twice is telling once. */
@Injectable()
export class DeadlineVoice {
  constructor(
    private readonly db: Database,
    private readonly notices: Notices,
    private readonly organisations: Organisations,
  ) {}

  async remind(deadline: Deadline, demand: Demand): Promise<void> {
    const kind = deadline.kind === 'answer-referral' ? 'referral-reminder' : 'deadline-reminder';
    await this.tell(kind, 'half', deadline, demand, await this.owner(deadline, demand));
  }

  async overdue(deadline: Deadline, demand: Demand): Promise<void> {
    const kind = deadline.kind === 'answer-referral' ? 'referral-overdue' : 'deadline-overdue';
    await this.tell(kind, 'due', deadline, demand, await this.owner(deadline, demand));
  }

  /** The leader is told, and the officer whose case it is. */
  async escalate(deadline: Deadline, demand: Demand): Promise<void> {
    const to = {
      organisationId: await this.organisations.centreId(),
      permission: `${demand.domain}.board.read`,
      userIds: demand.officerId ? [demand.officerId] : [],
    };
    const kind = deadline.kind === 'answer-referral' ? 'referral-escalated' : 'deadline-escalated';
    await this.tell(kind, 'escalated', deadline, demand, to, true);
  }

  private async tell(
    kind: string,
    mark: string,
    deadline: Deadline,
    demand: Demand,
    to: Owner,
    toCentre = false,
  ): Promise<void> {
    const recipient = !toCentre && deadline.referralId !== null && (await this.isRecipient(deadline));
    const about = recipient
      ? { type: 'referral', id: deadline.referralId ?? '', href: `/${demand.domain}/referrals/${deadline.referralId}` }
      : { type: 'demand', id: demand.id, href: `/${demand.domain}/needs/${demand.id}` };
    await this.notices.tell({
      kind,
      to,
      about,
      params: {
        number: demand.number ?? '',
        duty: deadline.kind,
        dueAt: deadline.dueAt.toISOString(),
        institution: await this.organisations.nameOf(deadline.ownerOrganisationId),
      },
      eventKey: `deadline:${deadline.id}:${mark}`,
      demandId: demand.id,
      ...(recipient && deadline.referralId && { referralId: deadline.referralId }),
    });
  }

  /** The person who took it on, while they are still there; else everybody of the organisation whose duty it is. */
  private async owner(deadline: Deadline, demand: Demand): Promise<Owner> {
    if (deadline.ownerUserId !== null) {
      const [there] = await this.db.select(
        `SELECT u.id FROM user_account u JOIN membership m ON m.userId = u.id AND m.organisationId = ?
          WHERE u.id = ? AND u.state = 'active'`,
        [deadline.ownerOrganisationId, deadline.ownerUserId],
      );
      if (there) return { userIds: [deadline.ownerUserId] };
    }
    const duty = deadlineDuties[deadline.kind as DeadlineKind];
    return { organisationId: deadline.ownerOrganisationId, permission: `${demand.domain}.${duty}` };
  }

  private async isRecipient({ referralId, ownerOrganisationId }: Deadline): Promise<boolean> {
    const rows = await this.db.select('SELECT id FROM referral WHERE id = ? AND recipientOrganisationId = ?', [
      referralId,
      ownerOrganisationId,
    ]);
    return rows.length > 0;
  }
}
