import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import type { PairResult } from '../../../kernel/matching/pair.js';
import { Problem } from '../../../kernel/problem.js';
import { Consents } from '../../../matchmaking/consents.js';
import type { Demand } from '../../../matchmaking/demand.entity.js';
import { Lifecycle } from '../../../matchmaking/lifecycle.service.js';
import { Gap } from '../../../matchmaking/match-run.entity.js';
import type { Consent, Referral } from '../../../matchmaking/referral.entity.js';
import { Referrals } from '../../../matchmaking/referrals.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { FinancingReferral } from '../deals/deal.entity.js';
import { FinancingMatching } from '../matching/matching.service.js';
import type { FinancingNeed } from '../needs/need.entity.js';
import { Needs } from '../needs/needs.service.js';
import type { ShelfOffer } from '../products/offer-catalogue.js';

/** One product about to be referred. */
export interface PickedOffer {
  readonly entry: ShelfOffer;
  readonly pair: PairResult;
  readonly consent: Consent | null;
}

export const unsuitableReasons = ['rate', 'amount', 'term', 'guarantee', 'bank', 'process', 'other'] as const;

/** 推送: an officer picks products for a listed need; consent decides whether the bank is told now or asked for first. */
@Injectable()
export class Referring {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly needs: Needs,
    private readonly matching: FinancingMatching,
    private readonly lifecycle: Lifecycle,
    private readonly referrals: Referrals,
    private readonly consents: Consents,
    private readonly audit: Audit,
  ) {}

  /**
   * What referring these products would do: each with its receiver, and whether that one is told now or the enterprise
   * is asked first. Nothing is changed.
   * @throws Problem as `refer` does
   */
  async preview(actor: Actor, id: string, offerIds: readonly string[]): Promise<PickedOffer[]> {
    const { demand, need } = await this.needs.require(actor, id);
    const picks = await this.picks(demand, need, offerIds);
    return Promise.all(
      picks.map(async (pick) => ({
        ...pick,
        consent: await this.consents.valid(id, pick.entry.offer.organisationId),
      })),
    );
  }

  private async picks(
    demand: Demand,
    need: FinancingNeed,
    offerIds: readonly string[],
  ): Promise<Omit<PickedOffer, 'consent'>[]> {
    if (offerIds.length === 0) throw new Problem('validation', {}, [{ field: 'offers', code: 'required', params: {} }]);
    const { result, shelf } = await this.matching.live(demand, need);
    const picks = [...new Set(offerIds)].map((offerId) => {
      const entry = shelf.offers.get(offerId);
      const pair = result.pairs.find((candidate) => candidate.offerId === offerId);
      if (!entry || !pair) throw new Problem('offer-not-on-shelf');
      if (pair.status === 'ineligible') throw new Problem('offer-does-not-fit', { offer: entry.offer.title });
      return { entry, pair };
    });
    await this.requireNoneOpen(demand, picks);
    return picks;
  }

  /** One open referral for each institution, whatever the product. */
  private async requireNoneOpen(demand: Demand, picks: readonly Omit<PickedOffer, 'consent'>[]): Promise<void> {
    const open = new Set((await this.referrals.openOf(demand.id)).map((one) => one.recipientOrganisationId));
    const taken = picks.find(({ entry }) => open.has(entry.offer.organisationId));
    if (taken) throw new Problem('referral-open-already', { offer: taken.entry.offer.title });
  }

  /**
   * Refers to each picked product, all or none. Only products the need fits, lacks papers for, or nearly fits may be
   * picked; the verdicts of this moment go with the referral.
   */
  async refer(actor: Actor, id: string, offerIds: readonly string[]): Promise<Referral[]> {
    const { demand, need } = await this.needs.require(actor, id);
    const picks = await this.picks(demand, need, offerIds);
    return this.db.transaction(async () => {
      await this.lifecycle.hold(id);
      await this.requireNoneOpen(demand, picks); // another officer may have been faster since
      const made: Referral[] = [];
      for (const pick of picks) made.push(await this.send(actor, demand, need, pick));
      return made;
    });
  }

  /**
   * Refers to one client manager, who answers for it from the start. Only a need that no institution has, a product that
   * it fits in full, and an institution the enterprise has consented to: nothing is asked of it.
   * @throws Problem as `refer` does; `state-changed` | `offer-does-not-fit` | `consent-missing`
   */
  async assign(actor: Actor, id: string, offerId: string, handlerId: string): Promise<Referral> {
    return this.db.transaction(async () => {
      const { state } = await this.lifecycle.hold(id);
      if (state !== 'listed') throw new Problem('state-changed', { state });
      const { demand, need } = await this.needs.require(actor, id);
      const [pick] = await this.picks(demand, need, [offerId]);
      if (!pick) throw new Problem('offer-not-on-shelf');
      const { offer } = pick.entry;
      if (pick.pair.status !== 'eligible') throw new Problem('offer-does-not-fit', { offer: offer.title });
      if (!(await this.consents.valid(id, offer.organisationId))) throw new Problem('consent-missing');
      return this.send(actor, demand, need, pick, handlerId);
    });
  }

  private async send(
    actor: Actor,
    demand: Demand,
    need: FinancingNeed,
    { entry, pair }: Omit<PickedOffer, 'consent'>,
    handlerId?: string,
  ): Promise<Referral> {
    const referral = await this.referrals.refer(actor, demand, {
      offer: entry.offer,
      tierKey: pair.tierKey,
      quantity: need.amount ?? 0,
      verdicts: pair.units,
      ...(handlerId && { handlerId }),
    });
    await this.db.repo(FinancingReferral).insert({ referralId: referral.id, stage: 'waiting', papersAsked: null });
    return referral;
  }

  /** 都不合适: nobody fits, with the reason; it feeds the report of what the zone lacks. */
  async noneSuitable(actor: Actor, id: string, reason: string, note: string | null): Promise<void> {
    await this.needs.require(actor, id);
    await this.db.transaction(async () => {
      await this.db.repo(Gap).insert({
        id: newId(),
        demandId: id,
        source: actor.organisationKind === 'centre' ? 'officer' : 'enterprise',
        sourceId: actor.userId,
        code: `none-${reason}`,
        factKey: null,
        offers: 0,
        shortBy: null,
        unit: null,
        note,
        createdAt: this.clock.now(),
      });
      await this.audit.record(actor, { action: 'demand.none-suitable', type: 'demand', id, note: reason });
    });
  }
}
