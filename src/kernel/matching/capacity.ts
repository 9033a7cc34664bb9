import type { Offer } from './pair.js';

/** The offer with what it has left as one more hard criterion; null when it is not limited. */
export function withCapacity(offer: Offer, factKey: string, left: number | null): Offer {
  const others = offer.criteria.filter(({ id }) => id !== capacityId);
  if (left === null) return { ...offer, criteria: others };
  return { ...offer, criteria: [...others, { id: capacityId, factKey, op: 'lte', value: left, hard: true }] };
}

const capacityId = 'capacity';
