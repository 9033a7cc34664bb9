import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { CaseVoice } from './case-voice.js';
import { Deadlines } from './deadlines.js';
import type { Demand } from './demand.entity.js';
import { Lifecycle } from './lifecycle.service.js';
import { FindingRow, VerificationRow, type Finding } from './verification.entity.js';

export type Findings<Test extends string = string> = Readonly<Record<Test, { finding: Finding; note: string | null }>>;

/** 核实: an officer looks at a demand test by test; then it goes onto the list, or back with reasons (F3). */
@Injectable()
export class Verifications {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly lifecycle: Lifecycle,
    private readonly deadlines: Deadlines,
    private readonly voice: CaseVoice,
  ) {}

  /** @throws Problem `verification-failed` with a test that failed, `validation` for a doubt without a note */
  check(findings: Findings): void {
    const tests = Object.entries(findings);
    const failed = tests.filter(([, { finding }]) => finding === 'fail');
    if (failed.length > 0) throw new Problem('verification-failed', { tests: failed.length });
    const unexplained = tests.filter(([, { finding, note }]) => finding === 'doubt' && !note);
    if (unexplained.length === 0) return;
    const fields = unexplained.map(([test]) => ({ field: `${test}Note`, code: 'required', params: {} }));
    throw new Problem('validation', {}, fields);
  }

  /** Onto the list. Inside a transaction, after `check`. */
  async list(actor: Actor, demand: Demand, findings: Findings, note: string | null): Promise<void> {
    await this.lifecycle.demand(actor, demand, 'list', {
      listedAt: this.clock.now(),
      officerId: demand.officerId ?? actor.userId,
    });
    await this.record(actor, demand.id, 'listed', [], findings, note);
    await this.deadlines.finish({ demandId: demand.id }, ['verify']);
  }

  /** Back to its owner, whose clock starts; `kind`: the notice. */
  async return(
    actor: Actor,
    demand: Demand,
    kind: string,
    { reasons, findings, note }: { reasons: readonly string[]; findings: Findings | null; note: string | null },
  ): Promise<void> {
    await this.db.transaction(async () => {
      await this.lifecycle.demand(actor, demand, 'return', { officerId: demand.officerId ?? actor.userId });
      await this.record(actor, demand.id, 'returned', reasons, findings, note);
      await this.deadlines.finish({ demandId: demand.id }, ['verify']);
      const owner = { demandId: demand.id, ownerOrganisationId: demand.organisationId };
      const { dueAt } = await this.deadlines.start({ kind: 'mend-need', ...owner });
      await this.voice.enterprise(demand, kind, { dueAt: dueAt.toISOString(), count: reasons.length, verb: 'edit' });
    });
  }

  private async record(
    actor: Actor,
    demandId: string,
    decision: VerificationRow['decision'],
    reasons: readonly string[],
    findings: Findings | null,
    note: string | null,
  ): Promise<void> {
    const verificationId = newId();
    const by = { userId: actor.userId, at: this.clock.now() };
    const row = { id: verificationId, demandId, decision, reasons: [...reasons], note, ...by };
    await this.db.repo(VerificationRow).insert(row);
    if (!findings) return;
    const rows = Object.entries(findings).map(([test, found]) => ({
      ...found,
      id: newId(),
      demandId,
      verificationId,
      test,
    }));
    await this.db.repo(FindingRow).insert(rows);
  }

  async history(demandId: string): Promise<{ verifications: VerificationRow[]; findings: FindingRow[] }> {
    return {
      verifications: await this.db.repo(VerificationRow).find({ where: { demandId }, order: { at: 'DESC' } }),
      findings: await this.db.repo(FindingRow).find({ where: { demandId } }),
    };
  }

  /** Other open demands of the same enterprise: the officer decides whether one is a duplicate. */
  async duplicates({ id, domain, organisationId }: Demand): Promise<{ id: string; number: string; state: string }[]> {
    return this.db.select(
      `SELECT id, number, state FROM demand WHERE domain = ? AND organisationId = ? AND id <> ?
        AND state IN ('submitted', 'returned', 'listed', 'engaged', 'agreed') ORDER BY submittedAt`,
      [domain, organisationId, id],
    );
  }
}
