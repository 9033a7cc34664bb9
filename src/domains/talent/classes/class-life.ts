import { defineMachine } from '../../../kernel/state-machine.js';

export const classStates = [
  'consulting',
  'short',
  'to-sign',
  'signed',
  'selecting',
  'running',
  'internship',
  'placing',
  'completed',
  'declined',
  'merged',
  'cancelled',
] as const;
export type ClassState = (typeof classStates)[number];

/**
 * 订单班的一生 (talent-reference §3). `consulting` 征求意见: the college answers, then the firms confirm their seats;
 * `short` 未达开班人数: too few seats, or too few students at selection; an officer extends, merges, makes it smaller, puts it
 * off or cancels it; `to-sign` on: agreement, selection, teaching.
 */
export const classMachine = defineMachine({
  name: 'class',
  initial: 'consulting',
  final: ['completed', 'declined', 'merged', 'cancelled'],
  actions: {
    decline: { from: ['consulting'], to: 'declined' },
    confirm: { from: ['consulting', 'short'], to: 'to-sign' },
    'fall-short': { from: ['consulting', 'to-sign', 'signed', 'selecting'], to: 'short' },
    consult: { from: ['short'], to: 'consulting' },
    reselect: { from: ['short'], to: 'selecting' },
    sign: { from: ['to-sign'], to: 'signed' },
    select: { from: ['signed'], to: 'selecting' },
    open: { from: ['selecting'], to: 'running' },
    intern: { from: ['running'], to: 'internship' },
    place: { from: ['running', 'internship'], to: 'placing' },
    complete: { from: ['placing'], to: 'completed' },
    merge: { from: ['short'], to: 'merged' },
    cancel: { from: ['consulting', 'short', 'to-sign', 'signed', 'selecting', 'running'], to: 'cancelled' },
  },
});

/** A class that is not over. */
export const isOpen = (state: ClassState): boolean => !classMachine.isFinal(state);

export type ClassAction = keyof typeof classMachine.actions;
