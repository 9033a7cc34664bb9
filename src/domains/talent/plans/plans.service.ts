import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import type { OfficerRules } from './plan-rules.js';
import { isTerm } from './plan-term.js';
import { ClassPlan, planGoals, PlanPin, PlanRun, type PlanGoal } from './plan.entity.js';

const opposites: Readonly<Record<PlanPin['kind'], PlanPin['kind']>> = {
  open: 'forbid',
  forbid: 'open',
  place: 'leave-out',
  'leave-out': 'place',
};

/** Class plans: an officer asks, sets rules and pins, has it computed, and drops what is not wanted. */
@Injectable()
export class Plans {
  private bell: () => void = () => {};

  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly audit: Audit,
  ) {}

  /** Whom to wake when a run was asked for. */
  rings(bell: () => void): void {
    this.bell = bell;
  }

  /** A new plan, computed at once for all goals. @throws Problem `validation` when the term is none */
  async create(actor: Actor, { term, name, rules }: { term: string; name: string; rules: OfficerRules }) {
    if (!isTerm(term)) throw new Problem('validation', {}, [{ field: 'term', code: 'choice', params: {} }]);
    const plan = this.db.repo(ClassPlan).create({
      id: newId(),
      term,
      name,
      state: 'draft',
      rules,
      createdBy: actor.userId,
      createdAt: this.clock.now(),
      publishedRunId: null,
      publishedBy: null,
      publishedAt: null,
    });
    await this.db.transaction(async () => {
      await this.db.repo(ClassPlan).insert(plan);
      await this.audit.record(actor, { action: 'plan.create', type: 'plan', id: plan.id, after: { term } });
      await this.ask(actor, plan.id, planGoals);
    });
    return plan;
  }

  /** @throws Problem `not-found` */
  async require(id: string): Promise<ClassPlan> {
    const plan = await this.db.repo(ClassPlan).findOneBy({ id });
    if (!plan) throw new Problem('not-found');
    return plan;
  }

  /** @throws Problem `not-found` for a run of another plan */
  async requireRun(planId: string, id: string): Promise<PlanRun> {
    const run = await this.db.repo(PlanRun).findOneBy({ id, planId });
    if (!run) throw new Problem('not-found');
    return run;
  }

  /** Other rules, and the plan computed anew; what was computed before stays to compare with. */
  async setRules(actor: Actor, id: string, rules: OfficerRules): Promise<void> {
    await this.inDraft(id, async () => {
      await this.db.repo(ClassPlan).update({ id }, { rules });
      await this.audit.record(actor, { action: 'plan.rules', type: 'plan', id });
      await this.ask(actor, id, planGoals);
    });
  }

  /** A pin stands once; set again it is taken away. */
  async togglePin(actor: Actor, id: string, pin: Pick<PlanPin, 'kind' | 'offerId' | 'demandId'>): Promise<void> {
    await this.inDraft(id, async () => {
      const where = { planId: id, kind: pin.kind, offerId: pin.offerId, demandId: pin.demandId };
      const { affected } = await this.db.repo(PlanPin).delete(where);
      // Who says that a class must open says no more that it must not.
      if (!affected) await this.db.repo(PlanPin).delete({ ...where, kind: opposites[pin.kind] });
      if (!affected) await this.db.repo(PlanPin).insert({ id: newId(), ...where });
      await this.audit.record(actor, {
        action: `plan.${affected ? 'unpin' : 'pin'}`,
        type: 'plan',
        id,
        after: { kind: pin.kind, offer: pin.offerId, demand: pin.demandId },
      });
    });
  }

  async compute(actor: Actor, id: string): Promise<void> {
    await this.inDraft(id, () => this.ask(actor, id, planGoals));
  }

  /** A run in hand stops within a second; what it had found by then is kept. */
  async cancel(actor: Actor, id: string, runId: string): Promise<void> {
    await this.inDraft(id, async () => {
      await this.db.execute(
        "UPDATE plan_run SET cancelAsked = ? WHERE id = ? AND planId = ? AND state IN ('queued', 'running')",
        [true, runId, id],
      );
      await this.audit.record(actor, { action: 'plan.cancel-run', type: 'plan', id, after: { run: runId } });
    });
  }

  /** @throws Problem `not-found` | `state-changed` when it is published or discarded already */
  async discard(actor: Actor, id: string): Promise<void> {
    await this.require(id);
    await this.db.transaction(async () => {
      if (!(await this.db.transition(ClassPlan, id, ['draft'], { state: 'discarded' })))
        throw new Problem('state-changed');
      await this.audit.record(actor, { action: 'plan.discard', type: 'plan', id });
    });
  }

  private async ask(actor: Actor, planId: string, goals: readonly PlanGoal[]): Promise<void> {
    for (const goal of goals) {
      const attempt = (await this.db.repo(PlanRun).countBy({ planId, goal })) + 1;
      await this.db.repo(PlanRun).insert({
        id: newId(),
        planId,
        goal,
        attempt,
        state: 'queued',
        requestedBy: actor.userId,
        requestedAt: this.clock.now(),
      });
    }
    this.db.afterCommit(() => this.bell());
  }

  /** What is changed about one plan is changed in turn, and only while it is a draft. */
  private async inDraft(id: string, work: () => Promise<void>): Promise<void> {
    await this.require(id);
    await this.db.transaction(async () => {
      if (!(await this.db.transition(ClassPlan, id, ['draft'], { state: 'draft' }))) throw new Problem('state-changed');
      await work();
    });
  }
}
