import { may, type Actor } from '../../kernel/actor.js';

export const deskKinds = ['officer', 'enterprise', 'bank', 'college', 'leader', 'admin', 'auditor', 'other'] as const;
export type DeskKind = (typeof deskKinds)[number];

/** Which start page fits what somebody may do; who may do several things starts with the daily work. */
export function deskKind(actor: Actor): DeskKind {
  if (actor.organisationKind === 'enterprise') return 'enterprise';
  if (actor.organisationKind === 'institution') return 'bank';
  if (actor.organisationKind === 'college') return 'college';
  if (may(actor, 'financing.need.verify')) return 'officer';
  if (may(actor, 'financing.board.read')) return 'leader';
  if (may(actor, 'platform.user.manage')) return 'admin';
  return may(actor, 'platform.audit.read') ? 'auditor' : 'other';
}
