import { defineMachine } from '../kernel/state-machine.js';

export const demandStates = [
  'draft',
  'submitted',
  'returned',
  'listed',
  'engaged',
  'agreed',
  'fulfilled',
  'closed',
] as const;
export type DemandState = (typeof demandStates)[number];

/** The demand's life, the same in every domain. "Has candidates" is never a state; finer steps are the referral's stage. */
export const demandMachine = defineMachine({
  name: 'demand',
  initial: 'draft',
  final: ['fulfilled', 'closed'],
  actions: {
    submit: { from: ['draft', 'returned'], to: 'submitted' },
    return: { from: ['submitted'], to: 'returned' },
    list: { from: ['submitted'], to: 'listed' },
    engage: { from: ['listed', 'engaged'], to: 'engaged' },
    disengage: { from: ['engaged'], to: 'listed' },
    agree: { from: ['engaged'], to: 'agreed' },
    reopen: { from: ['agreed'], to: 'listed' },
    fulfil: { from: ['agreed'], to: 'fulfilled' },
    close: { from: ['draft', 'submitted', 'returned', 'listed', 'engaged', 'agreed'], to: 'closed' },
  },
});
export type DemandAction = keyof typeof demandMachine.actions;

export const referralStates = [
  'awaiting-consent',
  'sent',
  'accepted',
  'agreed',
  'fulfilled',
  'declined',
  'lapsed',
  'withdrawn',
  'not-chosen',
  'released',
] as const;
export type ReferralState = (typeof referralStates)[number];

/** States in which a referral counts against the enterprise's cap. */
export const openReferralStates = ['awaiting-consent', 'sent', 'accepted', 'agreed'] as const;

export const referralMachine = defineMachine({
  name: 'referral',
  initial: 'awaiting-consent',
  final: ['fulfilled', 'declined', 'lapsed', 'withdrawn', 'not-chosen', 'released'],
  actions: {
    send: { from: ['awaiting-consent'], to: 'sent' },
    accept: { from: ['sent'], to: 'accepted' },
    decline: { from: ['sent', 'accepted'], to: 'declined' },
    lapse: { from: ['sent', 'awaiting-consent', 'accepted'], to: 'lapsed' },
    withdraw: { from: ['awaiting-consent', 'sent', 'accepted', 'agreed'], to: 'withdrawn' },
    agree: { from: ['accepted'], to: 'agreed' },
    repropose: { from: ['sent', 'accepted', 'agreed'], to: 'sent' },
    'not-choose': { from: ['awaiting-consent', 'sent', 'accepted'], to: 'not-chosen' },
    release: { from: ['sent', 'accepted', 'agreed'], to: 'released' },
    fulfil: { from: ['agreed'], to: 'fulfilled' },
  },
});
export type ReferralAction = keyof typeof referralMachine.actions;
