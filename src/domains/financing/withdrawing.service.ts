import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Organisations } from '../../directory/organisations.js';
import { CaseVoice } from '../../matchmaking/case-voice.js';
import { Consenting } from '../../matchmaking/consenting.js';
import { Deadlines } from '../../matchmaking/deadlines.js';
import { Lifecycle } from '../../matchmaking/lifecycle.service.js';
import { Referrals } from '../../matchmaking/referrals.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { Database } from '../../platform/database/database.js';
import { EndedQuotes } from './ended-quotes.js';
import { Needs } from './needs.service.js';

/** What the enterprise takes back: a need with everything that is open on it, or its consent to one institution. */
@Injectable()
export class Withdrawing {
  constructor(
    private readonly db: Database,
    private readonly needs: Needs,
    private readonly lifecycle: Lifecycle,
    private readonly referrals: Referrals,
    private readonly deadlines: Deadlines,
    private readonly quotes: EndedQuotes,
    private readonly audit: Audit,
    private readonly organisations: Organisations,
    private readonly voice: CaseVoice,
    private readonly consenting: Consenting,
  ) {}

  async withdraw(actor: Actor, id: string, reason: string, note: string | null): Promise<void> {
    await this.needs.require(actor, id);
    await this.db.transaction(async () => {
      const demand = await this.lifecycle.hold(id);
      for (const referral of await this.referrals.openOf(id))
        await this.referrals.end(actor, demand, referral, 'withdraw');
      await this.quotes.clear(id);
      await this.lifecycle.demand(actor, demand, 'close', {
        outcome: reason === 'solved-elsewhere' ? 'solved-elsewhere' : 'withdrawn',
      });
      await this.deadlines.finishAll({ demandId: id });
      await this.audit.record(actor, {
        action: 'demand.withdraw',
        type: 'demand',
        id,
        note: reason,
        ...(note && { changed: ['note'] }),
      });
      await this.voice.tell(demand, 'need-withdrawn', {
        organisationId: await this.organisations.centreId(),
        permission: 'financing.need.refer',
      });
    });
  }

  /** Its quotes go with it, a chosen one too: the need is then open for another choice. */
  async withdrawConsent(actor: Actor, id: string, receiver: string): Promise<void> {
    await this.consenting.withdraw(actor, id, receiver, () => this.quotes.clear(id));
  }
}
