import { IsNull } from 'typeorm';
import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import { Disbursement, Signing } from '../../src/domains/financing/deals/deal.entity.js';
import { DealRelease } from '../../src/domains/financing/deals/deal-release.service.js';
import { LastPayout } from '../../src/domains/financing/deals/last-payout.service.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Offer } from '../../src/matchmaking/offer.entity.js';
import { Deadline, Referral } from '../../src/matchmaking/referral.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { aPayout, aQuote, aSigning } from '../attacks/busy-town.js';
import { buildTown, fileNeed, productOf, shelve, type Town } from '../factories/town.js';
import { race } from '../races/race.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, TEST_NOW, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';
import { Choosing } from '../../src/domains/financing/deals/choosing.service.js';
import { Quoting } from '../../src/domains/financing/deals/quoting.service.js';
import { Contracts } from '../../src/domains/financing/deals/contracts.service.js';
import { Payouts } from '../../src/domains/financing/deals/payouts.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';

const WAN = 1_000_000;

testDatabases('a bank pays out less than the contract', (kind) => {
  let test: TestApp;
  let town: Town;
  let offer: Offer;
  const people = new Map<string, Visitor>();
  const as = (name: string): Visitor => people.get(name)!;
  const get = <T>(type: new (...args: never[]) => T): T => test.app.get(type);
  const db = (): Database => test.app.get(Database);

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    offer = await shelve(test.app, town.actor('officer'), productOf(town.donghu, '额度贷', { capacity: 3000 * WAN }));
    for (const name of ['officer', 'leader', 'enterprise1', 'enterprise2', 'bank1', 'bank2']) {
      people.set(name, test.visitor());
      await as(name).signIn(name);
    }
  });
  beforeEach(() => test.travelTo(TEST_NOW));
  afterAll(() => test.close());

  /** A contract over 300 万元 of which 100 are reported. */
  async function partlyPaid(): Promise<{ need: string; referral: string; payout: string; path: string }> {
    const need = await fileNeed(test.app, town, 'listed', { amount: 300 * WAN });
    const [owner, bank] = [town.actor('enterprise1'), town.actor('bank1')];
    await get(Consenting).give(owner, need, [town.donghu.id]);
    const [made] = await get(Referring).refer(town.actor('officer'), need, [offer.id]);
    const referral = made!.id;
    await get(Answering).accept(bank, referral);
    await get(Choosing).choose(owner, need, (await get(Quoting).quote(bank, referral, aQuote)).id);
    await get(Contracts).sign(bank, referral, aSigning);
    const { id: payout } = await get(Payouts).report(bank, referral, aPayout);
    return { need, referral, payout, path: `/financing/referrals/${referral}` };
  }
  const demandOf = (id: string) => db().repo(Demand).findOneByOrFail({ id });
  const taken = async () => (await db().repo(Offer).findOneByOrFail({ id: offer.id })).taken;
  const confirm = (need: string, payout: string) =>
    get(Payouts).confirm(town.actor('enterprise1'), need, payout, { confirmation: 'same', note: null });

  it('is done with the sum the enterprise confirmed, once it agrees that this was all', async () => {
    const before = await taken();
    const { need, referral, payout, path } = await partlyPaid();
    expect(await taken()).toBe(before + 300 * WAN);
    await confirm(need, payout);
    expect((await demandOf(need)).state).toBe('agreed');
    expect((await as('enterprise1').get(`${path}/last-payout/answer`)).status).toBe(404);
    expect((await as('bank2').post(`${path}/last-payout`, { reason: 'institution' })).status).toBe(404);
    expect((await as('enterprise1').post(`${path}/last-payout`, { reason: 'institution' })).status).toBe(403);

    expect((await as('bank1').get(path)).body).toContain('不再放款');
    expect((await as('bank1').get(`${path}/last-payout`)).body).toContain('合同还有未放的金额');
    const noNote = await as('bank1').post(`${path}/last-payout`, { reason: 'other' });
    expect([noNote.status, noNote.body.includes('value="other"')]).toEqual([422, true]);
    const declared = await as('bank1').post(`${path}/last-payout`, {
      reason: 'enterprise-needs-less',
      note: '设备款已结清',
    });
    expect([declared.status, declared.location]).toEqual([303, path]);
    expect((await as('bank1').post(`${path}/last-payout`, { reason: 'institution' })).status).toBe(409);
    const more = { amount: '10', rate: '3.6', paidOn: '2026-11-23' };
    expect((await as('bank1').post(`${path}/payouts/new`, more)).body).toContain('已登记不再放款');

    // Both the enterprise and the officer are told, and the enterprise's clock runs.
    const told = await db().repo(Notice).findBy({ kind: 'payouts-ended', aboutId: referral });
    expect(told.map(({ userId }) => userId).toSorted()).toEqual(
      [town.actor('enterprise1').userId, town.actor('officer').userId].toSorted(),
    );
    expect((await as('enterprise1').get('/w')).body).toMatch(
      new RegExp(`href="${path}/last-payout/answer">东湖银行（示例）登记不再放款，请确认`),
    );
    const page = await as('enterprise1').get(path);
    expect(page.body).toMatch(/机构登记不再放款[\s\S]*企业用不了这么多[\s\S]*设备款已结清[\s\S]*确认不再放款/);
    const question = await as('enterprise1').get(`${path}/last-payout/answer`);
    expect(question.body).toContain('设备款已结清');
    expect((await as('enterprise2').get(`${path}/last-payout/answer`)).status).toBe(404);
    expect((await as('bank1').post(`${path}/last-payout/answer`, { answer: 'agreed' })).status).toBe(403);

    expect((await as('enterprise1').post(`${path}/last-payout/answer`, { answer: 'agreed' })).location).toBe(path);
    const demand = await demandOf(need);
    expect([demand.state, demand.reserved, demand.activeReferrals]).toEqual(['fulfilled', 100 * WAN, 0]);
    expect((await db().repo(Referral).findOneByOrFail({ id: referral })).state).toBe('fulfilled');
    expect(await db().repo(Deadline).countBy({ demandId: need, doneAt: IsNull() })).toBe(0);
    expect(await taken()).toBe(before + 100 * WAN); // what was never lent is free again
    expect(await db().repo(Notice).countBy({ kind: 'payouts-end-agreed', aboutId: referral })).toBe(1);
    expect((await as('enterprise1').post(`${path}/last-payout/answer`, { answer: 'agreed' })).status).toBe(409);
    expect((await as('bank1').get(path)).body).toContain('同意不再放款');
    await test.drain();
  });

  it('shows an enterprise each payout that waits for its word, and which is which', async () => {
    const { need, payout, referral, path } = await partlyPaid();
    test.travelTo('2026-11-24T01:00:00Z');
    const second = { ...aPayout, amount: 150 * WAN, paidOn: '2026-11-24' };
    const { id: other } = await get(Payouts).report(town.actor('bank1'), referral, second);
    const desk = async () => (await as('enterprise1').get('/w')).body;
    const line = (id: string, what: string) =>
      new RegExp(`href="${path}/payouts/${id}/confirmation">[^<]*请确认到账</a><span class="sub num">${what}`);
    const both = await desk();
    expect(both).toMatch(line(payout, '100 万元 · <time[^>]*2026-11-23'));
    expect(both).toMatch(line(other, '150 万元 · <time[^>]*2026-11-24'));
    await confirm(need, payout);
    const one = await desk();
    expect(one).not.toContain(payout);
    expect(one).toMatch(line(other, '150 万元'));
    expect(one).not.toContain('不再放款，请确认');
    await as('bank1').post(`${path}/last-payout`, { reason: 'institution' });
    await confirm(need, other);
    expect((await demandOf(need)).state).toBe('fulfilled');
  });

  it('is done by the confirmation of the last payout where one was still open', async () => {
    const { need, referral, payout, path } = await partlyPaid();
    await as('bank1').post(`${path}/last-payout`, { reason: 'institution' });
    const early = await as('enterprise1').post(`${path}/last-payout/answer`, { answer: 'agreed' });
    expect([early.status, early.body.includes('还有放款没有确认')]).toEqual([409, true]);
    const asked = await as('enterprise1').get(`${path}/payouts/${payout}/confirmation`);
    expect(asked.body).toContain('需求按已确认的金额办结');
    const dispute = { confirmation: 'amount-differs', note: null } as const;
    await get(Payouts).confirm(town.actor('enterprise1'), need, payout, dispute);
    expect((await demandOf(need)).state).toBe('agreed');
    await get(Payouts).correct(town.actor('bank1'), referral, payout, { ...aPayout, amount: 90 * WAN });
    await confirm(need, payout);
    const demand = await demandOf(need);
    expect([demand.state, demand.reserved]).toEqual(['fulfilled', 90 * WAN]);
  });

  it('goes on when the enterprise says that more is owed', async () => {
    const { need, referral, payout, path } = await partlyPaid();
    await confirm(need, payout);
    expect((await as('officer').post(`${path}/last-payout`, { reason: 'conditions-not-met' })).status).toBe(422);
    const known = { reason: 'conditions-not-met', onBehalf: 'told-by-phone' };
    expect((await as('officer').post(`${path}/last-payout`, known)).status).toBe(303);
    await as('enterprise1').post(`${path}/last-payout/answer`, { answer: 'more-owed', note: '合同还差 200 万元' });
    const signing = await db().repo(Signing).findOneByOrFail({ referralId: referral });
    expect([signing.endedAt, signing.endReason]).toEqual([null, null]);
    expect((await as('bank1').get(path)).body).toMatch(/企业认为还应放款[\s\S]*合同还差 200 万元/);
    expect(await db().repo(Notice).countBy({ kind: 'payouts-end-refused', aboutId: referral })).toBe(2);
    const due = await db().select<{ kind: string }>(
      'SELECT kind FROM deadline WHERE referralId = ? AND doneAt IS NULL',
      [referral],
    );
    expect(due.map((row) => row.kind)).toEqual(['report-payout']);
    await get(Payouts).report(town.actor('bank1'), referral, { ...aPayout, amount: 200 * WAN });
    const rest = await db().repo(Disbursement).findOneByOrFail({ referralId: referral, state: 'reported' });
    await confirm(need, rest.id);
    const demand = await demandOf(need);
    expect([demand.state, demand.reserved]).toEqual(['fulfilled', 300 * WAN]);
  });

  it('needs money that arrived: without any the deal is called off instead', async () => {
    const { need, referral, payout } = await partlyPaid();
    const bank = town.actor('bank1');
    await get(Payouts).confirm(town.actor('enterprise1'), need, payout, {
      confirmation: 'not-received',
      note: null,
    });
    await get(LastPayout).declare(bank, referral, { reason: 'institution', note: null });
    const agree = () => get(LastPayout).answer(town.actor('enterprise1'), referral, { answer: 'agreed', note: null });
    await expect(agree()).rejects.toMatchObject({ code: 'payouts-none' });
    await get(Payouts).correct(bank, referral, payout, aPayout);
    // The last confirmation and the yes to the sum at the same moment: the need is done once.
    const both = await race<unknown>(() => confirm(need, payout), agree);
    expect(both.won.length).toBeGreaterThan(0);
    expect((await demandOf(need)).state).toBe('fulfilled');
  });

  it('is called off with a reason when its only payout never arrived, and the payout counts nowhere', async () => {
    const before = await taken();
    const { need, referral, payout, path } = await partlyPaid();
    const say = (confirmation: 'not-received' | 'amount-differs') =>
      get(Payouts).confirm(town.actor('enterprise1'), need, payout, { confirmation, note: null });
    await say('amount-differs');
    expect((await as('bank1').get(path)).body).not.toContain(`${path}/release`);
    const money = await as('bank1').post(`${path}/release`, { reason: 'not-paid' });
    expect([money.status, money.body.includes('有放款已到账或在等确认')]).toEqual([409, true]);
    await say('not-received');
    // The bank may report again, and then the deal is held by the money once more.
    await get(Payouts).correct(town.actor('bank1'), referral, payout, aPayout);
    expect((await as('bank1').post(`${path}/release`, { reason: 'not-paid' })).status).toBe(409);
    await say('not-received');
    for (const who of ['bank1', 'officer', 'enterprise1'])
      expect((await as(who).get(path)).body).toContain(`${path}/release`);
    expect((await as('officer').get('/w')).body).toContain('到账有异议');
    expect((await as('bank1').post(`${path}/release`, { reason: 'not-paid' })).status).toBe(303);

    const demand = await demandOf(need);
    expect([demand.state, demand.reserved, demand.activeReferrals]).toEqual(['listed', 0, 0]);
    expect((await db().repo(Disbursement).findOneByOrFail({ id: payout })).state).toBe('void');
    expect(await taken()).toBe(before);
    expect(await db().repo(Deadline).countBy({ referralId: referral, doneAt: IsNull() })).toBe(0);
    for (const who of ['officer', 'enterprise1']) {
      expect((await as(who).get(`/financing/needs/${need}`)).body).toMatch(/取消合作[\s\S]*（没有放款）/);
      expect((await as(who).get(path)).body).toMatch(/取消合作[\s\S]*没有放款/);
      const { userId } = town.actor(who);
      expect(await db().repo(Notice).countBy({ kind: 'deal-released', aboutId: need, userId })).toBe(1);
    }
    expect((await as('officer').get('/w')).body).not.toContain('到账有异议');
    const program = test.visitor();
    await program.useToken('enterprise1');
    const deal = await program.api('GET', `/api/v1${path}/deal`);
    expect(deal.json<{ disbursements: { state: string }[] }>().disbursements.map(({ state }) => state)).toEqual([
      'void',
    ]);
    const late = { confirmation: 'same', note: null } as const;
    await expect(get(Payouts).confirm(town.actor('enterprise1'), need, payout, late)).rejects.toMatchObject({
      code: 'state-changed',
    });
  });

  it('is either confirmed after all or called off, when both are said at once', async () => {
    const { need, referral, payout } = await partlyPaid();
    const dispute = { confirmation: 'not-received', note: null } as const;
    await get(Payouts).confirm(town.actor('enterprise1'), need, payout, dispute);
    const release = () => get(DealRelease).release(town.actor('bank1'), referral, 'not-paid');
    const both = await race<unknown>(() => confirm(need, payout), release);
    expect(both.won).toHaveLength(1);
    const { state } = await db().repo(Disbursement).findOneByOrFail({ id: payout });
    expect(`${(await demandOf(need)).state} ${state}`).toMatch(/^(agreed confirmed|listed void)$/);
  });

  it('is the same for programs', async () => {
    const { need, referral, payout } = await partlyPaid();
    await confirm(need, payout);
    const [bank, owner] = [test.visitor(), test.visitor()];
    await bank.useToken('bank1');
    await owner.useToken('enterprise1');
    const url = `/api/v1/financing/referrals/${referral}/last-payout`;
    const declared = await bank.api('POST', url, { reason: 'institution' });
    expect([declared.status, declared.json<{ signing: { endReason: string } }>().signing.endReason]).toEqual([
      201,
      'institution',
    ]);
    expect((await owner.api('POST', `${url}/answer`, { answer: 'agreed' })).status).toBe(201);
    expect((await demandOf(need)).state).toBe('fulfilled');
  });
});
