import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import type { ProblemCode } from '../../kernel/problems.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { Database } from '../../platform/database/database.js';
import { Roles } from '../../platform/identity/roles.js';
import { Demand } from '../../matchmaking/demand.entity.js';
import { Needs } from './needs.service.js';

export interface Colleague {
  readonly id: string;
  readonly name: string;
}

/** What became of one row of a bulk action. */
export interface RowReport {
  readonly id: string;
  readonly number: string | null;
  readonly problem: ProblemCode | null;
}

const FINISHED = new Set(['draft', 'fulfilled', 'closed']);

/** Who at the centre looks after a need. Each row of a bulk hand-over succeeds or fails by itself. */
@Injectable()
export class NeedAssignment {
  constructor(
    private readonly db: Database,
    private readonly roles: Roles,
    private readonly needs: Needs,
    private readonly audit: Audit,
  ) {}

  /** People of the actor's centre who may verify needs. */
  async colleagues(actor: Actor): Promise<Colleague[]> {
    const holding = this.roles.holding('financing.need.verify');
    const rows = await this.db.select<Colleague & { role: string }>(
      `SELECT u.id, u.name, m.role FROM membership m JOIN user_account u ON u.id = m.userId AND u.state = 'active'
        WHERE m.organisationId = ? ORDER BY u.name, u.id`,
      [actor.organisationId],
    );
    const officers = rows.filter(({ role }) => holding.includes(role)).map(({ id, name }) => ({ id, name }));
    return officers.filter(({ id }, index) => officers.findIndex((other) => other.id === id) === index);
  }

  /** Hands one need to a colleague: its open clocks of the centre go along, and the colleague is told. */
  async assign(actor: Actor, id: string, officerId: string): Promise<Demand> {
    const { demand } = await this.needs.require(actor, id);
    if (actor.organisationKind !== 'centre') throw new Problem('forbidden');
    if (!(await this.colleagues(actor)).some((colleague) => colleague.id === officerId)) throw new Problem('not-found');
    if (FINISHED.has(demand.state)) throw new Problem('state-changed', { state: demand.state });
    if (demand.officerId === officerId) return demand;
    await this.db.transaction(async () => {
      if (!(await this.db.transition(Demand, id, [demand.state], { state: demand.state, officerId })))
        throw new Problem('state-changed', { state: demand.state });
      await this.db.execute(
        'UPDATE deadline SET ownerUserId = ? WHERE demandId = ? AND ownerOrganisationId = ? AND doneAt IS NULL',
        [officerId, id, actor.organisationId],
      );
      await this.audit.record(actor, {
        action: 'demand.assign',
        type: 'demand',
        id,
        before: { officer: demand.officerId },
        after: { officer: officerId },
      });
      if (officerId !== actor.userId) await this.needs.tell(demand, 'need-assigned', { userIds: [officerId] });
    });
    return demand;
  }

  /** `ids` name needs, or referrals of needs, as rows of the work list do. */
  async assignAll(actor: Actor, ids: readonly string[], officerId: string): Promise<RowReport[]> {
    const reports: RowReport[] = [];
    for (const id of await this.needsOf(ids)) {
      try {
        const { number } = await this.assign(actor, id, officerId);
        reports.push({ id, number, problem: null });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        reports.push({ id, number: await this.numberOf(actor, id), problem: error.code });
      }
    }
    return reports;
  }

  async needsOf(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await this.db.select<{ id: string; demandId: string }>(
      `SELECT id, demandId FROM referral WHERE id IN (${ids.map(() => '?').join()})`,
      ids,
    );
    const demandOf = new Map(rows.map((row) => [row.id, row.demandId]));
    return [...new Set(ids.map((id) => demandOf.get(id) ?? id))];
  }

  private async numberOf(actor: Actor, id: string): Promise<string | null> {
    return (await this.needs.require(actor, id).catch(() => null))?.demand.number ?? null;
  }
}
