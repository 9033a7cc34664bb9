import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import type { Demand } from '../../../matchmaking/demand.entity.js';
import { Lifecycle } from '../../../matchmaking/lifecycle.service.js';
import type { Referral } from '../../../matchmaking/referral.entity.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Disbursement, FinancingReferral, Quote, Signing } from './deal.entity.js';
import { ProductCapacity } from '../products/product-capacity.js';

/** Sums of one referral's payouts, in 分. */
export interface PayoutSums {
  readonly reported: number;
  readonly confirmed: number;
  /** How many payouts wait for the enterprise's word, and how many it disputes. */
  readonly waiting: number;
  readonly disputed: number;
}

/** When a loan is done: all of the contract has arrived, or all there will be, and the enterprise has confirmed it. */
@Injectable()
export class DealCompletion {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly lifecycle: Lifecycle,
    private readonly deadlines: Deadlines,
    private readonly capacity: ProductCapacity,
  ) {}

  async sums(referralId: string): Promise<PayoutSums> {
    const payouts = await this.db.repo(Disbursement).findBy({ referralId });
    const of = (state: Disbursement['state']) => payouts.filter((payout) => payout.state === state);
    const sum = (rows: readonly Disbursement[]) => rows.reduce((total, { amount }) => total + amount, 0);
    return {
      reported: sum(payouts),
      confirmed: sum(of('confirmed')),
      waiting: of('reported').length,
      disputed: of('disputed').length,
    };
  }

  /** The enterprise's clock for the money it has to look for. */
  async askToConfirm({ id, organisationId }: Demand, referralId: string): Promise<void> {
    const of = { demandId: id, referralId, ownerOrganisationId: organisationId };
    await this.deadlines.start({ kind: 'confirm-payout', ...of });
  }

  /** After a confirmation: done when the sum reaches the contract, or the last payout was declared and this was it. */
  async completeIfPaid(actor: Actor, demand: Demand, referral: Referral): Promise<void> {
    if (referral.state !== 'agreed') return; // its consent was withdrawn since: the money is noted, the need is open again
    const signing = await this.db.repo(Signing).findOneByOrFail({ referralId: referral.id });
    const { confirmed, waiting, disputed } = await this.sums(referral.id);
    const all = signing.endedAt !== null && waiting + disputed === 0;
    if (confirmed >= signing.amount || all) await this.complete(actor, demand, referral, confirmed);
  }

  /**
   * The need is fulfilled with what was confirmed; what the product had set aside beyond it is free again. Call with the
   * demand held.
   */
  async complete(actor: Actor, demand: Demand, referral: Referral, confirmed: number): Promise<void> {
    await this.lifecycle.referral(actor, referral, 'fulfil');
    await this.lifecycle.demand(actor, demand, 'fulfil', { closedAt: this.clock.now(), reserved: confirmed });
    await this.db.repo(FinancingReferral).update({ referralId: referral.id }, { stage: 'confirmed' });
    await this.deadlines.finishAll({ demandId: demand.id });
    const { amount } = await this.db.repo(Quote).findOneByOrFail({ referralId: referral.id, state: 'chosen' });
    if (amount > confirmed) await this.capacity.giveBack(referral.offerId, amount - confirmed);
  }
}
