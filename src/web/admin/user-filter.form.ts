import { field, form } from '../../platform/http/fields.js';
import { allRoles } from '../../platform/identity/roles.js';
import { personStates, type PersonState } from '../account/people.queries.js';

/** The address of the list of accounts is its state. */
@form('admin.users.filter')
export class UserFilter {
  @field.text({ optional: true, max: 60 }) q!: string | null;
  @field.choice(allRoles, { optional: true, words: 'role' }) role!: string | null;
  @field.choice(personStates, { optional: true, words: 'account.state' }) state!: PersonState | null;
  @field.hidden({ optional: true, max: 36 }) organisation!: string | null;
}
