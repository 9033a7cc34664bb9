import { Injectable, type OnModuleInit } from '@nestjs/common';
import { addDays, weekday } from '../../kernel/day.js';
import { Organisations } from '../../directory/organisations.js';
import { CaseVoice } from '../../matchmaking/case-voice.js';
import { Deadlines } from '../../matchmaking/deadlines.js';
import { Drafts } from '../../matchmaking/drafts.js';
import { Lifecycle } from '../../matchmaking/lifecycle.service.js';
import { Referral } from '../../matchmaking/referral.entity.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { Notices } from '../../platform/notifications/notices.service.js';
import { Scheduler } from '../../platform/scheduling/scheduler.service.js';
import { Quote } from './deals/deal.entity.js';
import { FinancingNeed } from './needs/need.entity.js';
import { STALE_DAYS } from './products/products.service.js';

/** What grows old by itself: quotes past their day, products nobody confirms, drafts nobody finishes. */
@Injectable()
export class Housekeeping implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly scheduler: Scheduler,
    private readonly voice: CaseVoice,
    private readonly lifecycle: Lifecycle,
    private readonly deadlines: Deadlines,
    private readonly notices: Notices,
    private readonly drafts: Drafts,
    private readonly organisations: Organisations,
  ) {}

  onModuleInit(): void {
    this.scheduler.every('financing.quote-expiry', 'daily 00:10', () => this.expireQuotes());
    this.scheduler.every('financing.stale-products', 'daily 08:30', () => this.askForStaleProducts());
    this.scheduler.every('financing.idle-drafts', 'daily 03:30', () => this.removeIdleDrafts());
  }

  /** Open quotes whose last day has passed can no longer be chosen; both sides are told. */
  async expireQuotes(): Promise<number> {
    const over = await this.db.select<{ id: string }>("SELECT id FROM quote WHERE state = 'open' AND validUntil < ?", [
      this.clock.today(),
    ]);
    for (const { id } of over) await this.db.transaction(() => this.expireQuote(id));
    return over.length;
  }

  private async expireQuote(id: string): Promise<void> {
    const { demandId } = await this.db.repo(Quote).findOneByOrFail({ id });
    const demand = await this.lifecycle.hold(demandId);
    const change = "UPDATE quote SET state = 'expired' WHERE id = ? AND state = 'open'";
    if ((await this.db.execute(change, [id])) !== 1) return;
    const quote = await this.db.repo(Quote).findOneByOrFail({ id });
    const referral = await this.db.repo(Referral).findOneByOrFail({ id: quote.referralId });
    await this.deadlines.finish({ referralId: referral.id }, ['choose-quote']);
    const params = { institution: await this.organisations.nameOf(referral.recipientOrganisationId) };
    await this.voice.enterprise(demand, 'quote-expired', params);
    await this.voice.recipient(demand, referral, 'quote-expired', params);
  }

  /** Institutions with products on the shelf that nobody confirmed for 90 days, told once a week. */
  async askForStaleProducts(): Promise<number> {
    const today = this.clock.today();
    const monday = addDays(today, 1 - weekday(today));
    const stale = await this.db.select<{ organisationId: string; n: unknown }>(
      `SELECT o.organisationId, COUNT(*) AS n FROM offer o JOIN loan_product p ON p.offerId = o.id
        WHERE o.domain = 'financing' AND o.state = 'on-shelf' AND (p.checkedOn IS NULL OR p.checkedOn < ?)
        GROUP BY o.organisationId`,
      [addDays(today, -STALE_DAYS)],
    );
    let told = 0;
    for (const { organisationId, n } of stale) {
      const telling = {
        kind: 'products-stale',
        to: { organisationId, permission: 'financing.product.edit' },
        about: {
          type: 'organisation',
          id: organisationId,
          href: `/financing/products?institution=${organisationId}&state=on-shelf&stale=true`,
        },
        params: { count: Number(n) },
        eventKey: `products-stale:${organisationId}:${monday}`,
      };
      told += await this.db.transaction(() => this.notices.tell(telling));
    }
    return told;
  }

  async removeIdleDrafts(): Promise<number> {
    return this.drafts.removeIdle('financing', {
      also: async (demandId) => {
        await this.db.repo(FinancingNeed).delete({ demandId });
      },
    });
  }
}
