import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Consenting } from '../../../matchmaking/consenting.js';
import { DemandWithdrawal } from '../../../matchmaking/demand-withdrawal.js';
import { EndedQuotes } from '../deals/ended-quotes.js';

/** What the enterprise takes back: a need, or its consent to one institution. Quotes go with either. */
@Injectable()
export class Withdrawing {
  constructor(
    private readonly withdrawal: DemandWithdrawal,
    private readonly consenting: Consenting,
    private readonly quotes: EndedQuotes,
  ) {}

  async withdraw(actor: Actor, id: string, reason: string, note: string | null): Promise<void> {
    const ended = () => this.quotes.clear(id);
    await this.withdrawal.withdraw(actor, id, { reason, note, notice: 'need-withdrawn', ended });
  }

  /** After a choice the need is open for another one. */
  async withdrawConsent(actor: Actor, id: string, receiver: string): Promise<void> {
    await this.consenting.withdraw(actor, id, receiver, () => this.quotes.clear(id));
  }
}
