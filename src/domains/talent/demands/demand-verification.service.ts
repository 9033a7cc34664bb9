import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { CaseVoice } from '../../../matchmaking/case-voice.js';
import { Verifications, type Findings } from '../../../matchmaking/verifications.js';
import { Database } from '../../../platform/database/database.js';
import { Demands } from './demands.service.js';
import { TalentMatching } from '../matching/talent-matching.service.js';
import { UnlawfulConditions } from './unlawful-conditions.service.js';

/** What an officer looks at: the contact answers, the post is real, its terms are lawful and believable. */
export const demandTests = ['contact', 'genuine', 'terms'] as const;
export const demandReturnReasons = [
  'headcount',
  'majors',
  'pay',
  'conditions',
  'contact',
  'duplicate',
  'other',
] as const;

/** Onto the list, or back with reasons; listed, a demand is matched in the same breath. */
@Injectable()
export class DemandVerification {
  constructor(
    private readonly db: Database,
    private readonly demands: Demands,
    private readonly verifications: Verifications,
    private readonly unlawful: UnlawfulConditions,
    private readonly matching: TalentMatching,
    private readonly voice: CaseVoice,
  ) {}

  /** @throws Problem `verification-failed` | `validation` | `conditions-unlawful` | `state-changed` */
  async pass(actor: Actor, id: string, findings: Findings, note: string | null): Promise<void> {
    const { demand, post } = await this.demands.require(actor, id);
    this.verifications.check(findings);
    if ((await this.unlawful.stopping(id, post)).length > 0) throw new Problem('conditions-unlawful');
    await this.db.transaction(async () => {
      await this.verifications.list(actor, demand, findings, note);
      const run = await this.matching.run(id, 'listed', actor);
      const count = run?.eligible ?? 0;
      await this.voice.enterprise(demand, count > 0 ? 'demand-listed' : 'demand-unmatched', { count });
    });
  }

  async return(
    actor: Actor,
    id: string,
    reasons: readonly string[],
    findings: Findings | null,
    note: string | null,
  ): Promise<void> {
    const { demand } = await this.demands.require(actor, id);
    await this.verifications.return(actor, demand, 'demand-returned', { reasons, findings, note });
  }
}
