import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { CaseVoice } from '../../../matchmaking/case-voice.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { ReferralTurn } from '../../../matchmaking/referral-turn.js';
import { Responses } from '../../../matchmaking/responses.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { Database } from '../../../platform/database/database.js';
import { FinancingReferral, Quote } from '../deals/deal.entity.js';
import { ReferralPapers, type HandedOver } from './referral-papers.js';

const nothing: HandedOver = { fileIds: [], upload: null };

/** Papers asked for and supplied (F8); the quote clock stops meanwhile, and the pause is shown. */
@Injectable()
export class PaperRequests {
  constructor(
    private readonly db: Database,
    private readonly turn: ReferralTurn,
    private readonly responses: Responses,
    private readonly deadlines: Deadlines,
    private readonly voice: CaseVoice,
    private readonly papers: ReferralPapers,
    private readonly audit: Audit,
  ) {}

  async ask(actor: Actor, id: string, papers: string): Promise<void> {
    await this.turn.asRecipient(
      actor,
      id,
      async ({ demand }) => {
        await this.responses.add(actor, id, 'papers-asked', [], papers);
        await this.db.repo(FinancingReferral).update({ referralId: id }, { stage: 'papers', papersAsked: papers });
        for (const kind of ['quote', 'quote-secured'] as const) await this.deadlines.pause(id, kind);
        await this.deadlines.finish({ referralId: id }, ['supply-papers']);
        const { dueAt } = await this.deadlines.start({
          kind: 'supply-papers',
          demandId: demand.id,
          referralId: id,
          ownerOrganisationId: demand.organisationId,
        });
        const params = { institution: actor.organisationName, dueAt: dueAt.toISOString() };
        await this.voice.enterprise(demand, 'papers-asked', { ...params, referralId: id });
      },
      { in: 'accepted' },
    );
  }

  /** The enterprise (or the centre for it) hands the papers over, or says they are there; the bank's clock goes on. */
  async supplied(actor: Actor, id: string, note: string | null, handed: HandedOver = nothing): Promise<void> {
    await this.turn.asEnterprise(actor, id, async ({ referral, demand }) => {
      const { stage } = await this.db.repo(FinancingReferral).findOneByOrFail({ referralId: id });
      if (referral.state !== 'accepted' || stage !== 'papers') throw new Problem('state-changed', { state: stage });
      const files = await this.papers.give(actor, { referral, demand }, handed);
      if (files > 0) {
        const after = { referral: id, receiver: referral.recipientOrganisationId, files };
        await this.audit.record(actor, { action: 'papers.give', type: 'demand', id: demand.id, after });
      }
      await this.responses.add(actor, id, 'papers-supplied', [], note);
      const quoted = await this.db.repo(Quote).existsBy({ referralId: id, state: 'open' });
      await this.db
        .repo(FinancingReferral)
        .update({ referralId: id, stage: 'papers' }, { stage: quoted ? 'quoted' : 'surveying', papersAsked: null });
      await this.deadlines.finish({ referralId: id }, ['supply-papers']);
      for (const kind of ['quote', 'quote-secured'] as const) await this.deadlines.resume(id, kind);
      await this.voice.recipient(demand, referral, 'papers-supplied');
    });
  }
}
