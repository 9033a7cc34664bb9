import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataRound } from '../../src/domains/talent/colleges/data-round.js';
import { Database } from '../../src/platform/database/database.js';
import { readMail } from '../../src/platform/notifications/eml.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { Scheduler } from '../../src/platform/scheduling/scheduler.service.js';
import { foundCollege } from '../factories/colleges.js';
import { buildTown } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

testDatabases('a college confirms its data each quarter', (kind) => {
  const mailDir = mkdtempSync(join(tmpdir(), 'yipanqi-round-'));
  let test: TestApp;
  let ids: string[] = [];
  let college: Visitor;
  const db = () => test.app.get(Database);
  const asked = async () =>
    (
      await db()
        .repo(Notice)
        .find({ where: { kind: 'college-data-due' }, order: { eventKey: 'ASC' } })
    ).map(({ eventKey }) => eventKey);
  const mails = () =>
    readdirSync(mailDir)
      .map((file) => readMail(readFileSync(join(mailDir, file), 'utf8')))
      .filter(({ subject }) => subject.includes('请确认本季度的院校和专业数据'));

  beforeAll(async () => {
    test = await openTestApp(kind, { MAIL_DIR: mailDir });
    await buildTown(test.app);
    const made = [];
    for (const [name, user] of [
      ['清源职业学院', 'college1'],
      ['紫帽大学', 'college2'],
    ] as const)
      made.push((await foundCollege(test.app, name, user)).college.id);
    ids = made;
    college = test.visitor();
    await college.signIn('college1');
  });
  afterAll(async () => {
    await test.close();
    rmSync(mailDir, { recursive: true, force: true });
  });

  it('is asked once a quarter, in the portal and by mail, by the daily job', async () => {
    await test.app.get(Scheduler).runDue();
    await test.drain();
    const first = ids.map((id) => `college-data-due:${id}:2026-Q4`).toSorted();
    expect((await asked()).toSorted()).toEqual(first);
    test.travelTo('2026-11-24T02:00:00Z');
    await test.app.get(Scheduler).runDue();
    expect(await test.app.get(DataRound).ask()).toBe(0);
    await test.drain();
    expect((await asked()).toSorted()).toEqual(first);
    expect(
      mails()
        .map(({ to }) => to)
        .toSorted(),
    ).toEqual([expect.stringContaining('college1@example.com'), expect.stringContaining('college2@example.com')]);
    expect(mails()[0]?.text).toContain('/talent/colleges/');
  });

  it('says with one click that it is still right, and is grey no more', async () => {
    const own = (await college.get('/talent/colleges/own')).location ?? '';
    const before = await college.get(own);
    expect(before.body).toContain('请确认本季数据');
    expect((await college.post(`${own}/confirmation`)).location).toBe(own);
    expect((await college.get(own)).body).toMatch(/本季数据已确认于 <time[^>]*>2026-11-24</);
    const [mine, others] = ids;
    const stranger = test.visitor();
    await stranger.signIn('college2');
    expect((await stranger.post(`/talent/colleges/${mine}/confirmation`)).status).toBe(403);
    const enterprise = test.visitor();
    await enterprise.signIn('enterprise1');
    expect((await enterprise.post(`/talent/colleges/${others}/confirmation`)).status).toBe(403);
    expect((await test.visitor().api('POST', `/api/v1/talent/colleges/${mine}/confirmation`)).status).toBe(401);
  });

  it('is asked anew in the next quarter; a mail that waits is held once it has confirmed', async () => {
    test.travelTo('2027-01-04T01:00:00Z');
    const before = mails().length;
    expect(await test.app.get(DataRound).ask()).toBe(2);
    const officer = test.visitor();
    await officer.signIn('officer');
    await officer.post(`/talent/colleges/${ids[0]}/confirmation`); // it said so on the phone
    await test.drain();
    expect((await asked()).filter((key) => key.endsWith('2027-Q1'))).toHaveLength(2);
    expect(mails()).toHaveLength(before + 1);
    const states = await db().select<{ state: string; n: unknown }>(
      `SELECT d.state, COUNT(*) AS n FROM delivery d JOIN notice n ON n.id = d.noticeId
        WHERE n.kind = 'college-data-due' AND n.eventKey LIKE '%2027-Q1' GROUP BY d.state ORDER BY d.state`,
    );
    expect(states.map(({ state, n }) => [state, Number(n)])).toEqual([
      ['held', 1],
      ['sent', 1],
    ]);
  });
});
