import { organisationKinds, type OrganisationKind } from '../../kernel/actor.js';
import { field, form } from '../../platform/http/fields.js';
import { organisationStates } from '../../platform/identity/organisation.entity.js';

/** The address of the list of organisations is its state. */
@form('organisations.filter')
export class OrganisationFilterForm {
  @field.text({ optional: true, max: 60 }) q!: string | null;
  @field.choice(organisationKinds, { optional: true, words: 'organisation-kind' }) kind!: OrganisationKind | null;
  @field.choice(organisationStates, { optional: true, words: 'organisations.state' }) state!: string | null;
}
