import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import { DealRelease } from '../../src/domains/financing/deals/deal-release.service.js';
import { Needs } from '../../src/domains/financing/needs/needs.service.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { MatchRun } from '../../src/matchmaking/match-run.entity.js';
import { Offer } from '../../src/matchmaking/offer.entity.js';
import { Referral } from '../../src/matchmaking/referral.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { buildTown, fileNeed, productOf, shelve, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { ReferralTurn } from '../../src/matchmaking/referral-turn.js';
import { PaperRequests } from '../../src/domains/financing/referrals/paper-requests.service.js';
import { Quoting } from '../../src/domains/financing/deals/quoting.service.js';
import { Choosing } from '../../src/domains/financing/deals/choosing.service.js';
import { Contracts } from '../../src/domains/financing/deals/contracts.service.js';
import { Payouts } from '../../src/domains/financing/deals/payouts.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';
import { Withdrawing } from '../../src/domains/financing/needs/withdrawing.service.js';

const WAN = 1_000_000;

testDatabases('the financing line through its services', (kind) => {
  let test: TestApp;
  let town: Town;
  const get = <T>(type: new (...args: never[]) => T): T => test.app.get(type);

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
  });
  afterAll(() => test.close());

  it('travels from filing to confirmed money', async () => {
    const [enterprise, officer, bank] = ['enterprise1', 'officer', 'bank1'].map((name) => town.actor(name));
    const id = await fileNeed(test.app, town);
    const { demand } = await get(Needs).require(officer!, id);
    expect([demand.state, demand.number]).toEqual(['listed', 'RZ-2026-000001']);
    const run = await get(Database).repo(MatchRun).findOneByOrFail({ id: demand.latestRunId! });
    expect([run.eligible, run.incomplete, run.near, run.ineligible]).toEqual([2, 0, 1, 0]);

    const [referral] = await get(Referring).refer(officer!, id, [town.products[0]!.id]);
    expect(referral!.state).toBe('awaiting-consent');
    await expect(get(ReferralTurn).require(bank!, referral!.id)).rejects.toMatchObject({ code: 'not-found' });
    await get(Consenting).give(enterprise!, id, [town.donghu.id]);

    await get(Answering).accept(bank!, referral!.id);
    await get(Answering).contact(bank!, referral!.id, 'phone', null);
    await get(PaperRequests).ask(bank!, referral!.id, '近六个月流水');
    await get(PaperRequests).supplied(enterprise!, referral!.id, null);
    const quote = await get(Quoting).quote(bank!, referral!.id, {
      amount: 500 * WAN,
      rate: 36_000,
      termMonths: 24,
      repayment: 'interest-first',
      guarantee: '信用',
      conditions: null,
      pricing: null,
      validUntil: '2026-12-31',
      fees: [],
    });
    await get(Choosing).choose(enterprise!, id, quote.id);
    await expect(get(Choosing).choose(enterprise!, id, quote.id)).rejects.toMatchObject({ code: 'already-chosen' });
    await get(Contracts).sign(bank!, referral!.id, {
      contractTail: '8J21',
      signedOn: '2026-11-23',
      amount: 500 * WAN,
      rate: 36_000,
      termMonths: 24,
    });
    for (const amount of [300 * WAN, 200 * WAN]) {
      const payout = await get(Payouts).report(bank!, referral!.id, { amount, rate: 36_000, paidOn: '2026-11-23' });
      await get(Payouts).confirm(enterprise!, id, payout.id, { confirmation: 'same', note: null });
    }
    const after = await get(Database).repo(Demand).findOneByOrFail({ id });
    expect([after.state, after.activeReferrals]).toEqual(['fulfilled', 0]);
    await test.drain();
  });

  it('puts the need back on the list when the deal falls through, and gives the product its capacity back', async () => {
    const [enterprise, officer, bank] = ['enterprise1', 'officer', 'bank1'].map((name) => town.actor(name));
    const input = productOf(town.donghu, '额度贷', { capacity: 600 * WAN });
    const offer = await shelve(test.app, officer!, input);
    const id = await fileNeed(test.app, town, 'listed', { amount: 400 * WAN });
    const other = await fileNeed(test.app, town, 'listed', { amount: 300 * WAN });
    const quoteFor = async (demandId: string, amount: number) => {
      await get(Consenting).give(enterprise!, demandId, [town.donghu.id]);
      const [referral] = await get(Referring).refer(officer!, demandId, [offer.id]);
      await get(Answering).accept(bank!, referral!.id);
      const terms = { rate: 36_000, termMonths: 12, repayment: 'interest-first', guarantee: '信用', conditions: null };
      const quote = { ...terms, amount, pricing: null, validUntil: '2026-12-31', fees: [] };
      return { referral: referral!, quote: await get(Quoting).quote(bank!, referral!.id, quote) };
    };
    const first = await quoteFor(id, 400 * WAN);
    const second = await quoteFor(other, 300 * WAN);
    await get(Choosing).choose(enterprise!, id, first.quote.id);
    await expect(get(Choosing).choose(enterprise!, other, second.quote.id)).rejects.toMatchObject({
      code: 'offer-capacity-used',
    });
    await get(DealRelease).release(bank!, first.referral.id, 'institution');
    const back = await get(Database).repo(Demand).findOneByOrFail({ id });
    expect([back.state, back.reserved, back.activeReferrals]).toEqual(['listed', 0, 0]);
    await expect(get(DealRelease).release(bank!, first.referral.id, 'institution')).rejects.toMatchObject({
      code: 'deal-over',
    });
    await get(Choosing).choose(enterprise!, other, second.quote.id);
    expect((await get(Database).repo(Offer).findOneByOrFail({ id: offer.id })).taken).toBe(300 * WAN);
    const again = await quoteFor(id, 200 * WAN);
    await get(Choosing).choose(enterprise!, id, again.quote.id);
    await test.drain();
  });

  it('closes a referral and hides it when consent is withdrawn', async () => {
    const id = await fileNeed(test.app, town, 'listed', {}, 'enterprise2');
    const owner = town.actor('enterprise2');
    await get(Consenting).give(owner, id, [town.qingyuan.id]);
    const [referral] = await get(Referring).refer(town.actor('officer'), id, [town.products[1]!.id]);
    expect(referral!.state).toBe('sent');
    await get(Withdrawing).withdrawConsent(owner, id, town.qingyuan.id);
    expect((await get(Database).repo(Referral).findOneByOrFail({ id: referral!.id })).state).toBe('withdrawn');
    await expect(get(ReferralTurn).require(town.actor('bank2'), referral!.id)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
