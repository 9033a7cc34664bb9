import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { may, type Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { Organisations } from '../directory/organisations.js';
import { Audit } from '../platform/audit/audit.service.js';
import { Database } from '../platform/database/database.js';
import { CaseVoice } from './case-voice.js';
import { Colleagues } from './colleagues.js';
import { DemandBulk, type BulkResult } from './demand-bulk.js';
import { Demand } from './demand.entity.js';
import { demandPermission } from './domains.js';
import { Deadline } from './referral.entity.js';
import { Visibility } from './visibility.js';

/** 转同事: a demand goes over to a colleague with its open deadlines; both are on record, the colleague is told. */
@Injectable()
export class DemandHandover {
  constructor(
    private readonly db: Database,
    private readonly visibility: Visibility,
    private readonly colleagues: Colleagues,
    private readonly audit: Audit,
    private readonly voice: CaseVoice,
    private readonly organisations: Organisations,
    private readonly bulk: DemandBulk,
  ) {}

  /** @throws Problem `forbidden` | `not-found` | `state-changed` | `officer-already` */
  async handOver(actor: Actor, id: string, toUserId: string): Promise<void> {
    const demand = await this.visibility.demand(actor, id);
    if (!may(actor, demandPermission(demand.domain, 'assign'))) throw new Problem('forbidden');
    if (!(await this.colleagues.find(demand.domain, toUserId))) throw new Problem('not-found');
    if (['closed', 'fulfilled'].includes(demand.state)) throw new Problem('state-changed', { state: demand.state });
    if (demand.officerId === toUserId) throw new Problem('officer-already');
    await this.db.transaction(async () => {
      await this.db.repo(Demand).update({ id }, { officerId: toUserId });
      const centreId = await this.organisations.centreId();
      await this.db
        .repo(Deadline)
        .update({ demandId: id, ownerOrganisationId: centreId, doneAt: IsNull() }, { ownerUserId: toUserId });
      await this.audit.record(actor, {
        action: 'demand.hand-over',
        type: 'demand',
        id,
        before: { officer: demand.officerId },
        after: { officer: toUserId },
      });
      if (toUserId !== actor.userId)
        await this.voice.tell(demand, 'need-handed-over', { userIds: [toUserId] }, { officer: actor.name });
    });
  }

  /** `ids` may name demands, or referrals of demands, as the rows of a work list do. */
  async demandsOf(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await this.db.select<{ id: string; demandId: string }>(
      `SELECT id, demandId FROM referral WHERE id IN (${ids.map(() => '?').join()})`,
      ids,
    );
    const demandOf = new Map(rows.map((row) => [row.id, row.demandId]));
    return [...new Set(ids.map((id) => demandOf.get(id) ?? id))];
  }

  /** Row by row: one that is refused does not stop the others, and says why. */
  handOverAll(actor: Actor, ids: readonly string[], toUserId: string): Promise<BulkResult[]> {
    return this.bulk.each(ids, (id) => this.handOver(actor, id, toUserId));
  }
}
