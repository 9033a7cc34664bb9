import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../kernel/actor.js';
import { toHalfWidth } from '../kernel/full-width.js';
import { nameKey } from '../directory/organisations.js';
import { like } from '../domains/financing/export-filter.js';
import { ReferralList } from '../domains/financing/referral-list.queries.js';
import { Visibility } from '../matchmaking/visibility.js';
import { Database } from '../platform/database/database.js';

export interface Hit {
  readonly id: string;
  readonly number: string | null;
  readonly name: string;
  readonly other: string | null;
  readonly state: string;
}

/** So many of a kind are shown; one more is read to know whether there are more. */
export const GROUP = 5;
const LIMIT = `LIMIT ${GROUP + 1}`;
const NUMBER = /^[A-Z]{2}-?(\d{4})-?(\d{1,6})$/;

/** What somebody may find: the same rules as the pages behind it. */
@Injectable()
export class SearchQueries {
  constructor(
    private readonly db: Database,
    private readonly visibility: Visibility,
    private readonly lists: ReferralList,
  ) {}

  /** Where a number leads that was typed in full (`rz-2026-138` is `RZ-2026-000138`), if the actor may go there. */
  async jump(actor: Actor, text: string): Promise<string | null> {
    const typed = toHalfWidth(text).trim().toUpperCase();
    const parts = NUMBER.exec(typed);
    if (!parts) return null;
    const number = `${typed.slice(0, 2)}-${parts[1]}-${parts[2]?.padStart(6, '0')}`;
    if (may(actor, 'financing.need.read')) {
      const seen = this.visibility.demandsOf(actor);
      const [need] = await this.db.select<{ id: string }>(
        `SELECT d.id FROM demand d WHERE d.number = ? AND ${seen.sql}`,
        [number, ...seen.params],
      );
      if (need) return `/financing/needs/${need.id}`;
    }
    if (may(actor, 'financing.referral.read')) {
      const seen = this.visibility.referralsOf(actor);
      const [referral] = await this.db.select<{ id: string }>(
        `SELECT r.id FROM referral r JOIN demand d ON d.id = r.demandId WHERE d.number = ? AND ${seen.sql}
          ORDER BY r.createdAt DESC LIMIT 1`,
        [number, ...seen.params],
      );
      if (referral) return `/financing/referrals/${referral.id}`;
    }
    const [product] = may(actor, 'financing.product.read') ? await this.products(actor, number) : [];
    return product?.number === number ? `/financing/products/${product.id}` : null;
  }

  async needs(actor: Actor, text: string): Promise<Hit[]> {
    const seen = this.visibility.demandsOf(actor);
    return this.db.select<Hit>(
      `SELECT d.id, d.number, o.name, NULL AS other, COALESCE(d.outcome, d.state) AS state
         FROM demand d JOIN organisation o ON o.id = d.organisationId
        WHERE d.domain = 'financing' AND d.number IS NOT NULL AND (o.nameKey LIKE ? OR d.number LIKE ?) AND ${seen.sql}
        ORDER BY d.submittedAt DESC, d.id DESC ${LIMIT}`,
      [...patterns(text), ...seen.params],
    );
  }

  /** An institution neither finds nor reads a name that the table of docs/privacy.md takes from it; the number stays. */
  async referrals(actor: Actor, text: string): Promise<Hit[]> {
    const seen = this.visibility.referralsOf(actor);
    const open = actor.organisationKind === 'institution' ? this.lists.open() : { sql: '1 = 1', params: [] };
    const [name, number] = patterns(text);
    const rows = await this.db.select<Hit & { named: unknown }>(
      `SELECT r.id, d.number, o.name, i.name AS other, r.state, CASE WHEN ${open.sql} THEN 1 ELSE 0 END AS named
         FROM referral r JOIN demand d ON d.id = r.demandId
         JOIN organisation o ON o.id = d.organisationId JOIN organisation i ON i.id = r.recipientOrganisationId
        WHERE r.domain = 'financing' AND ((o.nameKey LIKE ? AND ${open.sql}) OR i.nameKey LIKE ? OR d.number LIKE ?)
          AND ${seen.sql}
        ORDER BY r.createdAt DESC, r.id DESC ${LIMIT}`,
      [...open.params, name, ...open.params, name, number, ...seen.params],
    );
    return rows.map(({ named, ...hit }) => ({
      ...hit,
      name: Number(named) === 1 ? hit.name : (hit.number ?? ''),
    }));
  }

  async products(actor: Actor, text: string): Promise<Hit[]> {
    const centre = actor.organisationKind === 'centre';
    const [name, number] = patterns(text);
    return this.db.select<Hit>(
      `SELECT f.id, f.number, f.title AS name, i.name AS other, f.state FROM offer f JOIN organisation i ON i.id = f.organisationId
        WHERE f.domain = 'financing' AND (f.title LIKE ? OR f.number LIKE ? OR i.nameKey LIKE ?)
          ${centre ? '' : "AND (f.state = 'on-shelf' OR f.organisationId = ?)"}
        ORDER BY f.title, f.id ${LIMIT}`,
      [like(text.trim()), number, name, ...(centre ? [] : [actor.organisationId])],
    );
  }

  async organisations(text: string): Promise<Hit[]> {
    const [name] = patterns(text);
    return this.db.select<Hit>(
      `SELECT o.id, o.creditCode AS number, o.name, o.kind AS other, o.state FROM organisation o
        WHERE o.state = 'active' AND o.kind <> 'centre' AND (o.nameKey LIKE ? OR o.creditCode LIKE ?)
        ORDER BY o.nameKey, o.id ${LIMIT}`,
      [name, like(nameKey(text).toUpperCase())],
    );
  }
}

/** For names, and for numbers. */
const patterns = (text: string): [string, string] => [like(nameKey(text)), like(nameKey(text).toUpperCase())];
