import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { OrganisationKind } from '../../kernel/actor.js';
import { Database } from '../../platform/database/database.js';
import { toInstant } from '../../platform/database/rows.js';
import { ExportKinds } from '../../platform/exports/export-kinds.js';
import { sqlExport } from '../../platform/exports/sql-export.js';
import { bindReadable } from '../../platform/http/bind.js';
import { OrganisationFilterForm } from './organisation-filter.form.js';
import { organisationStatement } from './organisations.queries.js';

const columns = [
  { key: 'name', kind: 'text', width: 36 },
  { key: 'kind', kind: 'text', width: 12 },
  { key: 'creditCode', kind: 'text', width: 22 },
  { key: 'state', kind: 'text', width: 12 },
  { key: 'people', kind: 'number', width: 10 },
  { key: 'createdAt', kind: 'datetime', width: 18 },
] as const;

interface Row {
  name: string;
  kind: OrganisationKind;
  creditCode: string | null;
  state: string;
  people: number | string;
  createdAt: string;
}

const SELECT = `o.name, o.kind, o.creditCode, o.state, o.createdAt,
  (SELECT COUNT(DISTINCT m.userId) FROM membership m WHERE m.organisationId = o.id) AS people`;

/** The list of organisations as it is filtered, the list's rows in its order. */
@Injectable()
export class OrganisationExport implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly kinds: ExportKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.define(
      sqlExport<Row>(this.db, {
        name: 'organisations',
        permission: 'directory.organisation.read',
        columns,
        from: 'organisation o',
        select: () => ({ sql: SELECT, params: [] }),
        statement: (_actor, query) => organisationStatement(bindReadable(OrganisationFilterForm, query)),
        row: ({ name, creditCode, createdAt, ...row }, say) => ({
          name,
          creditCode,
          kind: say(`organisation-kind.${row.kind}`),
          state: say(`organisations.state.${row.state}`),
          people: Number(row.people),
          createdAt: toInstant(createdAt),
        }),
      }),
    );
  }
}
