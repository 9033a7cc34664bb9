import { Injectable } from '@nestjs/common';
import type { Demand } from './demand.entity.js';
import { demandHref } from './domains.js';
import { Lifecycle } from './lifecycle.service.js';
import { OfferCapacity } from './offer-capacity.js';
import type { Offer } from './offer.entity.js';
import type { Deadline } from './referral.entity.js';

/** What a clock is about, as people see it. */
export interface DeadlineCase {
  readonly domain: string;
  readonly number: string;
  readonly about: { readonly type: string; readonly id: string; readonly href: string };
  /** Who of the centre looks after it. */
  readonly officerId: string | null;
  readonly demand: Demand | null;
}

/**
 * Finds the case of a clock and holds its row, so that what the clock does is decided in turn. A demand's is known here;
 * a domain says what an offer's is, and what happens when a clock of its own runs out unanswered.
 */
@Injectable()
export class DeadlineCases {
  private readonly offers = new Map<string, (offer: Offer) => Promise<DeadlineCase>>();
  private readonly lapses = new Map<string, (deadline: Deadline) => Promise<void>>();

  constructor(
    private readonly lifecycle: Lifecycle,
    private readonly capacity: OfferCapacity,
  ) {}

  /** `kind`: the offer's kind. */
  ofOffers(kind: string, find: (offer: Offer) => Promise<DeadlineCase>): void {
    this.offers.set(kind, find);
  }

  /** `kind`: the deadline's kind. Runs at 150 %, in the transaction of the mark. */
  onLapse(kind: string, run: (deadline: Deadline) => Promise<void>): void {
    this.lapses.set(kind, run);
  }

  async lapse(deadline: Deadline): Promise<void> {
    await this.lapses.get(deadline.kind)?.(deadline);
  }

  /** An offer's clock may name a demand too (a firm's part of a class): the offer is then the case. */
  async hold({ demandId, offerId }: Deadline): Promise<DeadlineCase | null> {
    if (offerId !== null) {
      const offer = await this.capacity.hold(offerId);
      return (await this.offers.get(offer.kind)?.(offer)) ?? null;
    }
    return demandId === null ? null : demandCase(await this.lifecycle.hold(demandId));
  }
}

function demandCase(demand: Demand): DeadlineCase {
  return {
    domain: demand.domain,
    number: demand.number ?? '',
    about: { type: 'demand', id: demand.id, href: demandHref(demand) },
    officerId: demand.officerId,
    demand,
  };
}
