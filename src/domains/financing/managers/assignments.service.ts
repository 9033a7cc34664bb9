import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Demand } from '../../../matchmaking/demand.entity.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { Referring } from '../referrals/referring.service.js';
import { AssignmentRow, AssignmentRun, assignmentPolicies, type AssignmentPolicy } from './assignment.entity.js';
import { ManagerBoards } from './manager-boards.js';
import { ManagerQueries } from './manager.queries.js';
import { ASSIGNMENT_VERSION, inputHash, proposalsFor } from './proposal.js';

/** A row that says where its need goes. */
interface PlacedRow extends AssignmentRow {
  managerId: string;
  offerId: string;
}

/** 分派: a batch of needs × all client managers, proposed by both policies; an officer picks one, and its rows are referred. */
@Injectable()
export class Assignments {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly boards: ManagerBoards,
    private readonly managers: ManagerQueries,
    private readonly referring: Referring,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem `not-found` */
  async require(id: string): Promise<AssignmentRun> {
    const run = await this.db.repo(AssignmentRun).findOneBy({ id });
    if (!run) throw new Problem('not-found');
    return run;
  }

  async rows(runId: string, policy: AssignmentPolicy): Promise<AssignmentRow[]> {
    return this.db.repo(AssignmentRow).find({ where: { runId, policy }, order: { position: 'ASC' } });
  }

  /** Computes both policies. While nothing has changed since the last proposal, that one is the answer. */
  async propose(actor: Actor): Promise<AssignmentRun> {
    const input = await this.boards.read();
    const hash = inputHash(input);
    const same = { state: 'proposed', inputHash: hash, kernelVersion: ASSIGNMENT_VERSION } as const;
    const [last] = await this.db.repo(AssignmentRun).find({ where: same, order: { id: 'DESC' }, take: 1 });
    if (last) return last;
    const proposals = await proposalsFor(input);
    const run = this.db.repo(AssignmentRun).create({
      ...same,
      id: newId(),
      needs: input.needs.length,
      managers: input.managers.length,
      figures: { priority: proposals.priority.figures, welfare: proposals.welfare.figures },
      requestedBy: actor.userId,
      requestedAt: this.clock.now(),
      policy: null,
      confirmedBy: null,
      confirmedAt: null,
    });
    return this.db.transaction(async () => {
      await this.db.repo(AssignmentRun).insert(run);
      for (const policy of assignmentPolicies) {
        const rows = proposals[policy].rows.map((row, position) => ({ ...row, id: newId(), runId: run.id, policy, position, referralId: null })); // prettier-ignore
        if (rows.length > 0) await this.db.repo(AssignmentRow).insert(rows);
      }
      const { needs, managers } = run;
      const after = { needs, managers, inputHash: hash };
      await this.audit.record(actor, { action: 'assignment.propose', type: 'assignment', id: run.id, after });
      return run;
    });
  }

  /**
   * Refers the picked needs as the policy proposes, all or none, each to its client manager. A run is confirmed once:
   * of two officers one wins.
   *
   * @param demandIds needs that the policy gives to somebody
   * @throws Problem `validation` | `state-changed` (confirmed already) | `assignment-outdated`: a need, a consent, a product
   *   or a manager is not as it was: compute again, or leave that need out
   */
  async confirm(
    actor: Actor,
    id: string,
    policy: AssignmentPolicy,
    demandIds: readonly string[],
  ): Promise<AssignmentRow[]> {
    await this.require(id);
    const picked = (await this.rows(id, policy))
      .filter(({ demandId }) => demandIds.includes(demandId))
      .filter(isPlaced);
    if (picked.length === 0 || picked.length !== new Set(demandIds).size)
      throw new Problem('validation', {}, [{ field: 'needs', code: 'choice', params: {} }]);
    return this.db.transaction(async () => {
      const chosen = { state: 'confirmed', policy, confirmedBy: actor.userId, confirmedAt: this.clock.now() } as const;
      if (!(await this.db.transition(AssignmentRun, id, ['proposed'], chosen)))
        throw new Problem('state-changed', { state: 'confirmed' });
      const users = await this.holdManagers(picked);
      const numbers = await this.numbers(picked);
      // In the order of their ids, so that two confirmations hold them in the same order.
      for (const row of picked.toSorted((a, b) => (a.demandId < b.demandId ? -1 : 1))) {
        row.referralId = await this.refer(actor, row, users.get(row.managerId) ?? '', numbers.get(row.demandId) ?? '');
        await this.db.repo(AssignmentRow).update({ id: row.id }, { referralId: row.referralId });
      }
      const after = { policy, needs: picked.length };
      await this.audit.record(actor, { action: 'assignment.confirm', type: 'assignment', id, after });
      return picked;
    });
  }

  /** Nobody else is given cases by another run meanwhile. @returns the account of each manager */
  private async holdManagers(rows: readonly PlacedRow[]): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(rows.map(({ managerId }) => managerId))].toSorted();
    for (const id of ids) await this.db.execute('UPDATE client_manager SET version = version WHERE id = ?', [id]);
    const found = await this.managers.byIds(ids);
    for (const manager of found) {
      const own = rows.filter(({ managerId }) => managerId === manager.id);
      const handles = new Set(manager.products.map((product) => product.id));
      const fits = own.every(({ offerId }) => handles.has(offerId)) && manager.load + own.length <= manager.caseLimit;
      if (!manager.active || manager.away || !fits) throw new Problem('assignment-outdated', { what: manager.name });
    }
    return new Map(found.map(({ id, userId }) => [id, userId]));
  }

  private async numbers(rows: readonly PlacedRow[]): Promise<ReadonlyMap<string, string>> {
    const demands = await this.db.repo(Demand).findBy({ id: In(rows.map(({ demandId }) => demandId)) });
    return new Map(demands.map(({ id, number }) => [id, number ?? '']));
  }

  private async refer(actor: Actor, row: PlacedRow, userId: string, number: string): Promise<string> {
    try {
      return (await this.referring.assign(actor, row.demandId, row.offerId, userId)).id;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new Problem('assignment-outdated', { what: number });
    }
  }
}

const isPlaced = (row: AssignmentRow): row is PlacedRow => row.managerId !== null && row.offerId !== null;
