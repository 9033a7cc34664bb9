import { TalentExpiry } from '../../src/domains/talent/demands/talent-expiry.service.js';
import { DeadlineTicks } from '../../src/matchmaking/deadline-ticks.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { CaseNote, Deadline } from '../../src/matchmaking/referral.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { TalentTown } from '../factories/talent-town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

testDatabases('an officer calls about a demand', (kind) => {
  let test: TestApp;
  let town: TalentTown;
  const who = new Map<string, Visitor>();
  const as = (name: string) => who.get(name)!;
  const db = () => test.app.get(Database);
  const ids = { called: '', forgotten: '' };
  const page = (id: string) => `/talent/demands/${id}`;
  const clockOf = (demandId: string) => db().repo(Deadline).findOneByOrFail({ demandId, kind: 'call-firm' });
  const duties = async () =>
    [...(await as('officer').get('/w?view=all')).body.matchAll(/class="act">\s*<a[^>]*href="([^"]+#notes)"/g)].map(
      ([, href]) => href,
    );

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await TalentTown.build(test.app);
    for (const name of ['officer', 'college1', 'firm1', 'firm2']) {
      who.set(name, test.visitor());
      await as(name).signIn(name);
    }
    ids.called = await town.demand(1, 8);
    ids.forgotten = await town.demand(2, 6);
    await db().transaction(() =>
      db()
        .repo(Demand)
        .update(
          { domain: 'talent' },
          {
            listedAt: new Date('2026-11-23T02:00:00Z'),
            expiresOn: '2027-02-15',
            officerId: town.actor('officer').userId,
          },
        ),
    );
  });
  afterAll(() => test.close());

  it('owes nothing on day 13, a call on day 14', async () => {
    const expiry = test.app.get(TalentExpiry);
    test.travelTo('2026-12-06T02:00:00Z');
    expect(await expiry.call()).toBe(0);
    expect(await duties()).toEqual([]);
    test.travelTo('2026-12-07T02:00:00Z');
    expect(await expiry.call()).toBe(2);
    expect(await expiry.call()).toBe(0);
    const both = [ids.called, ids.forgotten].map((id) => `${page(id)}#notes`);
    expect(await duties()).toEqual(expect.arrayContaining(both));
    expect(await duties()).toHaveLength(2);
    expect((await as('officer').get(page(ids.called))).body).toMatch(/<li class="kv"><span>致电企业<\/span>/);
  });

  it('logs the call, which is the end of the duty', async () => {
    const wrong = await as('officer').post(`${page(ids.called)}/calls`, { remark: '老板不在' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('老板不在');
    expect((await clockOf(ids.called)).doneAt).toBeNull();
    const call = { result: 'reached', phrase: 'headcount', remark: '改要十人', days: '7' };
    expect((await as('officer').post(`${page(ids.called)}/calls`, call)).location).toBe(`${page(ids.called)}#notes`);
    expect((await clockOf(ids.called)).doneAt).not.toBeNull();
    expect((await clockOf(ids.forgotten)).doneAt).toBeNull();
    expect(await duties()).toEqual([`${page(ids.forgotten)}#notes`]);
    expect(await db().repo(CaseNote).findOneByOrFail({ demandId: ids.called })).toMatchObject({
      kind: 'call',
      audience: 'staff',
      text: '已接通 · 人数有变 · 改要十人',
      nextOn: '2026-12-14',
    });
    const { body } = await as('officer').get(page(ids.called));
    expect(body).not.toMatch(/<li class="kv"><span>致电企业/);
    expect(body.slice(body.indexOf('id="record"'))).toMatch(/记电话[^]*人数有变 · 改要十人/);
    const once = await clockOf(ids.called);
    await as('officer').post(`${page(ids.called)}/calls`, { result: 'no-answer' });
    expect((await clockOf(ids.called)).doneAt).toEqual(once.doneAt);
  });

  it('writes to the enterprise, and for colleagues alone', async () => {
    await as('officer').post(`${page(ids.called)}/messages`, { text: '请把人数改成十人' });
    await as('officer').post(`${page(ids.called)}/notes`, { text: '工资偏低' });
    const theirs = (await as('firm1').get(page(ids.called))).body;
    expect(theirs).toContain('请把人数改成十人');
    expect(theirs).not.toMatch(/工资偏低|人数有变|\/(?:calls|messages|notes)"/);
    const firm = town.actor('firm1').userId;
    expect(await db().repo(Notice).countBy({ userId: firm, kind: 'case-message', demandId: ids.called })).toBe(1);
    for (const path of ['calls', 'messages', 'notes']) {
      const body = { result: 'reached', text: 'x' };
      expect((await as('firm1').post(`${page(ids.called)}/${path}`, body)).status).toBe(403);
      expect((await as('college1').post(`${page(ids.called)}/${path}`, body)).status).toBe(403);
      expect((await as('officer').post(`${page('nothing')}/${path}`, body)).status).toBe(404);
    }
  });

  it('is late with the other one only, and stays in peace about the one that was called', async () => {
    await test.app.get(DeadlineTicks).run();
    test.travelTo('2026-12-20T02:00:00Z');
    expect(await test.app.get(TalentExpiry).call()).toBe(0);
    await test.app.get(DeadlineTicks).run();
    expect([(await clockOf(ids.called)).mark, (await clockOf(ids.forgotten)).mark]).toEqual(['none', 'escalated']);
    const officer = town.actor('officer').userId;
    const told = (demandId: string) =>
      db().repo(Notice).countBy({ userId: officer, kind: 'deadline-escalated', demandId });
    expect([await told(ids.called), await told(ids.forgotten)]).toEqual([0, 1]);
    expect((await as('officer').get('/w?view=late')).body).not.toContain(`${page(ids.called)}#notes`);
    await as('officer').post(`${page(ids.forgotten)}/calls`, { result: 'call-back' });
    expect(await duties()).toEqual([]);
  });
});
