import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { CaseVoice } from '../../../matchmaking/case-voice.js';
import type { ReferralState } from '../../../matchmaking/lifecycle.js';
import { ReferralTurn } from '../../../matchmaking/referral-turn.js';
import { Responses } from '../../../matchmaking/responses.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { Database } from '../../../platform/database/database.js';
import { FinancingReferral, type Stage } from '../deals/deal.entity.js';

/** What an institution may say of its own work between acceptance and quote: 尽调中, 审批中. */
export const workStages = ['surveying', 'approving'] as const;
export type WorkStage = (typeof workStages)[number];

/** Neither while papers are waited for, which has rules of its own, nor once there is a quote. */
const before = ['waiting', 'contacted', ...workStages] as const satisfies readonly Stage[];

/** Which of them it may say now; approval may also be taken back to due diligence. */
export function workStagesFrom(state: ReferralState, stage: Stage): WorkStage[] {
  const open = state === 'accepted' && (before as readonly Stage[]).includes(stage);
  return open ? workStages.filter((one) => one !== stage) : [];
}

/** Where an institution stands with a referral it has accepted (F8). No clock stops by it: the quote stays due. */
@Injectable()
export class StageMoves {
  constructor(
    private readonly db: Database,
    private readonly turn: ReferralTurn,
    private readonly responses: Responses,
    private readonly voice: CaseVoice,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem `state-changed` when it stands there already, waits for papers or has quoted */
  async move(actor: Actor, id: string, to: WorkStage): Promise<void> {
    await this.turn.asRecipient(
      actor,
      id,
      async ({ demand }) => {
        const { stage } = await this.db.repo(FinancingReferral).findOneByOrFail({ referralId: id });
        const from = In(before.filter((one) => one !== to));
        const { affected } = await this.db
          .repo(FinancingReferral)
          .update({ referralId: id, stage: from }, { stage: to });
        if (affected !== 1) throw new Problem('state-changed', { state: stage });
        await this.responses.add(actor, id, to);
        await this.audit.record(actor, {
          action: 'referral.stage',
          type: 'demand',
          id: demand.id,
          before: { stage },
          after: { referral: id, stage: to },
        });
        const params = { institution: actor.organisationName };
        await this.voice.enterprise(demand, `referral-${to}`, { ...params, referralId: id });
        await this.voice.officer(demand, `referral-${to}`, params, id);
      },
      { in: 'accepted' },
    );
  }
}
