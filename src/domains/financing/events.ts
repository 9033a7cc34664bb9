/** A fact of a need changed (`demandId`): its match may come out otherwise. */
export const NEED_CHANGED = 'financing.need-changed.v1';
/** A product changed, came onto the shelf or left it. */
export const OFFER_CHANGED = 'financing.offer-changed.v1';
