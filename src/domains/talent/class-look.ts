import type { Tone } from '../../platform/views/result.js';
import type { ClassState } from './class-life.js';

export const classHref = (id: string): string => `/talent/classes/${id}`;

export const classTones: Readonly<Record<ClassState, Tone>> = {
  consulting: 'info',
  short: 'warn',
  'to-sign': 'info',
  signed: 'info',
  selecting: 'info',
  running: 'ok',
  internship: 'ok',
  placing: 'ok',
  completed: 'ok',
  declined: 'mute',
  merged: 'mute',
  cancelled: 'mute',
};

/** From here on the members and the college know each other's names. */
export const namesAreKnown = (state: ClassState): boolean =>
  ['to-sign', 'signed', 'selecting', 'running', 'internship', 'placing', 'completed'].includes(state);
