import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { toInstant } from '../../platform/database/rows.js';

const HOUR = 3_600_000;

export interface Look {
  readonly at: Date;
  readonly person: string;
  readonly organisation: string;
  readonly number: string | null;
  readonly fields: readonly string[];
}

/** 谁看过我的资料: every look at an enterprise's sensitive facts is on record, and the enterprise may read it. */
@Injectable()
export class ProfileLooks {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly audit: Audit,
  ) {}

  /** Reading on within the hour is one look. */
  async note(actor: Actor, organisationId: string, fields: readonly string[]): Promise<void> {
    const since = new Date(this.clock.now().getTime() - HOUR);
    const [recent] = await this.db.select(
      `SELECT id FROM audit_entry WHERE aggregateType = 'organisation' AND aggregateId = ? AND action = 'view'
        AND actorUserId = ? AND at > ? AND payload LIKE ? LIMIT 1`,
      [organisationId, actor.userId, since, `%"${fields.join()}"%`],
    );
    if (!recent) await this.audit.look(actor, { type: 'organisation', id: organisationId, fields });
  }

  /** The latest two hundred looks of others at the enterprise and its demands. */
  async of(organisationId: string): Promise<Look[]> {
    const rows = await this.db.select<{
      at: string;
      person: string | null;
      organisation: string | null;
      number: string | null;
      payload: string;
    }>(
      `SELECT e.at, u.name AS person, o.name AS organisation, d.number, e.payload FROM audit_entry e
        LEFT JOIN user_account u ON u.id = e.actorUserId LEFT JOIN organisation o ON o.id = e.actorOrganisationId
        LEFT JOIN referral r ON e.aggregateType = 'referral' AND r.id = e.aggregateId
        LEFT JOIN demand d ON d.id = CASE WHEN e.aggregateType = 'referral' THEN r.demandId
          WHEN e.aggregateType = 'demand' THEN e.aggregateId ELSE NULL END
        WHERE e.action = 'view' AND COALESCE(e.actorOrganisationId, '') <> ?
          AND ((e.aggregateType = 'organisation' AND e.aggregateId = ?) OR d.organisationId = ?)
        ORDER BY e.at DESC, e.id DESC LIMIT 200`,
      [organisationId, organisationId, organisationId],
    );
    return rows.map(({ at, person, organisation, number, payload }) => ({
      at: toInstant(at),
      person: person ?? '',
      organisation: organisation ?? '',
      number,
      fields: ((JSON.parse(payload) as { after?: { fields?: string[] } }).after?.fields ?? []).map(String),
    }));
  }
}
