import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { isUniqueViolation } from '../../../platform/database/faults.js';
import { Roles } from '../../../platform/identity/roles.js';
import { newId } from '../../../platform/ids.js';
import { ClientManager, ManagerProduct } from './client-manager.entity.js';
import { ManagerQueries, type HandledProduct, type ManagerRow } from './manager.queries.js';

export interface ManagerInput {
  readonly caseLimit: number;
  readonly away: boolean;
  /** Ids of the institution's own products. */
  readonly products: readonly string[];
}

/** An institution says who of its people takes assigned needs, of which of its products, and how many at a time. */
@Injectable()
export class ClientManagers {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly roles: Roles,
    private readonly queries: ManagerQueries,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem `not-found`, also for a client manager of another institution */
  async require(actor: Actor, id: string): Promise<ManagerRow> {
    const [found] = await this.queries.byIds([id]);
    if (found?.organisationId !== actor.organisationId) throw new Problem('not-found');
    return found;
  }

  /** Active colleagues who may answer referrals and are none yet, oneself among them. */
  async candidates({ organisationId }: Actor): Promise<{ id: string; name: string }[]> {
    const roles = this.roles.holding('financing.referral.answer');
    return this.db.select(
      `SELECT DISTINCT u.id, u.name FROM user_account u JOIN membership m ON m.userId = u.id
        WHERE m.organisationId = ? AND m.role IN (${roles.map(() => '?').join()}) AND u.state = 'active'
          AND NOT EXISTS (SELECT 1 FROM client_manager c WHERE c.organisationId = m.organisationId AND c.userId = u.id)
        ORDER BY u.name, u.id`,
      [organisationId, ...roles],
    );
  }

  /** The institution's products that are not taken off for good. */
  async products({ organisationId }: Actor): Promise<HandledProduct[]> {
    return this.db.select(
      `SELECT id, number, title, state FROM offer
        WHERE domain = 'financing' AND organisationId = ? AND state <> 'off' ORDER BY number`,
      [organisationId],
    );
  }

  /** @throws Problem `validation`: nobody who can be one, one already, or a product of somebody else */
  async add(actor: Actor, userId: string, input: ManagerInput): Promise<string> {
    const candidates = await this.candidates(actor);
    if (!candidates.some(({ id }) => id === userId)) throw refusedField('userId');
    await this.requireOwn(actor, input.products);
    const id = newId();
    return this.db.transaction(async () => {
      const { caseLimit, away } = input;
      const row = { id, organisationId: actor.organisationId, userId, caseLimit, away, createdAt: this.clock.now() };
      try {
        await this.db.repo(ClientManager).insert(row);
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        throw refusedField('userId');
      }
      await this.handle(id, input.products);
      const after = { manager: id, user: userId, caseLimit, away, products: input.products.length };
      await this.audit.record(actor, { action: 'manager.add', type: 'organisation', id: actor.organisationId, after });
      return id;
    });
  }

  /** @throws Problem `not-found` | `validation` (a product of somebody else) */
  async edit(actor: Actor, id: string, input: ManagerInput): Promise<void> {
    const before = await this.require(actor, id);
    await this.requireOwn(actor, input.products);
    await this.db.transaction(async () => {
      const { caseLimit, away } = input;
      await this.db.repo(ClientManager).update({ id }, { caseLimit, away });
      await this.db.repo(ManagerProduct).delete({ managerId: id });
      await this.handle(id, input.products);
      await this.audit.record(actor, {
        action: 'manager.edit',
        type: 'organisation',
        id: actor.organisationId,
        before: { caseLimit: before.caseLimit, away: before.away, products: before.products.length },
        after: { manager: id, caseLimit, away, products: input.products.length },
      });
    });
  }

  private async handle(managerId: string, products: readonly string[]): Promise<void> {
    for (const offerId of products) await this.db.repo(ManagerProduct).insert({ id: newId(), managerId, offerId });
  }

  private async requireOwn(actor: Actor, products: readonly string[]): Promise<void> {
    const own = new Set((await this.products(actor)).map(({ id }) => id));
    if (!products.every((id) => own.has(id))) throw refusedField('products');
  }
}

const refusedField = (field: string): Problem => new Problem('validation', {}, [{ field, code: 'choice', params: {} }]);
