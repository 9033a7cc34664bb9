/** A programme or a class changed, or the seats it has left: what was matched or planned with it may be old. */
export const TALENT_OFFER_CHANGED = 'talent.offer-changed.v1';
