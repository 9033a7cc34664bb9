import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { ReferralAnswers } from '../../../matchmaking/referral-answers.js';
import { ReferralTurn } from '../../../matchmaking/referral-turn.js';
import { Responses } from '../../../matchmaking/responses.js';
import { Database } from '../../../platform/database/database.js';
import { FinancingReferral } from '../deals/deal.entity.js';
import { EndedQuotes } from '../deals/ended-quotes.js';
import { FinancingNeed } from '../needs/need.entity.js';

const SECURED = /mortgage|pledge/;

/** The bank's first words (F8): accept, decline with codes, first contact. */
@Injectable()
export class Answering {
  constructor(
    private readonly db: Database,
    private readonly answers: ReferralAnswers,
    private readonly turn: ReferralTurn,
    private readonly responses: Responses,
    private readonly deadlines: Deadlines,
    private readonly quotes: EndedQuotes,
  ) {}

  /** Two clocks start: the first contact, and the quote, which takes longer where security is to be valued. */
  async accept(actor: Actor, id: string): Promise<void> {
    await this.answers.accept(actor, id, async ({ demand }) => {
      const { guarantees } = await this.db.repo(FinancingNeed).findOneByOrFail({ demandId: demand.id });
      const secured = (guarantees ?? []).some((code) => SECURED.test(code));
      const owner = { ownerOrganisationId: actor.organisationId, ownerUserId: actor.userId };
      const of = { demandId: demand.id, referralId: id, ...owner };
      await this.deadlines.start({ kind: 'first-contact', ...of });
      await this.deadlines.start({ kind: secured ? 'quote-secured' : 'quote', ...of });
    });
  }

  /** Before acceptance and after: 不接, 未获批. */
  async decline(actor: Actor, id: string, codes: readonly string[], note: string | null): Promise<void> {
    await this.answers.decline(actor, id, codes, note, ({ demand }) => this.quotes.clear(demand.id));
  }

  /** 首次联系: how and when; stops the first-contact clock. */
  async contact(actor: Actor, id: string, how: string, note: string | null): Promise<void> {
    const work = async () => {
      await this.responses.add(actor, id, 'contacted', [how], note);
      await this.deadlines.finish({ referralId: id }, ['first-contact']);
      await this.db.repo(FinancingReferral).update({ referralId: id, stage: 'waiting' }, { stage: 'contacted' });
    };
    await this.turn.asRecipient(actor, id, work, { in: 'accepted' });
  }
}
