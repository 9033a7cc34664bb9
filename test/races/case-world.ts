import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import { Disbursement, Quote } from '../../src/domains/financing/deals/deal.entity.js';
import { Housekeeping } from '../../src/domains/financing/housekeeping.js';
import { LastPayout } from '../../src/domains/financing/deals/last-payout.service.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { DeadlineTicks } from '../../src/matchmaking/deadline-ticks.js';
import { Referral } from '../../src/matchmaking/referral.entity.js';
import { BusinessClock } from '../../src/platform/clock/business-clock.js';
import { Database } from '../../src/platform/database/database.js';
import { aPayout, aQuote, aSigning } from '../attacks/busy-town.js';
import type { Town } from '../factories/town.js';
import type { TestApp } from '../support/test-app.js';
import { PaperRequests } from '../../src/domains/financing/referrals/paper-requests.service.js';
import { Quoting } from '../../src/domains/financing/deals/quoting.service.js';
import { Choosing } from '../../src/domains/financing/deals/choosing.service.js';
import { Contracts } from '../../src/domains/financing/deals/contracts.service.js';
import { Payouts } from '../../src/domains/financing/deals/payouts.service.js';
import { Withdrawing } from '../../src/domains/financing/needs/withdrawing.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';

const DAY_MS = 86_400_000;

/** One need and everything its people can do to it, in any order; what the moment does not allow is refused. */
export class CaseWorld {
  constructor(
    private readonly test: TestApp,
    readonly town: Town,
    readonly need: string,
  ) {}

  private get<T>(type: abstract new (...args: never[]) => T): T {
    return this.test.app.get<T>(type);
  }

  private bank(n: number) {
    return this.town.actor(n === 0 ? 'bank1' : 'bank2');
  }

  private receiver(n: number): string {
    return (n === 0 ? this.town.donghu : this.town.qingyuan).id;
  }

  private async referral(n: number): Promise<string> {
    const where = { demandId: this.need, recipientOrganisationId: this.receiver(n) };
    return (
      (
        await this.get(Database)
          .repo(Referral)
          .findOne({ where, order: { id: 'DESC' } })
      )?.id ?? 'none'
    );
  }

  private async payout(n: number): Promise<string> {
    const where = { referralId: await this.referral(n) };
    return (
      (
        await this.get(Database)
          .repo(Disbursement)
          .findOne({ where, order: { id: 'DESC' } })
      )?.id ?? 'none'
    );
  }

  /** `n`: the bank it is about, 0 or 1. */
  readonly steps: Readonly<Record<string, (n: number) => Promise<unknown>>> = {
    consent: (n) => this.get(Consenting).give(this.owner, this.need, [this.receiver(n)]),
    withdrawConsent: (n) => this.get(Withdrawing).withdrawConsent(this.owner, this.need, this.receiver(n)),
    refer: (n) => this.get(Referring).refer(this.town.actor('officer'), this.need, [this.town.products[n]!.id]),
    accept: async (n) => this.get(Answering).accept(this.bank(n), await this.referral(n)),
    decline: async (n) => this.get(Answering).decline(this.bank(n), await this.referral(n), ['rate'], null),
    contact: async (n) => this.get(Answering).contact(this.bank(n), await this.referral(n), 'phone', null),
    askPapers: async (n) => this.get(PaperRequests).ask(this.bank(n), await this.referral(n), '流水'),
    supplyPapers: async (n) => this.get(PaperRequests).supplied(this.owner, await this.referral(n), null),
    quote: async (n) =>
      this.get(Quoting).quote(this.bank(n), await this.referral(n), { ...aQuote, validUntil: '2027-03-31' }),
    choose: async (n) => {
      const where = { demandId: this.need, referralId: await this.referral(n) };
      const quote = await this.get(Database)
        .repo(Quote)
        .findOne({ where, order: { id: 'DESC' } });
      return this.get(Choosing).choose(this.owner, this.need, quote?.id ?? 'none');
    },
    sign: async (n) => this.get(Contracts).sign(this.bank(n), await this.referral(n), aSigning),
    pay: async (n) => this.get(Payouts).report(this.bank(n), await this.referral(n), aPayout),
    confirm: async (n) =>
      this.get(Payouts).confirm(this.owner, this.need, await this.payout(n), { confirmation: 'same', note: null }),
    dispute: async (n) =>
      this.get(Payouts).confirm(this.owner, this.need, await this.payout(n), {
        confirmation: 'not-received',
        note: null,
      }),
    correct: async (n) =>
      this.get(Payouts).correct(this.bank(n), await this.referral(n), await this.payout(n), {
        ...aPayout,
        amount: 150_000_000,
      }),
    endPayouts: async (n) =>
      this.get(LastPayout).declare(this.bank(n), await this.referral(n), { reason: 'institution', note: null }),
    agreeToEnd: async (n) =>
      this.get(LastPayout).answer(this.owner, await this.referral(n), { answer: 'agreed', note: null }),
    refuseEnd: async (n) =>
      this.get(LastPayout).answer(this.owner, await this.referral(n), { answer: 'more-owed', note: null }),
    withdrawNeed: () => this.get(Withdrawing).withdraw(this.owner, this.need, 'other', null),
    daysPass: async (n) => {
      this.test.travelTo(new Date(this.get(BusinessClock).now().getTime() + (n === 0 ? 2 : 9) * DAY_MS));
      await this.get(DeadlineTicks).run();
      await this.get(Housekeeping).expireQuotes();
    },
  };

