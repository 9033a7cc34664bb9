import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { Audit } from '../platform/audit/audit.service.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { Notices } from '../platform/notifications/notices.service.js';
import { Deadlines } from './deadlines.js';
import { Demand } from './demand.entity.js';
import type { Referral } from './referral.entity.js';
import { Visibility } from './visibility.js';

/** What became of one reminder asked for. */
export const reminderResults = [
  'reminded',
  'today-already',
  'nothing-due',
  'nobody-there',
  'not-with-institution',
  'not-found',
] as const;
export type ReminderResult = (typeof reminderResults)[number];

/** 催办: the officer reminds receivers of what is due from them, at most once a day and referral. */
@Injectable()
export class Reminding {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly visibility: Visibility,
    private readonly deadlines: Deadlines,
    private readonly notices: Notices,
    private readonly audit: Audit,
  ) {}

  /**
   * Each by itself: one that cannot be reminded does not keep the others from it. `ids` are referrals, or demands, as the
   * rows of a work list are that wait for no receiver.
   */
  async remind(actor: Actor, ids: readonly string[]): Promise<{ id: string; result: ReminderResult }[]> {
    if (ids.length === 0) throw new Problem('validation', {}, [{ field: '', code: 'none-picked', params: {} }]);
    const results = [];
    for (const id of new Set(ids)) {
      const referral = await unlessUnseen(this.visibility.referral(actor, id));
      const result = referral
        ? await this.db.transaction(() => this.one(actor, referral))
        : (await unlessUnseen(this.visibility.demand(actor, id)))
          ? 'not-with-institution'
          : 'not-found';
      results.push({ id, result } as const);
    }
    return results;
  }

  private async one(actor: Actor, referral: Referral): Promise<ReminderResult> {
    const open = await this.deadlines.openOf({ referralId: referral.id });
    const due = open.find(
      (deadline) => deadline.ownerOrganisationId === referral.recipientOrganisationId && deadline.pausedAt === null,
    );
    if (!due) return 'nothing-due';
    const eventKey = `referral-reminder:${referral.id}:${this.clock.today()}`;
    if ((await this.db.select('SELECT id FROM notice WHERE eventKey = ? LIMIT 1', [eventKey])).length > 0)
      return 'today-already';
    const demand = await this.db.repo(Demand).findOneByOrFail({ id: referral.demandId });
    const told = await this.notices.tell({
      kind: 'referral-reminder',
      to: referral.handlerId
        ? { userIds: [referral.handlerId] }
        : { organisationId: referral.recipientOrganisationId, permission: `${referral.domain}.referral.answer` },
      about: { type: 'referral', id: referral.id, href: `/${referral.domain}/referrals/${referral.id}` },
      params: { number: demand.number ?? '', dueAt: due.dueAt.toISOString() },
      eventKey,
      demandId: demand.id,
      referralId: referral.id,
    });
    if (told === 0) return 'nobody-there';
    await this.audit.record(actor, {
      action: 'referral.remind',
      type: 'demand',
      id: demand.id,
      after: { referral: referral.id, deadline: due.kind },
    });
    return 'reminded';
  }
}

/** What may not be known of is null here: it is one line of the report. */
const unlessUnseen = <T>(found: Promise<T>): Promise<T | null> =>
  found.catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'not-found') return null;
    throw error;
  });
