import { Injectable } from '@nestjs/common';
import { BusinessClock } from '../platform/clock/business-clock.js';
import type { NoticeParams } from '../platform/notifications/notice-params.js';
import { Notices } from '../platform/notifications/notices.service.js';
import type { Demand } from './demand.entity.js';
import { demandHref, demandPermission } from './domains.js';
import type { Referral } from './referral.entity.js';

/** Tells the parties of a case what has happened to it; with a referral, the link leads there. Inside a transaction. */
@Injectable()
export class CaseVoice {
  constructor(
    private readonly clock: BusinessClock,
    private readonly notices: Notices,
  ) {}

  /** `verb`: what of the organisation's people must be allowed to do with the demand to be told. */
  async enterprise(
    demand: Demand,
    kind: string,
    { referralId, verb = 'read', ...params }: NoticeParams & { referralId?: string; verb?: string } = {},
  ): Promise<void> {
    const to = { organisationId: demand.organisationId, permission: demandPermission(demand.domain, verb) };
    await this.tell(demand, kind, to, params, referralId);
  }

  /** Whoever took the referral on, else everybody of the institution who may answer. */
  async recipient(demand: Demand, referral: Referral, kind: string, params: NoticeParams = {}): Promise<void> {
    const to = referral.handlerId
      ? { userIds: [referral.handlerId] }
      : { organisationId: referral.recipientOrganisationId, permission: `${demand.domain}.referral.answer` };
    await this.tell(demand, kind, to, params, referral.id);
  }

  /** The officer whose case it is, if there is one yet. */
  async officer(demand: Demand, kind: string, params: NoticeParams = {}, referralId?: string): Promise<void> {
    if (demand.officerId) await this.tell(demand, kind, { userIds: [demand.officerId] }, params, referralId);
  }

  async tell(
    demand: Demand,
    kind: string,
    to: { organisationId: string; permission: string } | { userIds: string[] },
    params: NoticeParams = {},
    referralId?: string,
  ): Promise<void> {
    const about = referralId
      ? { type: 'referral', id: referralId, href: `/${demand.domain}/referrals/${referralId}` }
      : { type: 'demand', id: demand.id, href: demandHref(demand) };
    await this.notices.tell({
      kind,
      to,
      about,
      params: { number: demand.number ?? '', ...params },
      eventKey: `${kind}:${about.id}:${this.clock.now().getTime()}`,
      demandId: demand.id,
      ...(referralId && { referralId }),
    });
  }
}
