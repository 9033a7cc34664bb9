import { FinancingReferral } from '../../src/domains/financing/deals/deal.entity.js';
import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';
import { Deadline } from '../../src/matchmaking/referral.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { Delivery } from '../../src/platform/notifications/delivery.entity.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { buildTown, fileNeed, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const quoteFields = {
  amount: '500', rate: '3.6', termMonths: '24', repayment: 'interest-first', guarantee: '信用', validUntil: '2026-12-31',
}; // prettier-ignore

testDatabases('a bank says where it stands', (kind) => {
  let test: TestApp;
  let town: Town;
  let [need, referral, path] = ['', '', ''];
  const people = new Map<string, Visitor>();
  const as = (name: string): Visitor => people.get(name)!;
  const db = (): Database => test.app.get(Database);

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    for (const name of ['officer', 'enterprise1', 'enterprise2', 'bank1', 'bank2']) {
      people.set(name, test.visitor());
      await as(name).signIn(name);
    }
  });
  beforeEach(async () => {
    need = await fileNeed(test.app, town);
    await test.app.get(Consenting).give(town.actor('enterprise1'), need, [town.donghu.id]);
    const [made] = await test.app.get(Referring).refer(town.actor('officer'), need, [town.products[0]!.id]);
    referral = made!.id;
    path = `/financing/referrals/${referral}`;
  });
  afterAll(() => test.close());

  const accept = () => test.app.get(Answering).accept(town.actor('bank1'), referral);
  const stage = async () => (await db().repo(FinancingReferral).findOneByOrFail({ referralId: referral })).stage;
  const say = (name: string, to: string) => as(name).post(`${path}/stage`, { stage: to });
  /** The buttons of the page: what the bank may say now. */
  const offered = async (name = 'bank1') =>
    [...(await as(name).get(path)).body.matchAll(/name="stage" value="(\w+)"/g)].map(([, value]) => value);
  const told = async (noticeKind: string) =>
    (await db().repo(Notice).findBy({ kind: noticeKind, demandId: need })).map(({ userId }) => userId);

  it('due diligence, approval and back, told to the enterprise and the officer', async () => {
    expect((await say('bank1', 'surveying')).status).toBe(409); // not accepted yet
    await accept();
    expect(await offered()).toEqual(['surveying', 'approving']);
    for (const name of ['officer', 'enterprise1']) {
      expect(await offered(name)).toEqual([]);
      expect((await say(name, 'surveying')).status).toBe(403);
    }
    expect((await say('bank2', 'surveying')).status).toBe(404);
    expect((await say('bank1', 'quoted')).status).toBe(400);
    const due = await db().repo(Deadline).findBy({ referralId: referral });

    expect((await say('bank1', 'surveying')).location).toBe(path);
    expect(await stage()).toBe('surveying');
    expect((await say('bank1', 'surveying')).status).toBe(409);
    expect(await offered()).toEqual(['approving']);
    expect((await say('bank1', 'approving')).location).toBe(path);
    expect(await offered()).toEqual(['surveying']);
    expect((await say('bank1', 'surveying')).location).toBe(path);
    await say('bank1', 'approving');
    expect(await db().repo(Deadline).findBy({ referralId: referral })).toEqual(due); // no clock stops by it

    for (const name of ['bank1', 'enterprise1', 'officer']) {
      const { body } = await as(name).get(path);
      for (const words of ['审批中', '开始尽调', '送审批']) expect([name, words, body.includes(words)]).toEqual([name, words, true]); // prettier-ignore
    }
    for (const name of ['enterprise1', 'officer']) {
      const { body } = await as(name).get(`/financing/needs/${need}`);
      for (const words of ['审批中', '开始尽调', '送审批']) expect([name, words, body.includes(words)]).toEqual([name, words, true]); // prettier-ignore
    }
    expect((await as('bank1').get('/financing/referrals?tab=working')).body).toContain('审批中');
    const listed = await as('bank1').api('GET', '/api/v1/financing/referrals?stage=approving');
    expect(listed.json<{ items: { id: string }[] }>().items.map(({ id }) => id)).toEqual([referral]);

    const ids = ['enterprise1', 'officer'].map((name) => town.actor(name).userId);
    for (const noticeKind of ['referral-surveying', 'referral-approving'])
      expect([...new Set(await told(noticeKind))].toSorted()).toEqual(ids.toSorted());
    const notices = await db().repo(Notice).findBy({ kind: 'referral-approving', demandId: need });
    for (const { id } of notices) expect(await db().repo(Delivery).countBy({ noticeId: id })).toBe(0);
    expect((await as('enterprise1').get('/inbox')).body).toMatch(/东湖.*已将 RZ-2026-\d+ 送审批/);
    const entries = await db().repo(AuditEntry).find({ where: { aggregateId: need, action: 'referral.stage' }, order: { seq: 'ASC' } }); // prettier-ignore
    expect(entries.map(({ payload }) => JSON.parse(payload))).toEqual([
      { before: { stage: 'waiting' }, after: { referral, stage: 'surveying' } },
      { before: { stage: 'surveying' }, after: { referral, stage: 'approving' } },
      { before: { stage: 'approving' }, after: { referral, stage: 'surveying' } },
      { before: { stage: 'surveying' }, after: { referral, stage: 'approving' } },
    ]);
  });

  it('not while papers are waited for, and not once there is a quote', async () => {
    await accept();
    await say('bank1', 'approving');
    await as('bank1').post(`${path}/papers`, { papers: '近六个月流水' });
    expect([await stage(), await offered()]).toEqual(['papers', []]);
    expect((await say('bank1', 'approving')).status).toBe(409);
    await as('enterprise1').post(`${path}/papers-supplied`, {});
    expect([await stage(), await offered()]).toEqual(['surveying', ['approving']]);
    await as('bank1').post(`${path}/contact`, { how: 'phone' });
    expect(await stage()).toBe('surveying'); // a call does not set it back
    await as('bank1').post(`${path}/quote`, quoteFields);
    expect([await stage(), await offered()]).toEqual(['quoted', []]);
    expect((await say('bank1', 'surveying')).status).toBe(409);
  });

  it('from a program, and of two at once one is heard', async () => {
    await accept();
    const program = test.visitor();
    await program.useToken('bank1');
    const at = `/api/v1${path}/stage`;
    const said = await program.api('POST', at, { stage: 'surveying' });
    expect([said.status, said.json()['stage']]).toEqual([201, 'surveying']);
    expect((await program.api('POST', at, { stage: 'signed' })).status).toBe(422);
    const answers = await Promise.all([1, 2, 3].map(() => program.api('POST', at, { stage: 'approving' })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
    expect(await db().repo(AuditEntry).countBy({ aggregateId: need, action: 'referral.stage' })).toBe(2);
    const stranger = test.visitor();
    await stranger.useToken('enterprise2');
    expect((await stranger.api('POST', at, { stage: 'surveying' })).status).toBe(403);
  });
});
