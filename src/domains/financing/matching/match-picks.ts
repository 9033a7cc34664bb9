import type { Demand } from '../../../matchmaking/demand.entity.js';
import type { Card } from './match-cards.js';

/** The box beside a card: an officer picks products to refer, an enterprise picks banks to consent to. */
export interface PickBox {
  readonly name: 'offer' | 'receiver';
  readonly value: string;
  readonly checked: boolean;
}

/** No box for a bank that has the need already, nor for one the enterprise has consented to already. */
export function pickOf(card: Card, checked: boolean, centre: boolean): PickBox | null {
  if (card.has !== null) return null;
  if (centre) return { name: 'offer', value: card.offerId, checked };
  return card.consented ? null : { name: 'receiver', value: card.receiverId, checked };
}

/** Ticks what the reader has ticked before: a refusal, or a link, leads back to the page with its picks. */
export const ticked = <C extends Card>(
  cards: readonly C[],
  picks: readonly string[],
  centre: boolean,
): (C & { pick: PickBox | null })[] =>
  cards.map((card) => ({
    ...card,
    pick: pickOf(card, picks.includes(centre ? card.offerId : card.receiverId), centre),
  }));

/** Ticks the first that fit, one a bank, as many as the enterprise lets run at once; avoided banks are not here at all. */
export function preset<C extends Card>(
  cards: readonly C[],
  { referralCap, activeReferrals }: Pick<Demand, 'referralCap' | 'activeReferrals'>,
  centre: boolean,
): (C & { pick: PickBox | null })[] {
  let room = referralCap - activeReferrals;
  const taken = new Set<string>();
  return cards.map((card) => {
    const checked = room > 0 && !taken.has(card.receiverId);
    const pick = pickOf(card, checked && centre, centre);
    if (pick?.checked) {
      room -= 1;
      taken.add(card.receiverId);
    }
    return { ...card, pick };
  });
}
