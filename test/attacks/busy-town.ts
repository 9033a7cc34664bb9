import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import type { QuoteInput } from '../../src/domains/financing/referrals/answering.forms.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { buildTown, fileNeed, type Town } from '../factories/town.js';
import { Quoting } from '../../src/domains/financing/deals/quoting.service.js';
import { Choosing } from '../../src/domains/financing/deals/choosing.service.js';
import { Contracts } from '../../src/domains/financing/deals/contracts.service.js';
import { LastPayout } from '../../src/domains/financing/deals/last-payout.service.js';
import { Payouts } from '../../src/domains/financing/deals/payouts.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';

const WAN = 1_000_000;

export const aQuote: QuoteInput = {
  amount: 300 * WAN, rate: 36_000, termMonths: 24, repayment: 'interest-first', guarantee: '信用', conditions: null, pricing: null,
  validUntil: '2026-12-31', fees: [],
}; // prettier-ignore
export const aSigning = {
  contractTail: '8J21',
  signedOn: '2026-11-23',
  amount: 300 * WAN,
  rate: 36_000,
  termMonths: 24,
};
export const aPayout = { amount: 100 * WAN, rate: 36_000, paidOn: '2026-11-23' };

/** A town in which something stands in every state, and the ids of all of it. */
export interface BusyTown {
  readonly town: Town;
  readonly needs: readonly string[];
  readonly draft: string;
  readonly referrals: readonly string[];
  readonly quotes: readonly string[];
  readonly payouts: readonly string[];
  /** The referral whose bank said that it pays no more. */
  readonly ended: string;
}

export async function buildBusyTown(app: NestFastifyApplication): Promise<BusyTown> {
  const town = await buildTown(app);
  const needs: string[] = [];
  const referrals: string[] = [];
  const quotes: string[] = [];
  const payouts: string[] = [];
  const small = { amount: 300 * WAN };
  needs.push(await fileNeed(app, town, 'submitted', small), await fileNeed(app, town, 'listed', small));
  let ended = '';
  for (const step of ['sent', 'accepted', 'quoted', 'chosen', 'signed', 'paid', 'ended'] as const) {
    const need = await fileNeed(app, town, 'listed', small);
    const first = await referBoth(app, town, need);
    needs.push(need);
    referrals.push(...first);
    if (step === 'sent') continue;
    const [referral = ''] = first;
    const bank = town.actor('bank1');
    await app.get(Answering).accept(bank, referral);
    if (step === 'accepted') continue;
    const quote = await app.get(Quoting).quote(bank, referral, aQuote);
    quotes.push(quote.id);
    if (step === 'quoted') continue;
    await app.get(Choosing).choose(town.actor('enterprise1'), need, quote.id);
    if (step === 'chosen') continue;
    await app.get(Contracts).sign(bank, referral, aSigning);
    if (step === 'signed') continue;
    payouts.push((await app.get(Payouts).report(bank, referral, aPayout)).id);
    if (step === 'paid') continue;
    await app.get(LastPayout).declare(bank, referral, { reason: 'enterprise-needs-less', note: null });
    ended = referral;
  }
  const draft = await fileNeed(app, town, 'draft', small);
  return { town, needs, draft, referrals, quotes, payouts, ended };
}

/** Consented and referred to a product of each bank. */
export async function referBoth(app: NestFastifyApplication, town: Town, need: string): Promise<string[]> {
  await app.get(Consenting).give(town.actor('enterprise1'), need, [town.donghu.id, town.qingyuan.id]);
  const offers = town.products.slice(0, 2).map(({ id }) => id);
  const made = await app.get(Referring).refer(town.actor('officer'), need, offers);
  return made.map(({ id }) => id);
}
