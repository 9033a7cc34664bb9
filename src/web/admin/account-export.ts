import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DECIDE, Registrations, registrationState } from '../../directory/registration/registrations.js';
import { ExportKinds } from '../../platform/exports/export-kinds.js';
import { MOST_ROWS } from '../../platform/exports/exports.service.js';
import { bindReadable } from '../../platform/http/bind.js';
import { People } from '../account/people.queries.js';
import { UserFilter } from './user-filter.form.js';

/** The lists of accounts and of applications as files: what the lists show, and no password, link or telephone number. */
@Injectable()
export class AccountExport implements OnModuleInit {
  constructor(
    private readonly people: People,
    private readonly registrations: Registrations,
    private readonly kinds: ExportKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.define({
      name: 'admin.users',
      permission: 'platform.user.manage',
      columns: [
        { key: 'username', kind: 'text', width: 20 },
        { key: 'name', kind: 'text', width: 16 },
        { key: 'mail', kind: 'text', width: 28 },
        { key: 'organisation', kind: 'text', width: 32 },
        { key: 'roles', kind: 'text', width: 24 },
        { key: 'state', kind: 'text', width: 12 },
      ],
      count: (_actor, query) => this.people.count(bindReadable(UserFilter, query)),
      rows: async (_actor, query, say) => {
        const rows = await this.people.all(bindReadable(UserFilter, query));
        return rows.map(({ username, name, mail, organisationName, roles, state }) => ({
          username,
          name,
          mail,
          organisation: organisationName,
          roles: roles.map((role) => say(`role.${role}`)).join(', '),
          state: say(`account.state.${state}`),
        }));
      },
    });
    this.kinds.define({
      name: 'admin.registrations',
      permission: DECIDE,
      columns: [
        { key: 'organisation', kind: 'text', width: 32 },
        { key: 'kind', kind: 'text', width: 12 },
        { key: 'creditCode', kind: 'text', width: 22 },
        { key: 'person', kind: 'text', width: 16 },
        { key: 'state', kind: 'text', width: 12 },
        { key: 'createdAt', kind: 'datetime', width: 18 },
        { key: 'decidedAt', kind: 'datetime', width: 18 },
      ],
      count: (_actor, { state }) => this.registrations.count(registrationState(state)),
      rows: async (_actor, query, say) => {
        const rows = await this.registrations.list(registrationState(query['state']), MOST_ROWS);
        return rows.map((row) => ({
          organisation: row.organisationName,
          kind: say(`organisation-kind.${row.organisationKind}`),
          creditCode: row.creditCode,
          person: row.personName,
          state: say(`admin.registration.state.${row.state}`),
          createdAt: row.createdAt,
          decidedAt: row.decidedAt,
        }));
      },
    });
  }
}
