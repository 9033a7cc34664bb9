import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Consents } from '../../../matchmaking/consents.js';
import { openReferralStates, type ReferralState } from '../../../matchmaking/lifecycle.js';
import { Consent } from '../../../matchmaking/referral.entity.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { toInstant } from '../../../platform/database/rows.js';
import { LoanProduct } from '../products/product.entity.js';

/** How a receiver stands to one need. */
export interface ReceiverStanding {
  readonly consented: boolean;
  /** The state of its open referral, if it has one. */
  readonly has: ReferralState | null;
}

const open = openReferralStates.map((state) => `'${state}'`).join();

/** What the match pages read beside the match itself. */
@Injectable()
export class MatchQueries {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly consents: Consents,
  ) {}

  async products(offerIds: readonly string[]): Promise<ReadonlyMap<string, LoanProduct>> {
    if (offerIds.length === 0) return new Map();
    const rows = await this.db.repo(LoanProduct).find({ where: { offerId: In([...offerIds]) } });
    return new Map(rows.map((row) => [row.offerId, row]));
  }

  /** Receivers that were given a consent or hold an open referral of this need. */
  async standings(demandId: string): Promise<ReadonlyMap<string, ReceiverStanding>> {
    const valid = (await this.consents.of(demandId)).filter((consent) => this.isValid(consent));
    const referrals = await this.db.select<{ receiver: string; state: ReferralState }>(
      `SELECT recipientOrganisationId AS receiver, state FROM referral WHERE demandId = ? AND state IN (${open})`,
      [demandId],
    );
    const consented = new Set(valid.map(({ receiverOrganisationId }) => receiverOrganisationId));
    const states = new Map(referrals.map(({ receiver, state }) => [receiver, state]));
    return new Map(
      [...new Set([...consented, ...states.keys()])].map((id) => [
        id,
        { consented: consented.has(id), has: states.get(id) ?? null },
      ]),
    );
  }

  isValid(consent: Consent): boolean {
    return consent.withdrawnAt === null && consent.expiresOn >= this.clock.today();
  }

  /** Who listed the need, and when. */
  async verifiedBy(demandId: string): Promise<{ name: string; at: Date } | null> {
    const [row] = await this.db.select<{ name: string; at: string }>(
      `SELECT u.name, v.at FROM need_verification v JOIN user_account u ON u.id = v.userId
        WHERE v.demandId = ? AND v.decision = 'listed' ORDER BY v.at DESC LIMIT 1`,
      [demandId],
    );
    return row ? { name: row.name, at: toInstant(row.at) } : null;
  }
}
