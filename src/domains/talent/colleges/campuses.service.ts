import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import type { AuditAction } from '../../../kernel/audit-actions.js';
import { Problem } from '../../../kernel/problem.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { Database } from '../../../platform/database/database.js';
import { isUniqueViolation } from '../../../platform/database/faults.js';
import { newId } from '../../../platform/ids.js';
import { Outbox } from '../../../platform/outbox/outbox.service.js';
import { Campus, Programme } from './college.entity.js';
import { Colleges } from './colleges.service.js';
import { TALENT_OFFER_CHANGED } from '../events.js';

export type CampusInput = Omit<Campus, 'id' | 'organisationId'>;

/** Where a college teaches. Distances to workplaces are measured from here. */
@Injectable()
export class Campuses {
  constructor(
    private readonly db: Database,
    private readonly colleges: Colleges,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  async of(organisationId: string): Promise<Campus[]> {
    return this.db.repo(Campus).find({ where: { organisationId }, order: { name: 'ASC', id: 'ASC' } });
  }

  /** @throws Problem `not-found` also for a campus of another college */
  async require(actor: Actor, organisationId: string, id: string): Promise<Campus> {
    await this.colleges.requireEditable(actor, organisationId);
    const campus = await this.db.repo(Campus).findOneBy({ id, organisationId });
    if (!campus) throw new Problem('not-found');
    return campus;
  }

  async add(actor: Actor, organisationId: string, input: CampusInput): Promise<Campus> {
    await this.colleges.requireEditable(actor, organisationId);
    const campus = Object.assign(new Campus(), { ...input, id: newId(), organisationId });
    return this.db.transaction(async () => {
      await this.named(() => this.db.repo(Campus).insert(campus));
      await this.record(actor, organisationId, 'campus.add', campus.id);
      return campus;
    });
  }

  async edit(actor: Actor, organisationId: string, id: string, input: CampusInput): Promise<void> {
    const before = await this.require(actor, organisationId, id);
    const moved = before.latitude !== input.latitude || before.longitude !== input.longitude;
    await this.db.transaction(async () => {
      await this.named(() => this.db.repo(Campus).update({ id }, input));
      await this.record(actor, organisationId, 'campus.edit', id);
      for (const { offerId } of moved ? await this.db.repo(Programme).findBy({ campusId: id }) : [])
        await this.outbox.emit(TALENT_OFFER_CHANGED, { offerId }, offerId);
    });
  }

  /** @throws Problem `campus-in-use` while a programme, even one off the shelf, is taught there */
  async remove(actor: Actor, organisationId: string, id: string): Promise<void> {
    const { name } = await this.require(actor, organisationId, id);
    await this.db.transaction(async () => {
      await this.colleges.hold(organisationId);
      if (await this.db.repo(Programme).existsBy({ campusId: id }))
        throw new Problem('campus-in-use', { campus: name });
      await this.db.repo(Campus).delete({ id });
      await this.record(actor, organisationId, 'campus.remove', id);
    });
  }

  private async named(write: () => Promise<unknown>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new Problem('validation', {}, [{ field: 'name', code: 'campus-taken', params: {} }]);
    }
  }

  private async record(actor: Actor, id: string, action: AuditAction, campus: string): Promise<void> {
    await this.audit.record(actor, { action, type: 'organisation', id, after: { campus } });
  }
}
