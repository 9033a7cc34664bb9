import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import { Housekeeping } from '../../src/domains/financing/housekeeping.js';
import { NeedExpiry } from '../../src/domains/financing/needs/need-expiry.js';
import { Needs } from '../../src/domains/financing/needs/needs.service.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { DeadlineTicks } from '../../src/matchmaking/deadline-ticks.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Deadline, Referral } from '../../src/matchmaking/referral.entity.js';
import { Quote } from '../../src/domains/financing/deals/deal.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { buildTown, fileNeed, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, TEST_NOW, type TestApp } from '../support/test-app.js';
import { PaperRequests } from '../../src/domains/financing/referrals/paper-requests.service.js';
import { Quoting } from '../../src/domains/financing/deals/quoting.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';

const WAN = 1_000_000;

testDatabases('the clocks', (kind) => {
  let test: TestApp;
  let town: Town;
  const get = <T>(type: new (...args: never[]) => T): T => test.app.get(type);
  const told = async (username: string, notice: string, about?: string): Promise<number> =>
    get(Database)
      .repo(Notice)
      .countBy({ userId: town.actor(username).userId, kind: notice, ...(about && { demandId: about }) });

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
  });
  afterAll(() => test.close());
  beforeEach(() => test.travelTo(TEST_NOW));

  /** A need referred to 东湖银行, with consent given beforehand to both banks. */
  async function referred(username = 'enterprise1'): Promise<{ id: string; referralId: string }> {
    const id = await fileNeed(test.app, town, 'listed', {}, username);
    await get(Consenting).give(town.actor(username), id, [town.donghu.id, town.qingyuan.id]);
    const [referral] = await get(Referring).refer(town.actor('officer'), id, [town.products[0]!.id]);
    return { id, referralId: referral!.id };
  }
  const clockOf = (referralId: string, duty: string): Promise<Deadline> =>
    get(Database).repo(Deadline).findOneByOrFail({ referralId, kind: duty });

  it('reminds at half time, says overdue, lapses at 150 % with the leader told, each once', async () => {
    const { id, referralId } = await referred();
    const clock = await clockOf(referralId, 'answer-referral');

    expect(await get(DeadlineTicks).run()).toBe(0);
    test.travelTo(clock.remindAt);
    await Promise.all([get(DeadlineTicks).run(), get(DeadlineTicks).run()]);
    expect(await told('bank1', 'referral-reminder', id)).toBe(1);
    expect((await clockOf(referralId, 'answer-referral')).mark).toBe('half');

    test.travelTo(clock.dueAt);
    await Promise.all([get(DeadlineTicks).run(), get(DeadlineTicks).run()]);
    await get(DeadlineTicks).run();
    expect(await told('bank1', 'referral-overdue', id)).toBe(1);
    expect(await told('leader', 'referral-escalated', id)).toBe(0);

    test.travelTo(clock.escalateAt);
    await Promise.all([get(DeadlineTicks).run(), get(DeadlineTicks).run()]);
    expect(await told('leader', 'referral-escalated', id)).toBe(1);
    expect(await told('officer', 'referral-escalated', id)).toBe(1);
    expect(await told('bank1', 'referral-lapsed', id)).toBe(1);
    const referral = await get(Database).repo(Referral).findOneByOrFail({ id: referralId });
    const demand = await get(Database).repo(Demand).findOneByOrFail({ id });
    expect([referral.state, demand.state, demand.activeReferrals]).toEqual(['lapsed', 'listed', 0]);
    expect(await get(Database).repo(Referral).countBy({ demandId: id })).toBe(1); // nothing was sent on by itself

    const officer = test.visitor();
    await officer.signIn('officer');
    const desk = (await officer.get('/w')).body;
    expect(desk).toContain('上一家超时未应，下一家：清源农商银行（示例） 成长贷');
    expect(desk).toContain(`/financing/needs/${id}/match?offer&#x3D;${town.products[2]!.id}`);

    await get(Referring).refer(town.actor('officer'), id, [town.products[2]!.id]);
    expect((await officer.get('/w')).body).not.toContain('上一家超时未应');
  });

  it('tells only the last of several marks that passed while nobody ticked', async () => {
    const { id, referralId } = await referred('enterprise2');
    const { escalateAt } = await clockOf(referralId, 'answer-referral');
    const before = await told('bank1', 'referral-overdue');
    test.travelTo(new Date(escalateAt.getTime() + 86_400_000));
    await get(DeadlineTicks).run();
    expect(await told('bank1', 'referral-overdue')).toBe(before);
    expect(await told('leader', 'referral-escalated', id)).toBe(1);
  });

  it('stands still while papers are awaited, and goes on from there', async () => {
    const { id, referralId } = await referred();
    await get(Answering).accept(town.actor('bank1'), referralId);
    await get(PaperRequests).ask(town.actor('bank1'), referralId, '流水');
    const paused = await get(Database).repo(Deadline).findOneByOrFail({ referralId, kind: 'quote-secured' });
    test.travelTo(new Date(paused.escalateAt.getTime() + 1));
    await get(DeadlineTicks).run();
    expect((await clockOf(referralId, 'quote-secured')).mark).toBe('none');
    expect(await told('leader', 'deadline-escalated', id)).toBe(2); // first contact by the bank, papers by the enterprise
    await get(PaperRequests).supplied(town.actor('enterprise1'), referralId, null);
    const resumed = await clockOf(referralId, 'quote-secured');
    expect(resumed.dueAt.getTime()).toBeGreaterThan(paused.dueAt.getTime());
    test.travelTo(resumed.dueAt);
    await get(DeadlineTicks).run();
    expect(await told('bank1', 'deadline-overdue', id)).toBe(1); // to the handler alone
  });

  it('reminds the centre of what it has to verify, and its leader at 150 %', async () => {
    const id = await fileNeed(test.app, town, 'submitted', {}, 'enterprise2');
    const clock = await get(Database).repo(Deadline).findOneByOrFail({ demandId: id, kind: 'verify' });
    test.travelTo(clock.dueAt);
    await get(DeadlineTicks).run();
    expect(await told('officer', 'deadline-overdue', id)).toBe(1);
    test.travelTo(clock.escalateAt);
    await get(DeadlineTicks).run();
    expect(await told('leader', 'deadline-escalated', id)).toBe(1);
    const inbox = await get(Database).repo(Notice).findOneByOrFail({ demandId: id, kind: 'deadline-overdue' });
    expect(inbox.params['duty']).toBe('verify');
  });

  it('asks at day 75, renews with one click, and closes what nobody renews', async () => {
    const { id } = await referred();
    const { expiresOn } = await get(Database).repo(Demand).findOneByOrFail({ id });
    expect(expiresOn).toBe('2027-02-21');
    test.travelTo('2027-02-05T00:00:00Z'); // day 74
    await get(NeedExpiry).remind();
    expect(await told('enterprise1', 'need-near-expiry', id)).toBe(0);
    test.travelTo('2027-02-06T00:00:00Z');
    await get(NeedExpiry).remind();
    await get(NeedExpiry).remind();
    expect(await told('enterprise1', 'need-near-expiry', id)).toBe(1);

    const enterprise = test.visitor();
    await enterprise.signIn('enterprise1');
    expect((await enterprise.get(`/financing/needs/${id}/renewal`)).body).toContain('可以续期到 ');
    const renewed = await enterprise.post(`/financing/needs/${id}/renewal`);
    expect([renewed.status, renewed.location]).toEqual([303, `/financing/needs/${id}`]);
    expect((await get(Database).repo(Demand).findOneByOrFail({ id })).expiresOn).toBe('2027-05-07');
    const stranger = test.visitor();
    await stranger.signIn('enterprise2');
    expect((await stranger.post(`/financing/needs/${id}/renewal`)).status).toBe(404);
    const bank = test.visitor();
    await bank.signIn('bank1');
    expect((await bank.post(`/financing/needs/${id}/renewal`)).status).toBe(403);

    test.travelTo('2027-05-07T12:00:00Z'); // its last day
    await get(NeedExpiry).expire();
    expect((await get(Database).repo(Demand).findOneByOrFail({ id })).state).not.toBe('closed');
    test.travelTo('2027-05-08T00:00:00Z');
    await Promise.all([get(NeedExpiry).expire(), get(NeedExpiry).expire()]);
    const after = await get(Database).repo(Demand).findOneByOrFail({ id });
    expect([after.state, after.outcome, after.activeReferrals]).toEqual(['closed', 'expired', 0]);
    expect(await told('bank1', 'need-expired', id)).toBe(1);
    expect(await told('enterprise1', 'need-expired', id)).toBe(1);
    expect((await enterprise.post(`/financing/needs/${id}/renewal`)).status).toBe(409);
  });

  it('ends open quotes after their last day, and removes drafts left alone for 30 days', async () => {
    const { id, referralId } = await referred();
    await get(Answering).accept(town.actor('bank1'), referralId);
    await get(Quoting).quote(town.actor('bank1'), referralId, {
      amount: 100 * WAN,
      rate: 36_000,
      termMonths: 12,
      repayment: 'interest-first',
      guarantee: '信用',
      conditions: null,
      pricing: null,
      validUntil: '2026-11-30',
      fees: [],
    });
    const draft = await fileNeed(test.app, town, 'draft', {}, 'enterprise2');
    test.travelTo('2026-11-30T12:00:00Z');
    await get(Housekeeping).expireQuotes();
    expect((await get(Database).repo(Quote).findOneByOrFail({ demandId: id })).state).toBe('open');
    test.travelTo('2026-12-01T00:00:00Z');
    await get(Housekeeping).expireQuotes();
    await get(Housekeeping).expireQuotes();
    expect((await get(Database).repo(Quote).findOneByOrFail({ demandId: id })).state).toBe('expired');
    expect((await clockOf(referralId, 'choose-quote')).doneAt).not.toBeNull();
    expect(await told('bank1', 'quote-expired', id)).toBe(1);

    test.travelTo('2026-12-23T00:00:00Z');
    await get(Needs).save(town.actor('enterprise2'), draft, { amount: 60 * WAN }); // it is in use
    test.travelTo('2027-01-10T00:00:00Z');
    await get(Housekeeping).removeIdleDrafts();
    expect(await get(Database).repo(Demand).existsBy({ id: draft })).toBe(true);
    test.travelTo('2027-01-23T00:00:00Z');
    await get(Housekeeping).removeIdleDrafts();
    expect(await get(Database).repo(Demand).existsBy({ id: draft })).toBe(false);
    expect(await get(Database).repo(Demand).existsBy({ id })).toBe(true);
  });

  it('asks institutions about stale products once a week', async () => {
    test.travelTo('2027-03-01T01:00:00Z'); // a Monday, 98 days after they were put on the shelf
    const before = await told('bank1', 'products-stale');
    await get(Housekeeping).askForStaleProducts();
    test.travelTo('2027-03-05T01:00:00Z');
    await get(Housekeeping).askForStaleProducts();
    expect(await told('bank1', 'products-stale')).toBe(before + 1);
    test.travelTo('2027-03-08T01:00:00Z');
    await get(Housekeeping).askForStaleProducts();
    expect(await told('bank1', 'products-stale')).toBe(before + 2);
  });
});
