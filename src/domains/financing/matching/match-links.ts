import type { Actor } from '../../../kernel/actor.js';
import { definitionOf } from '../../../kernel/matching/fact-model.js';
import { fieldsOf } from '../../../platform/http/fields.js';
import { financingModel } from './fact-model.js';
import { ContactForm, DetailForm, UseForm } from '../needs/need.forms.js';

/** Addresses that the match pages lead to, in one place. */
export const needHref = (id: string): string => `/financing/needs/${id}`;
/** The page of the need's form that asks for money and term; `query` fills it in with what was tried. */
export const needMoneyHref = (id: string, query = ''): string => `${needHref(id)}/money${query && `?${query}`}`;
export const matchHref = (id: string, query = ''): string => `${needHref(id)}/match${query && `?${query}`}`;
/** The match page with these products ticked. */
export const picksHref = (id: string, offers: readonly string[]): string =>
  matchHref(id, new URLSearchParams(offers.map((offer) => ['offer', offer])).toString());
export const productHref = (id: string): string => `/financing/products/${id}`;

/** The profile page: an enterprise's own, or the one an officer keeps for it. */
export const profileHref = (actor: Actor, organisationId: string): string =>
  actor.organisationKind === 'centre' ? `/organisations/${organisationId}/profile` : '/profile';

/** Where a missing fact can be filled in: the need itself, or the profile with its yearly figures. */
export function fillHref(actor: Actor, demand: { id: string; organisationId: string }, factKey: string): string {
  const known = financingModel.facts.has(factKey) ? definitionOf(financingModel, factKey) : null;
  return known?.from === 'need'
    ? `${needHref(demand.id)}/${formPageOf(factKey)}#${factKey}`
    : `${profileHref(actor, demand.organisationId)}#${factKey}`;
}

function formPageOf(factKey: string): string {
  const forms = { use: UseForm, contact: ContactForm, details: DetailForm };
  const asks = (form: object) => fieldsOf(form).some(({ name }) => name === factKey);
  return Object.entries(forms).find(([, form]) => asks(form))?.[0] ?? 'money';
}
