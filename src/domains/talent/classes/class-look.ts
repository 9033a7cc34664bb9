import { may, type Actor } from '../../../kernel/actor.js';
import type { Tone } from '../../../platform/views/result.js';
import type { ClassState } from './class-life.js';
import type { OrderClass } from './class.entity.js';

/**
 * What a class is called on a demand's match. Its own name may be that of a firm in it, so firms outside are told what it
 * teaches.
 */
export const outerTitle = ({ organisationKind }: Actor, offer: Titled, programme: Titled): string =>
  (organisationKind === 'centre' ? offer : programme).title;

interface Titled {
  readonly title: string;
}

/** Who may write in what belongs to a class: its college, and officers. */
export const mayWrite = (actor: Actor, offer: { readonly organisationId: string }): boolean =>
  may(actor, 'talent.class.edit') &&
  (actor.organisationKind === 'centre' || offer.organisationId === actor.organisationId);

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

/** All have agreed to the class, and it goes on. */
export const isConfirmed = (state: ClassState): boolean =>
  ['to-sign', 'signed', 'selecting', 'running', 'internship', 'placing', 'completed'].includes(state);

/** From here on the members and the college know each other's names; also while a confirmed class lacks students. */
export const namesAreKnown = ({ state, roster }: Standing): boolean =>
  isConfirmed(state) || (state === 'short' && roster !== null);

type Standing = Pick<OrderClass, 'state' | 'roster'>;

/**
 * Whose part of a class somebody may see: everybody's, but for a firm its own until the class is confirmed. A firm that
 * left does not get to know who came after it.
 */
export function membersSeen<Part extends { readonly organisationId: string }>(
  { organisationKind, organisationId }: Actor,
  row: Standing,
  members: readonly Part[],
): Part[] {
  const own = members.filter((one) => one.organisationId === organisationId);
  return organisationKind !== 'enterprise' || (namesAreKnown(row) && own.length > 0) ? [...members] : own;
}
