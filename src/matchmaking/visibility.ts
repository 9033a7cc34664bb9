import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { Database } from '../platform/database/database.js';
import { Demand } from './demand.entity.js';
import { Referral } from './referral.entity.js';

/** States in which a receiver may look at what was referred to it. Before consent and after withdrawal: nothing. */
export const seenByRecipient = [
  'sent',
  'accepted',
  'agreed',
  'fulfilled',
  'declined',
  'lapsed',
  'not-chosen',
  'released',
] as const;

/**
 * Who may load what. Everything is read through here: a record the caller may not know of is a 404, like one that does
 * not exist (threats 1-3). The same predicates filter lists.
 */
@Injectable()
export class Visibility {
  constructor(private readonly db: Database) {}

  /** `alias` is the demand table's in the caller's SQL. Receivers see referrals, never the demand itself. */
  demandsOf(actor: Actor, alias = 'd'): { sql: string; params: string[] } {
    if (actor.organisationKind === 'centre') return { sql: `${alias}.state <> 'draft'`, params: [] };
    return { sql: `${alias}.organisationId = ?`, params: [actor.organisationId] };
  }

  async demand(actor: Actor, id: string): Promise<Demand> {
    const demand = await this.db.repo(Demand).findOne({ where: { id } });
    const own = demand?.organisationId === actor.organisationId;
    const centre =
      actor.organisationKind === 'centre' && (demand?.state !== 'draft' || demand.filedBy === actor.userId);
    if (!demand || !(own || centre)) throw new Problem('not-found');
    return demand;
  }

  referralsOf(actor: Actor, alias = 'r'): { sql: string; params: string[] } {
    switch (actor.organisationKind) {
      case 'centre':
        return { sql: '1 = 1', params: [] };
      case 'enterprise':
        return {
          sql: `${alias}.demandId IN (SELECT id FROM demand WHERE organisationId = ?)`,
          params: [actor.organisationId],
        };
      case 'institution':
      case 'college':
        return {
          sql: `${alias}.recipientOrganisationId = ? AND ${alias}.state IN (${seenByRecipient.map((state) => `'${state}'`).join()})`,
          params: [actor.organisationId],
        };
    }
  }

  async referral(actor: Actor, id: string): Promise<Referral> {
    const { sql, params } = this.referralsOf(actor);
    const [found] = await this.db.select<{ id: string }>(`SELECT r.id FROM referral r WHERE r.id = ? AND ${sql}`, [
      id,
      ...params,
    ]);
    const referral = found ? await this.db.repo(Referral).findOne({ where: { id: found.id } }) : null;
    if (!referral) throw new Problem('not-found');
    return referral;
  }
}
