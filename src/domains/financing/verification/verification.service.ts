import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { CaseVoice } from '../../../matchmaking/case-voice.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Verifications, type Findings as TestFindings } from '../../../matchmaking/verifications.js';
import { Database } from '../../../platform/database/database.js';
import { FinancingMatching } from '../matching/matching.service.js';
import type { verificationTests } from '../needs/need.entity.js';
import { Needs } from '../needs/needs.service.js';

export type Findings = TestFindings<(typeof verificationTests)[number]>;

export const returnReasons = [
  'amount',
  'purpose',
  'licence',
  'premises',
  'statements',
  'duplicate',
  'contact',
  'other',
] as const;

/** The five tests (五项核实), each with a finding; then onto the list, or back with reasons (F3). */
@Injectable()
export class Verification {
  constructor(
    private readonly db: Database,
    private readonly needs: Needs,
    private readonly verifications: Verifications,
    private readonly matching: FinancingMatching,
    private readonly deadlines: Deadlines,
    private readonly voice: CaseVoice,
  ) {}

  /** All five tests passed or were doubted with a note: the need is listed, and matched in the same breath. */
  async pass(actor: Actor, id: string, findings: Findings, note: string | null): Promise<void> {
    const { demand } = await this.needs.require(actor, id);
    this.verifications.check(findings);
    await this.db.transaction(async () => {
      await this.verifications.list(actor, demand, findings, note);
      const run = await this.matching.run(id, 'listed', actor);
      const fits = run !== null && run.eligible > 0;
      const params = fits ? await this.matchedParams(run.id, run.eligible) : { dueAt: await this.callBy() };
      await this.voice.enterprise(demand, fits ? 'need-matched' : 'need-unmatched', params);
    });
  }

  private async matchedParams(runId: string, count: number): Promise<{ count: number; products: string[] }> {
    const best = await this.db.select<{ title: string }>(
      "SELECT o.title FROM candidate c JOIN offer o ON o.id = c.offerId WHERE c.runId = ? AND c.status = 'eligible' ORDER BY c.`rank` LIMIT 3",
      [runId],
    );
    return { count, products: best.map(({ title }) => title) };
  }

  /** With nothing that fits, an officer calls within two working days. */
  private async callBy(): Promise<string> {
    return (await this.deadlines.dueIn(2)).toISOString();
  }

  async return(
    actor: Actor,
    id: string,
    reasons: readonly string[],
    findings: Findings | null,
    note: string | null,
  ): Promise<void> {
    const { demand } = await this.needs.require(actor, id);
    await this.verifications.return(actor, demand, 'need-returned', { reasons, findings, note });
  }
}
