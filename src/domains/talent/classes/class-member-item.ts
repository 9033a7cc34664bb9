import { parks } from '../../../directory/codes/parks.js';
import type { Actor } from '../../../kernel/actor.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import type { MemberRow } from './class.queries.js';

/** A firm's part of a class as one line; it is named to whoever may know it. */
export function memberItem(
  one: MemberRow,
  { actor, known, staff, i, locale }: { actor: Actor; known: boolean; staff: boolean; i: number; locale: Locale },
): object {
  const own = one.organisationId === actor.organisationId;
  const named = known || staff || own || actor.organisationKind === 'centre';
  const firm: Text = named ? one.firm : message('class.firm-no', { no: i + 1 });
  return {
    referralId: one.referralId,
    firm,
    title: one.title,
    seats: one.seats,
    href: own || actor.organisationKind === 'centre' ? `/talent/demands/${one.demandId}` : null,
    number: own || actor.organisationKind === 'centre' ? one.number : null,
    onboardBy: one.onboardBy,
    fit: message(`plan.fit.${one.fit}`),
    terms: memberTerms(actor, one, locale),
    stage: message(`class.stage.${one.state === 'sent' ? 'waiting' : one.stage}`),
    stageTone: one.stage === 'asked' ? (one.state === 'sent' ? 'mute' : 'info') : 'ok',
  };
}

/** What a post offers, as short lines. Firms of one class know each other by name and post; pay is between each and the college. */
export function memberTerms(actor: Actor, one: MemberRow, locale: Locale): Text[] {
  if (actor.organisationKind === 'enterprise' && one.organisationId !== actor.organisationId) return [];
  return [
    ...(one.park ? [parks.name(one.park, locale)] : []),
    ...(one.probationPay === null
      ? []
      : [message('class.pay', { from: one.probationPay / 100, to: (one.regularPay ?? one.probationPay) / 100 })]),
    ...(one.shift ? [message(`talent-fact.shift.${one.shift}`)] : []),
    ...(one.board ? [message(`talent-fact.board.${one.board}`)] : []),
  ];
}
