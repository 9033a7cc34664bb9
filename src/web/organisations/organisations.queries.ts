import { Injectable } from '@nestjs/common';
import type { OrganisationKind } from '../../kernel/actor.js';
import { nameKey } from '../../directory/organisations.js';
import { allOf, containing, equals, type Condition } from '../../platform/database/conditions.js';
import { Database } from '../../platform/database/database.js';

export interface OrganisationFilter {
  readonly q?: string | null;
  readonly kind?: OrganisationKind | null;
  readonly state?: string | null;
}

export interface OrganisationRow {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly creditCode: string | null;
  readonly state: string;
  readonly people: number;
}

/** What of an organisation is counted on its page. */
export interface OrganisationCounts {
  readonly needs: number;
  readonly openNeeds: number;
  readonly products: number;
  readonly referrals: number;
}

@Injectable()
export class OrganisationList {
  static readonly pageSize = 20;

  constructor(private readonly db: Database) {}

  async list(filter: OrganisationFilter, page: number): Promise<{ total: number; rows: OrganisationRow[] }> {
    const { sql, params, order } = organisationStatement(filter);
    const [counted] = await this.db.select<{ n: unknown }>(
      `SELECT COUNT(*) AS n FROM organisation o WHERE ${sql}`,
      params,
    );
    const rows = await this.db.select<OrganisationRow>(
      `SELECT o.id, o.name, o.kind, o.creditCode, o.state,
              (SELECT COUNT(DISTINCT m.userId) FROM membership m WHERE m.organisationId = o.id) AS people
         FROM organisation o WHERE ${sql} ORDER BY ${order.sql}
        LIMIT ${OrganisationList.pageSize} OFFSET ${(page - 1) * OrganisationList.pageSize}`,
      params,
    );
    return { total: Number(counted?.n ?? 0), rows: rows.map((row) => ({ ...row, people: Number(row.people) })) };
  }

  async counts(organisationId: string): Promise<OrganisationCounts> {
    const [row] = await this.db.select<Record<keyof OrganisationCounts, unknown>>(
      `SELECT (SELECT COUNT(*) FROM demand WHERE organisationId = ? AND domain = 'financing' AND state <> 'draft') AS needs,
              (SELECT COUNT(*) FROM demand WHERE organisationId = ? AND domain = 'financing' AND state IN ('submitted', 'returned', 'listed', 'engaged', 'agreed')) AS openNeeds,
              (SELECT COUNT(*) FROM offer WHERE organisationId = ? AND domain = 'financing' AND state <> 'off') AS products,
              (SELECT COUNT(*) FROM referral WHERE recipientOrganisationId = ? AND domain = 'financing') AS referrals`,
      [organisationId, organisationId, organisationId, organisationId],
    );
    const count = (name: keyof OrganisationCounts) => Number(row?.[name] ?? 0);
    return {
      needs: count('needs'),
      openNeeds: count('openNeeds'),
      products: count('products'),
      referrals: count('referrals'),
    };
  }
}

/** All rows of the list in its order, for its pages and its file. Alias: o organisation. */
export function organisationStatement({ q, kind, state }: OrganisationFilter): Condition & { order: Condition } {
  const word = q && {
    sql: 'o.searchText LIKE ? OR o.creditCode LIKE ?',
    params: [containing(nameKey(q)), containing(q.toUpperCase())],
  };
  const condition = allOf([word || null, ...equals({ 'o.kind': kind, 'o.state': state })]);
  return { ...condition, order: { sql: 'o.nameKey, o.id', params: [] } };
}
