import { systemActor } from '../../src/kernel/actor.js';
import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import { DealRelease } from '../../src/domains/financing/deals/deal-release.service.js';
import { FinancingMatching } from '../../src/domains/financing/matching/matching.service.js';
import { Choosing } from '../../src/domains/financing/deals/choosing.service.js';
import { Contracts } from '../../src/domains/financing/deals/contracts.service.js';
import { LastPayout } from '../../src/domains/financing/deals/last-payout.service.js';
import { PaperRequests } from '../../src/domains/financing/referrals/paper-requests.service.js';
import { Payouts } from '../../src/domains/financing/deals/payouts.service.js';
import { StageMoves } from '../../src/domains/financing/referrals/stage-moves.service.js';
import { Quoting } from '../../src/domains/financing/deals/quoting.service.js';
import { Submitting } from '../../src/domains/financing/needs/submitting.service.js';
import { Withdrawing } from '../../src/domains/financing/needs/withdrawing.service.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Referral } from '../../src/matchmaking/referral.entity.js';
import { ReferralHandover } from '../../src/matchmaking/referral-handover.js';
import { Referrals } from '../../src/matchmaking/referrals.js';
import { Database } from '../../src/platform/database/database.js';
import type { Right } from './rights.js';
import type { World } from './world.js';
import { assignNeed, nameManagers, proposeNeed } from './world-managers.js';
import { draftNeed, listNeed, refer, type Filer } from './world-needs.js';
import type { BankOrg } from './world-parties.js';

/** Who answers for a bank, and who for the enterprise of a need. */
const handler = { donghu: 'bank-accepted', qingyuan: 'bank-withdrawn', jiuli: 'bank-sent', stranger: 'bank-stranger' };

/** Needs in every state, and referrals in every state; rights.ts says who may know what of them. */
export async function playCases(world: World): Promise<void> {
  await nameManagers(world);
  await openNeed(world);
  await dealNeed(world);
  await quietNeeds(world);
  await chosenNeed(world);
  await doneNeed(world);
  await releasedNeed(world);
  await staleNeed(world);
  await fadedNeed(world);
  await endingNeed(world);
  await workingNeed(world);
  await proposeNeed(world, 'released', 'third');
}

/** donghu has accepted and quoted, jiuli has not answered, qingyuan's consent was withdrawn. */
async function openNeed(world: World): Promise<void> {
  const id = await listNeed(world, 'open', 'owner');
  await refer(world, 'open', 'owner', ['donghu', 'qingyuan', 'jiuli']);
  const answering = world.get(Answering);
  const said = (bank: BankOrg, field: string, ended = false) =>
    world.canaries.text(bank, field, { of: 'referral', need: 'open', bank, ended });
  const qingyuan = world.actor('bank-withdrawn');
  await answering.accept(qingyuan, world.id('open/qingyuan'));
  await answering.contact(qingyuan, world.id('open/qingyuan'), 'phone', said('qingyuan', 'contactNote', true));
  await world.get(Withdrawing).withdrawConsent(world.actor('owner'), id, world.cast.org('qingyuan').id);
  const bank = world.actor('bank-accepted');
  const referral = world.id('open/donghu');
  await answering.accept(bank, referral);
  await answering.contact(bank, referral, 'phone', said('donghu', 'contactNote'));
  await world.get(PaperRequests).ask(bank, referral, said('donghu', 'papersAsked'));
  const paper = await world.file('lanhai', 'demand', id, { of: 'referral', need: 'open', bank: 'donghu' });
  world.ids['open/donghu/file'] = paper;
  const handed = { fileIds: [paper], upload: null };
  await world.get(PaperRequests).supplied(world.actor('owner'), referral, said('donghu', 'papersSupplied'), handed);
  await quote(world, 'open', 'donghu', 37_817);
  await world.get(ReferralHandover).handOver(bank, referral, bank.userId, said('donghu', 'handoverNote'));
}

/** A quote with a fee. Of what has ended the bank keeps its figures, but no free text. */
async function quote(world: World, need: string, bank: BankOrg, rate: number, ended = false): Promise<string> {
  const right: Right = { of: 'referral', need, bank };
  const say = (field: string) => world.canaries.text(bank, field, { ...right, ended });
  const money = (field: string, wan: number) => world.canaries.money(bank, field, right, wan);
  const made = await world.get(Quoting).quote(world.actor(handler[bank]), world.id(`${need}/${bank}`), {
    amount: money('quoteAmount', 480), rate: world.canaries.rate(bank, 'quoteRate', right, rate), termMonths: 24, repayment: 'interest-first',
    guarantee: say('guarantee'), conditions: say('conditions'), pricing: say('quotePricing'), validUntil: '2026-12-31',
    fees: [{ kind: 'valuation', amount: money('fee', 2), payee: 'valuer', cycle: 'once', bearer: 'enterprise' }],
  }); // prettier-ignore
  world.ids[`${need}/quote`] = made.id;
  return made.id;
}