  private get owner() {
    return this.town.actor('enterprise1');
  }

  /** What must be true at every moment; each line that is returned says what is not. */
  async broken(): Promise<string[]> {
    const checks: Record<string, string> = {
      'the cap counter is not what is open': `SELECT d.id FROM demand d WHERE d.id = ? AND (d.activeReferrals > d.referralCap OR d.activeReferrals <>
        (SELECT COUNT(*) FROM referral r WHERE r.demandId = d.id AND r.state IN ('awaiting-consent', 'sent', 'accepted', 'agreed')))`,
      'the state does not fit what is open': `SELECT d.id FROM demand d WHERE d.id = ? AND (
        (d.state = 'engaged' AND d.activeReferrals = 0) OR (d.state IN ('listed', 'fulfilled', 'closed') AND d.activeReferrals > 0)
        OR (d.state = 'agreed' AND (d.activeReferrals <> 1 OR NOT EXISTS (SELECT 1 FROM referral r WHERE r.demandId = d.id AND r.state = 'agreed'))))`,
      'the choice and its quote disagree': `SELECT d.id FROM demand d JOIN financing_need n ON n.demandId = d.id WHERE d.id = ? AND (
        (SELECT COUNT(*) FROM quote q WHERE q.demandId = d.id AND q.state = 'chosen') <> (CASE WHEN d.state IN ('agreed', 'fulfilled') THEN 1 ELSE 0 END)
        OR (n.chosenQuoteId IS NULL) <> (d.state NOT IN ('agreed', 'fulfilled')))`,
      'a product has set aside something else than what was chosen and paid': `SELECT f.id FROM offer f WHERE ? <> '' AND (f.taken < 0 OR f.taken <
        (SELECT COALESCE(SUM(q.amount), 0) FROM quote q JOIN referral r ON r.id = q.referralId WHERE r.offerId = f.id AND q.state = 'chosen' AND r.state = 'agreed')
        OR f.taken > (SELECT COALESCE(SUM(q.amount), 0) FROM quote q JOIN referral r ON r.id = q.referralId WHERE r.offerId = f.id AND q.state = 'chosen' AND r.state = 'agreed')
          + (SELECT COALESCE(SUM(p.amount), 0) FROM disbursement p JOIN referral r ON r.id = p.referralId WHERE r.offerId = f.id AND p.state = 'confirmed' AND r.state <> 'agreed'))`,
      'a referral lives without a consent': `SELECT r.id FROM referral r WHERE r.demandId = ? AND r.state IN ('sent', 'accepted', 'agreed')
        AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.demandId = r.demandId AND c.receiverOrganisationId = r.recipientOrganisationId AND c.withdrawnAt IS NULL)`,
      'more was paid than signed': `SELECT s.referralId FROM signing s WHERE s.demandId = ? AND s.amount < (SELECT COALESCE(SUM(p.amount), 0) FROM disbursement p WHERE p.referralId = s.referralId)`,
      'a need is done with another sum than was confirmed': `SELECT d.id FROM demand d WHERE d.id = ? AND d.state = 'fulfilled' AND d.reserved <>
        (SELECT SUM(p.amount) FROM disbursement p JOIN referral r ON r.id = p.referralId WHERE p.demandId = d.id AND p.state = 'confirmed' AND r.state = 'fulfilled')`,
      'a need is done below its contract without a word': `SELECT d.id FROM demand d JOIN referral r ON r.demandId = d.id AND r.state = 'fulfilled'
        JOIN signing s ON s.referralId = r.id WHERE d.id = ? AND d.reserved < s.amount AND s.endedAt IS NULL`,
      'a quote is open on a referral that is not': `SELECT q.id FROM quote q JOIN referral r ON r.id = q.referralId WHERE q.demandId = ? AND q.state = 'open' AND r.state <> 'accepted'`,
      'a clock runs for a referral that ended': `SELECT l.id FROM deadline l JOIN referral r ON r.id = l.referralId WHERE l.demandId = ? AND l.doneAt IS NULL AND r.state NOT IN ('awaiting-consent', 'sent', 'accepted', 'agreed')`,
    }; // prettier-ignore
    const found: string[] = [];
    for (const [what, sql] of Object.entries(checks))
      if ((await this.get(Database).select(sql, [this.need])).length > 0) found.push(what);
    return found;
  }
}
