import type { Actor } from '../../kernel/actor.js';
import { definitionOf } from '../../kernel/matching/fact-model.js';
import { financingModel } from './fact-model.js';

/** Addresses that the match pages lead to, in one place. */
export const needHref = (id: string): string => `/financing/needs/${id}`;
export const needEditHref = (id: string, query = ''): string => `${needHref(id)}/edit${query && `?${query}`}`;
export const matchHref = (id: string, query = ''): string => `${needHref(id)}/match${query && `?${query}`}`;
export const productHref = (id: string): string => `/financing/products/${id}`;

/** The profile page: an enterprise's own, or the one an officer keeps for it. */
export const profileHref = (actor: Actor, organisationId: string): string =>
  actor.organisationKind === 'centre' ? `/organisations/${organisationId}/profile` : '/profile';

/** Where a missing fact can be filled in: the need itself, or the profile with its yearly figures. */
export function fillHref(actor: Actor, demand: { id: string; organisationId: string }, factKey: string): string {
  const known = financingModel.facts.has(factKey) ? definitionOf(financingModel, factKey) : null;
  return known?.from === 'need'
    ? `${needEditHref(demand.id)}#${factKey}`
    : `${profileHref(actor, demand.organisationId)}#${factKey}`;
}