/** jiuli has declined; donghu's quote was chosen, signed, and one payout disputed, one confirmed. */
async function dealNeed(world: World): Promise<void> {
  const id = await listNeed(world, 'deal', 'neighbour');
  await refer(world, 'deal', 'neighbour', ['donghu', 'jiuli']);
  await signOnPaper(world, 'deal', 'yunxiu', 'stranger');
  const right: Right = { of: 'referral', need: 'deal', bank: 'jiuli', ended: true };
  const declined = world.canaries.text('jiuli', 'declineNote', right);
  await world.get(Answering).decline(world.actor('bank-sent'), world.id('deal/jiuli'), ['other'], declined);
  await world.get(Answering).accept(world.actor('bank-accepted'), world.id('deal/donghu'));
  await world.get(Choosing).choose(world.actor('neighbour'), id, await quote(world, 'deal', 'donghu', 36_391));
  await sign(world, 'deal', 'donghu', 470, 'Q7X3');
  await pay(world, 'deal', 'donghu', 'neighbour', 60, 'same');
  await pay(world, 'deal', 'donghu', 'neighbour', 60, 'amount-differs');
  await endPayouts(world, 'deal');
  const more = world.canaries.text('deal', 'moreOwed', { of: 'referral', need: 'deal', bank: 'donghu' });
  const answer = { answer: 'more-owed', note: more, onBehalf: null } as const;
  await world.get(LastPayout).answer(world.actor('neighbour'), world.id('deal/donghu'), answer);
}

/** What is signed is paid in one sum, or in other sums: the audit trail names those of payouts. */
async function sign(world: World, need: string, bank: BankOrg, wan: number, tail: string): Promise<number> {
  const right: Right = { of: 'referral', need, bank };
  const amount = world.canaries.money(bank, 'signed', { ...right, trail: need === 'done' }, wan);
  const contractTail = world.canaries.code(bank, 'contractTail', right, tail);
  const input = { contractTail, signedOn: '2026-11-23', amount, rate: 36_000, termMonths: 24 };
  await world.get(Contracts).sign(world.actor(handler[bank]), world.id(`${need}/${bank}`), input);
  return amount;
}

/** One payout, with the enterprise's word on it. The audit trail names the sum. */
async function pay(
  world: World,
  need: string,
  bank: BankOrg,
  who: Filer,
  amount: number,
  confirmation: 'same' | 'amount-differs',
): Promise<void> {
  const right: Right = { of: 'referral', need, bank };
  const input = {
    amount: amount > 1_000_000 ? amount : world.canaries.money(bank, 'payout', { ...right, trail: true }, amount),
    rate: 36_000,
    paidOn: '2026-11-23',
  };
  const payout = await world.get(Payouts).report(world.actor(handler[bank]), world.id(`${need}/${bank}`), input);
  const note = world.canaries.text(need, `${confirmation.replace('-', '')}Note`, right);
  await world.get(Payouts).confirm(world.actor(who), world.id(need), payout.id, { confirmation, note });
  world.ids[`${need}/payout`] = payout.id;
  world.ids[`${need}/${bank}/payout`] = payout.id;
}

/** donghu says that nothing more will be paid. */
async function endPayouts(world: World, need: string): Promise<void> {
  const note = world.canaries.text(need, 'lastPayoutNote', { of: 'referral', need, bank: 'donghu' });
  const input = { reason: 'institution', note, onBehalf: null } as const;
  await world.get(LastPayout).declare(world.actor('bank-accepted'), world.id(`${need}/donghu`), input);
}

/** donghu has paid a part and says that this was all; the enterprise has not answered. */
async function endingNeed(world: World): Promise<void> {
  const id = await listNeed(world, 'ending', 'third');
  await assignNeed(world, 'ending', 'third');
  await world.get(Answering).accept(world.actor('bank-accepted'), world.id('ending/donghu'));
  await world.get(Choosing).choose(world.actor('third'), id, await quote(world, 'ending', 'donghu', 38_237));
  await sign(world, 'ending', 'donghu', 430, 'M8P2');
  await pay(world, 'ending', 'donghu', 'third', 50, 'same');
  await endPayouts(world, 'ending');
}

/** Nobody works on these: one waits for consent, one was withdrawn, one is not verified yet, two are drafts. */
async function quietNeeds(world: World): Promise<void> {
  await listNeed(world, 'asked', 'neighbour');
  await refer(world, 'asked', 'neighbour', ['qingyuan'], []);
  const reason = world.canaries.text('yunxiu', 'unsuitableNote', { of: 'case-message', need: 'asked' });
  await world.get(Referring).noneSuitable(world.actor('officer'), world.id('asked'), 'other', reason);
  const closed = await listNeed(world, 'closed', 'owner');
  const note = world.canaries.text('lanhai', 'withdrawalNote', { of: 'case-message', need: 'closed' });
  await world.get(Withdrawing).withdraw(world.actor('owner'), closed, 'other', note);
  await world.get(Submitting).submit(world.actor('owner'), await draftNeed(world, 'filed', 'owner'));
  await draftNeed(world, 'draft', 'owner');
  await draftNeed(world, 'assisted', 'officer');
  await world.get(FinancingMatching).run(world.id('open'), 'officer', world.actor('officer'));
}

