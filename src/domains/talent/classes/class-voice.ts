import { Injectable } from '@nestjs/common';
import { Demand } from '../../../matchmaking/demand.entity.js';
import { demandHref } from '../../../matchmaking/domains.js';
import type { Referral } from '../../../matchmaking/referral.entity.js';
import { Database } from '../../../platform/database/database.js';
import type { NoticeParams } from '../../../platform/notifications/notice-params.js';
import { Notices } from '../../../platform/notifications/notices.service.js';
import { OrderClasses, type FoundClass } from './order-classes.js';

/**
 * What the parties of a class are told. A firm is told of its own demand and the class's number; nobody is told of
 * another firm before the class is confirmed.
 */
@Injectable()
export class ClassVoice {
  constructor(
    private readonly db: Database,
    private readonly notices: Notices,
    private readonly classes: OrderClasses,
  ) {}

  /** Its college, its officer and every firm that holds seats in it. */
  async everyone(kind: string, found: FoundClass, params: NoticeParams, once: string): Promise<void> {
    await this.college(kind, found, params, once);
    await this.officer(kind, found, params, once);
    for (const { referral } of await this.classes.members(found.offer.id))
      await this.firm(kind, found, referral, params, { once });
  }

  /** `once`: what makes this telling one event of the class. */
  async college(kind: string, { offer }: FoundClass, params: NoticeParams, once: string): Promise<void> {
    await this.notices.tell({
      kind,
      to: { organisationId: offer.organisationId, permission: 'talent.class.answer' },
      about: { type: 'class', id: offer.id, href: `/talent/classes/${offer.id}` },
      params: { number: offer.number, class: offer.title, ...params },
      eventKey: `${kind}:${offer.id}:${once}`,
    });
  }

  async officer(kind: string, { offer, row }: FoundClass, params: NoticeParams, once: string): Promise<void> {
    await this.notices.tell({
      kind,
      to: { userIds: [row.officerId] },
      about: { type: 'class', id: offer.id, href: `/talent/classes/${offer.id}` },
      params: { number: offer.number, class: offer.title, ...params },
      eventKey: `${kind}:${offer.id}:${once}`,
    });
  }

  /** `ended`: its part is over, so the notice leads to the demand instead of the class. */
  async firm(
    kind: string,
    { offer }: FoundClass,
    referral: Referral,
    params: NoticeParams,
    { once, ended = false }: { once: string; ended?: boolean },
  ): Promise<void> {
    const demand = await this.db.repo(Demand).findOneByOrFail({ id: referral.demandId });
    await this.notices.tell({
      kind,
      to: { organisationId: demand.organisationId, permission: 'talent.demand.read' },
      about: ended
        ? { type: 'demand', id: demand.id, href: demandHref(demand) }
        : { type: 'class', id: offer.id, href: `/talent/classes/${offer.id}` },
      params: { number: demand.number ?? '', class: offer.title, seats: referral.quantity, ...params },
      eventKey: `${kind}:${referral.id}:${once}`,
      demandId: demand.id,
      referralId: referral.id,
    });
  }
}
