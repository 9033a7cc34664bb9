import type { Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';

/** How the centre knows what it records for somebody else. */
export const onBehalfReasons = ['told-by-phone', 'on-paper', 'seen-on-visit'] as const;

/** The centre may record for either side what it was told, and says how it knows; it stays in the audit trail. */
export function onBehalf(actor: Actor, reason: string | null | undefined): { note: string } | null {
  if (actor.organisationKind !== 'centre') return null;
  if (!reason) throw new Problem('validation', {}, [{ field: 'onBehalf', code: 'required', params: {} }]);
  return { note: reason };
}