/** donghu's quote is chosen and no more; jiuli, which had quoted too, is not chosen. */
async function chosenNeed(world: World): Promise<void> {
  const id = await listNeed(world, 'chosen', 'third');
  await refer(world, 'chosen', 'third', ['jiuli', 'donghu']);
  for (const bank of ['jiuli', 'donghu'] as const)
    await world.get(Answering).accept(world.actor(handler[bank]), world.id(`chosen/${bank}`));
  await quote(world, 'chosen', 'jiuli', 38_617, true);
  await world.get(Choosing).choose(world.actor('third'), id, await quote(world, 'chosen', 'donghu', 37_223));
}

/** qingyuan has paid all, and that is confirmed; jiuli never answered. */
async function doneNeed(world: World): Promise<void> {
  const id = await listNeed(world, 'done', 'third');
  await refer(world, 'done', 'third', ['qingyuan', 'jiuli']);
  await lapse(world, id, world.id('done/jiuli'));
  await world.get(Answering).accept(world.actor('bank-withdrawn'), world.id('done/qingyuan'));
  await world.get(Choosing).choose(world.actor('third'), id, await quote(world, 'done', 'qingyuan', 36_877));
  const amount = await sign(world, 'done', 'qingyuan', 450, 'K4W9');
  await pay(world, 'done', 'qingyuan', 'third', amount, 'same');
}

/** As the clock does at 150 %. */
async function lapse(world: World, demandId: string, referralId: string): Promise<void> {
  const db = world.get(Database);
  const demand = await db.repo(Demand).findOneByOrFail({ id: demandId });
  const referral = await db.repo(Referral).findOneByOrFail({ id: referralId });
  await db.transaction(() => world.get(Referrals).end(systemActor, demand, referral, 'lapse'));
}

/** jiuli's quote was chosen, and the deal fell through. */
async function releasedNeed(world: World): Promise<void> {
  const id = await listNeed(world, 'released', 'third');
  await refer(world, 'released', 'third', ['jiuli']);
  await world.get(Answering).accept(world.actor('bank-sent'), world.id('released/jiuli'));
  await world.get(Choosing).choose(world.actor('third'), id, await quote(world, 'released', 'jiuli', 39_133, true));
  await world.get(DealRelease).release(world.actor('bank-sent'), world.id('released/jiuli'), 'terms');
}

/** jiuli has accepted and says that it is in approval; there is no quote yet. */
async function workingNeed(world: World): Promise<void> {
  await listNeed(world, 'working', 'third');
  await refer(world, 'working', 'third', ['jiuli']);
  await world.get(Answering).accept(world.actor('bank-sent'), world.id('working/jiuli'));
  await world.get(StageMoves).move(world.actor('bank-sent'), world.id('working/jiuli'), 'approving');
}

/** jiuli has accepted and quoted; since then the consent has run out. */
async function staleNeed(world: World): Promise<void> {
  const id = await listNeed(world, 'stale', 'third');
  await refer(world, 'stale', 'third', ['jiuli']);
  await world.get(Answering).accept(world.actor('bank-sent'), world.id('stale/jiuli'));
  await quote(world, 'stale', 'jiuli', 39_761, true);
  await runOut(world, id);
}

/** jiuli's quote was chosen and signed; since then the consent has run out, and only the money is still to be reported. */
async function fadedNeed(world: World): Promise<void> {
  const id = await listNeed(world, 'faded', 'third');
  await refer(world, 'faded', 'third', ['jiuli']);
  await world.get(Answering).accept(world.actor('bank-sent'), world.id('faded/jiuli'));
  await world.get(Choosing).choose(world.actor('third'), id, await quote(world, 'faded', 'jiuli', 40_181, true));
  await sign(world, 'faded', 'jiuli', 440, 'T2H5');
  await runOut(world, id);
}

async function runOut(world: World, demandId: string): Promise<void> {
  const db = world.get(Database);
  await db.transaction(() => db.execute("UPDATE consent SET expiresOn = '2026-11-22' WHERE demandId = ?", [demandId]));
}

/** The enterprise has signed for a bank that nothing was referred to. */
async function signOnPaper(world: World, need: string, org: 'yunxiu', bank: BankOrg): Promise<void> {
  const id = world.id(need);
  const fileId = await world.file(org, 'consent', id, { of: 'need', need, field: 'consentScan' });
  const paper = { fileId, signedOn: '2026-11-20' } as const;
  await world.get(Consenting).giveOnPaper(world.actor('officer'), id, world.cast.org(bank).id, paper);
  world.ids[`${need}/consent-scan`] = fileId;
}
