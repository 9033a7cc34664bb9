import { Injectable } from '@nestjs/common';
import { Organisations } from '../directory/organisations.js';
import { Database } from '../platform/database/database.js';
import { Notices } from '../platform/notifications/notices.service.js';
import { deadlineDuties, type DeadlineKind } from './deadline-limits.js';
import type { DeadlineCase } from './deadline-cases.js';
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

  async remind(deadline: Deadline, about: DeadlineCase): Promise<void> {
    const kind = deadline.kind === 'answer-referral' ? 'referral-reminder' : 'deadline-reminder';
    await this.tell(kind, 'half', deadline, about, await this.owner(deadline, about));
  }

  async overdue(deadline: Deadline, about: DeadlineCase): Promise<void> {
    const kind = deadline.kind === 'answer-referral' ? 'referral-overdue' : 'deadline-overdue';
    await this.tell(kind, 'due', deadline, about, await this.owner(deadline, about));
  }

  /** The leader is told, and the officer whose case it is. */
  async escalate(deadline: Deadline, about: DeadlineCase): Promise<void> {
    const to = {
      organisationId: await this.organisations.centreId(),
      permission: `${about.domain}.board.read`,
      userIds: about.officerId ? [about.officerId] : [],
    };
    const kind = deadline.kind === 'answer-referral' ? 'referral-escalated' : 'deadline-escalated';
    await this.tell(kind, 'escalated', deadline, about, to, true);
  }

  private async tell(
    kind: string,
    mark: string,
    deadline: Deadline,
    about: DeadlineCase,
    to: Owner,
    toCentre = false,
  ): Promise<void> {
    const recipient = !toCentre && deadline.referralId !== null && (await this.isRecipient(deadline));
    const id = deadline.referralId ?? '';
    await this.notices.tell({
      kind,
      to,
      about: recipient ? { type: 'referral', id, href: `/${about.domain}/referrals/${id}` } : about.about,
      params: {
        number: about.number,
        duty: deadline.kind,
        dueAt: deadline.dueAt.toISOString(),
        institution: await this.organisations.nameOf(deadline.ownerOrganisationId),
      },
      eventKey: `deadline:${deadline.id}:${mark}`,
      ...(about.demand && { demandId: about.demand.id }),
      ...(recipient && { referralId: id }),
    });
  }

  /** The person who took it on, while they are still there; else everybody of the organisation whose duty it is. */
  private async owner(deadline: Deadline, about: DeadlineCase): Promise<Owner> {
    if (deadline.ownerUserId !== null) {
      const [there] = await this.db.select(
        `SELECT u.id FROM user_account u JOIN membership m ON m.userId = u.id AND m.organisationId = ?
          WHERE u.id = ? AND u.state = 'active'`,
        [deadline.ownerOrganisationId, deadline.ownerUserId],
      );
      if (there) return { userIds: [deadline.ownerUserId] };
    }
    const duty = deadlineDuties[deadline.kind as DeadlineKind];
    return { organisationId: deadline.ownerOrganisationId, permission: `${about.domain}.${duty}` };
  }

  private async isRecipient({ referralId, ownerOrganisationId }: Deadline): Promise<boolean> {
    const rows = await this.db.select('SELECT id FROM referral WHERE id = ? AND recipientOrganisationId = ?', [
      referralId,
      ownerOrganisationId,
    ]);
    return rows.length > 0;
  }
}
