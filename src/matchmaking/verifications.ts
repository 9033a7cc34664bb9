import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import type { Demand } from './demand.entity.js';
import { Deadlines } from './deadlines.js';
import { Lifecycle } from './lifecycle.service.js';
import { DemandVerification, VerificationFinding, type Finding } from './verification.entity.js';

/** What each of a domain's tests came to, by its name. */
export type Findings = Readonly<Record<string, { readonly finding: Finding; readonly note: string | null }>>;

export interface Decision {
  readonly findings: Findings | null;
  readonly note: string | null;
}

/** Verification as it is kept in every domain: the findings, the decision, the state, the clock. */
@Injectable()
export class Verifications {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly lifecycle: Lifecycle,
    private readonly deadlines: Deadlines,
  ) {}

  /**
   * Nothing failed, and every doubt has its note. @throws Problem `verification-failed` | `validation`
   */
  requirePassed(findings: Findings): void {
    const tests = Object.entries(findings);
    const failed = tests.filter(([, { finding }]) => finding === 'fail');
    if (failed.length > 0) throw new Problem('verification-failed', { tests: failed.length });
    const unexplained = tests.filter(([, { finding, note }]) => finding === 'doubt' && !note);
    if (unexplained.length === 0) return;
    throw new Problem(
      'validation',
      {},
      unexplained.map(([test]) => ({ field: `${test}Note`, code: 'required', params: {} })),
    );
  }

  /** Onto the list. Inside a transaction. */
  async list(actor: Actor, demand: Demand, decision: Decision): Promise<void> {
    await this.lifecycle.demand(actor, demand, 'list', {
      listedAt: this.clock.now(),
      officerId: demand.officerId ?? actor.userId,
    });
    await this.record(actor, demand.id, 'listed', [], decision);
    await this.deadlines.finish({ demandId: demand.id }, ['verify']);
  }

  /** Back to its owner, who has `mend-need` to put it right. Inside a transaction. @returns by when */
  async return(actor: Actor, demand: Demand, reasons: readonly string[], decision: Decision): Promise<Date> {
    await this.lifecycle.demand(actor, demand, 'return', { officerId: demand.officerId ?? actor.userId });
    await this.record(actor, demand.id, 'returned', reasons, decision);
    await this.deadlines.finish({ demandId: demand.id }, ['verify']);
    const { dueAt } = await this.deadlines.start({
      kind: 'mend-need',
      demandId: demand.id,
      ownerOrganisationId: demand.organisationId,
    });
    return dueAt;
  }

  private async record(
    actor: Actor,
    demandId: string,
    decision: DemandVerification['decision'],
    reasons: readonly string[],
    { findings, note }: Decision,
  ): Promise<void> {
    const verificationId = newId();
    await this.db.repo(DemandVerification).insert({
      id: verificationId,
      demandId,
      decision,
      reasons: [...reasons],
      note,
      userId: actor.userId,
      at: this.clock.now(),
    });
    if (!findings) return;
    await this.db
      .repo(VerificationFinding)
      .insert(Object.entries(findings).map(([test, one]) => ({ id: newId(), demandId, verificationId, test, ...one })));
  }

  /** Newest first, with the findings of each. */
  async history(demandId: string): Promise<{ verifications: DemandVerification[]; findings: VerificationFinding[] }> {
    return {
      verifications: await this.db.repo(DemandVerification).find({ where: { demandId }, order: { at: 'DESC' } }),
      findings: await this.db.repo(VerificationFinding).find({ where: { demandId } }),
    };
  }
}
