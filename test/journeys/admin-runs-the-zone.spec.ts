import { Calendar } from '../../src/platform/calendar/calendar.js';
import { CalendarYears } from '../../src/platform/calendar/calendar-years.service.js';
import { Database } from '../../src/platform/database/database.js';
import { Deadline } from '../../src/matchmaking/referral.entity.js';
import { Deadlines } from '../../src/matchmaking/deadlines.js';
import { DeadlineLimits } from '../../src/matchmaking/deadline-limits.js';
import { Deliveries } from '../../src/platform/notifications/deliveries.service.js';
import { Spreadsheets } from '../../src/platform/spreadsheet/spreadsheets.service.js';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { MailServer } from '../outbox/mail-server.js';
import { buildTown, fileNeed, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, TEST_NOW, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

testDatabases('the administrator runs the zone', (kind) => {
  const refused = new Set(['leader@example.com']);
  const mails = new MailServer({ refuse: (_n, address) => (refused.has(address) ? '550 no such box' : undefined) });
  let test: TestApp;
  let town: Town;
  let admin: Visitor;
  let need: string;
  const db = () => test.app.get(Database);

  beforeAll(async () => {
    test = await openTestApp(kind, { SMTP_URL: await mails.listen() });
    town = await buildTown(test.app);
    need = await fileNeed(test.app, town, 'submitted');
    admin = test.visitor();
    await admin.signIn('admin');
  });
  afterAll(async () => {
    await test.close();
    await mails.close();
  });

  it('sets the zone and its limits, within bounds and on record', async () => {
    const form = (await admin.get('/admin/settings')).body;
    const fields = Object.fromEntries(
      [...form.matchAll(/name="([\w.-]+)" type="text" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    expect(fields).toMatchObject({ 'limit.verify': '1', 'limit.quote': '5', expiryFinancing: '90' });
    const wrong = await admin.post('/admin/settings', { ...fields, 'limit.verify': '0', zoneName: '新名称' });
    expect([wrong.status, wrong.body.includes('新名称'), wrong.body.includes('请填 1 到 60 之间的数')]).toEqual([
      422,
      true,
      true,
    ]);
    expect(
      (await admin.post('/admin/settings', { ...fields, 'limit.verify': '3', zoneName: '示例经开区' })).status,
    ).toBe(303);
    expect(await test.app.get(DeadlineLimits).workingDays('verify')).toBe(3);
    expect((await test.visitor().get('/sign-in')).body).toContain('示例经开区');
    const [entry] = await db().select<{ payload: string }>(
      "SELECT payload FROM audit_entry WHERE action = 'settings.change'",
    );
    expect(JSON.parse(entry!.payload)).toEqual({
      before: { 'limit.verify': 1, zoneName: '示例高新区' },
      after: { 'limit.verify': 3, zoneName: '示例经开区' },
    });
    expect((await admin.post('/admin/settings', { ...fields, 'limit.unknown': '3' })).status).toBe(422);
  });

  it('enters a year of the calendar, and open deadlines are counted again', async () => {
    test.travelTo('2026-12-30T01:00:00Z');
    await db().transaction(() =>
      test.app.get(Deadlines).start({ kind: 'quote', demandId: need, ownerOrganisationId: town.donghu.id }),
    );
    const due = async () => await db().repo(Deadline).findOneByOrFail({ kind: 'quote', demandId: need });
    expect(await due()).toMatchObject({ byWeekends: true, dueAt: new Date('2027-01-07T09:00:00Z') });
    expect((await admin.get('/admin/calendar')).body).toMatch(/有 \d+ 个未完成的时限/);

    const year = { year: '2027', source: '国务院办公厅关于2027年部分节假日安排的通知' };
    const mixed = await admin.post('/admin/calendar/year', { ...year, off: '2027-01-01\n明天', work: '' });
    expect([mixed.status, mixed.body.includes('看不懂“明天”')]).toEqual([422, true]);
    expect((await admin.post('/admin/calendar/year', { ...year, off: '2026-01-01' })).status).toBe(422);
    expect((await admin.post('/admin/calendar/year', { ...year, off: '2027-01-01', work: '2027-01-01' })).status).toBe(
      422,
    );
    const saved = await admin.post('/admin/calendar/year', {
      ...year,
      off: '2027-01-01~2027-01-05、2027-10-01',
      work: '2027-01-09',
    });
    expect(saved.location).toBe('/admin/calendar');
    await test.drain();
    expect(await due()).toMatchObject({ byWeekends: false, dueAt: new Date('2027-01-09T09:00:00Z') });
    expect((await admin.get('/admin/calendar')).body).toContain('国务院办公厅关于2027年部分节假日安排的通知');

    await admin.post('/admin/calendar/year', { ...year, off: '2027-01-01', work: '' });
    await test.drain();
    expect((await due()).dueAt).toEqual(new Date('2027-01-07T09:00:00Z'));
    test.travelTo(TEST_NOW);
  });

  it('takes over a year that another process entered', async () => {
    const row = {
      off: JSON.stringify(['2028-01-03']),
      work: '[]',
      source: 'x',
      provisional: false,
      updatedAt: new Date(),
      version: 1,
    };
    await db().transaction(() =>
      db().execute(
        'INSERT INTO calendar_year (year, off, work, source, provisional, updatedAt, version) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ['2028', ...Object.values(row)],
      ),
    );
    await test.app.get(CalendarYears).refresh();
    expect(test.app.get(Calendar).working().isWorkingDay('2028-01-03')).toBe(false);
  });

  it('sees a mail that was refused, and sends it again', async () => {
    await test.visitor().post('/password/forgotten', { username: 'leader' });
    await test.drain();
    expect((await admin.get('/admin/deliveries?state=failed-permanent')).body).toContain('leader@example.com');
    refused.clear();
    const [row] = await test.app.get(Deliveries).list('failed-permanent');
    expect((await admin.post(`/admin/deliveries/mails/${row!.id}/replay`)).location).toBe('/admin/deliveries');
    await test.drain();
    expect(mails.arrivals.some(({ recipients }) => recipients.includes('leader@example.com'))).toBe(true);
  });

  it('sees an event that was given up, and lets it run again', async () => {
    await db().transaction(() =>
      db().execute(
        "UPDATE outbox_event SET state = 'dead', lastError = 'boom' WHERE topic = 'platform.calendar-changed.v1'",
      ),
    );
    expect((await admin.get('/admin/deliveries')).body).toContain('platform.calendar-changed.v1');
    await admin.post('/admin/deliveries/events/all/replay');
    expect(await db().select("SELECT id FROM outbox_event WHERE state = 'dead'")).toEqual([]);
    const leader = test.visitor();
    await leader.signIn('leader');
    expect((await leader.get('/admin/deliveries')).status).toBe(403);
  });

  it('searches the trail, exports it, and has it verified', async () => {
    const auditor = test.visitor();
    await auditor.signIn('auditor');
    const found = (await auditor.get('/admin/audit?record=RZ-2026-000001&actor=enterprise1')).body;
    const rows = (body: string) => /<tbody>([^]*)<\/tbody>/.exec(body)?.[1] ?? '';
    expect(rows(found)).toContain('提交需求');
    expect(rows(found)).not.toMatch(/新增产品|demand\.submit/);
    expect(
      rows((await auditor.get(`/admin/audit?record=${encodeURIComponent('海岚光电科技有限公司（示例）')}`)).body),
    ).toContain('修改企业资料');
    expect((await auditor.get('/admin/audit?from=2020-01-01&to=2020-01-31')).body).toContain('没有符合条件的记录');
    const narrowed = (await auditor.get('/admin/audit?page=zzz&from=nonsense&action=settings.change')).body;
    expect(new Set(rows(narrowed).match(/data-l="动作">[^<]*/g))).toEqual(new Set(['data-l="动作">修改平台设置']));

    const sheet = await test.app.inject({
      method: 'GET',
      url: '/admin/audit.xlsx?action=user.create',
      headers: { host: 'localhost', cookie: await cookieOf('auditor') },
    });
    expect(sheet.headers['content-disposition']).toContain('.xlsx');
    const { sheets } = await test.app.get(Spreadsheets).read(sheet.rawPayload, 'audit.xlsx');
    expect(sheets[0]!.rows.length).toBeGreaterThanOrEqual(9);
    expect(
      await db().select("SELECT id FROM audit_entry WHERE aggregateType = 'audit' AND aggregateId = 'export'"),
    ).toHaveLength(1);

    expect((await auditor.post('/admin/audit/verification')).location).toBe('/admin/audit');
    await db().transaction(() =>
      db().execute("UPDATE audit_entry SET action = 'user.nothing' WHERE action = 'settings.change'"),
    );
    const broken = await auditor.post('/admin/audit/verification');
    expect([broken.status, broken.body.includes('内容被改过')]).toEqual([200, true]);
    expect((await auditor.get('/admin/audit')).body).toContain('user.nothing'); // no word, so its code
    const officer = test.visitor();
    await officer.signIn('officer');
    for (const path of [
      '/admin/audit',
      '/admin/audit.xlsx',
      '/admin/settings',
      '/admin/calendar',
      '/admin/users',
      '/admin/roles',
    ])
      expect([path, (await officer.get(path)).status]).toEqual([path, 403]);
  });

  async function cookieOf(username: string): Promise<string> {
    const visitor = test.visitor();
    const { headers } = await visitor.signIn(username);
    return String(headers['set-cookie']).split(';')[0]!;
  }

  it('keeps organisations: search, facts, a new one, and no doubles', async () => {
    const list = (await admin.get('/organisations?q=海岚&kind=enterprise')).body;
    expect([list.includes('海岚光电'), list.includes('云岫软件')]).toEqual([true, false]);
    // The administrator keeps accounts; facts of the profile are for whoever may read profiles.
    const kept = (await admin.get(`/organisations/${town.lanhai.id}`)).body;
    expect([kept.includes('enterprise1'), kept.includes('高新技术企业')]).toEqual([true, false]);
    const officer = test.visitor();
    await officer.signIn('officer');
    const known = (await officer.get(`/organisations/${town.lanhai.id}`)).body;
    expect([known.includes('enterprise1'), known.includes('高新技术企业')]).toEqual([false, true]);
    const made = {
      kind: 'institution',
      name: '洛滨村镇银行（示例）',
      creditCode: makeCreditCode('91350502', 'MA00T077'),
    };
    expect((await admin.post('/organisations', made)).location).toMatch(/^\/organisations\/[\w-]{36}$/);
    const twice = await admin.post('/organisations', made);
    expect([twice.status, twice.body.includes('已经建档')]).toEqual([422, true]);
    expect((await admin.post(`/organisations/${town.centre.id}/disabling`)).status).toBe(403);
    const bank = test.visitor();
    await bank.signIn('bank1');
    expect((await bank.get('/organisations')).status).toBe(403);
  });

  it('has an inbox by case that reading empties', async () => {
    const officer = test.visitor();
    await officer.signIn('officer');
    const inbox = (await officer.get('/inbox')).body;
    expect(inbox).toContain('待核实：海岚光电科技有限公司（示例） RZ-2026-000001');
    const id = /action="\/inbox\/([\w-]{36})\/opening">(?:(?!<\/form>)[^])*待核实/.exec(inbox)![1];
    expect((await admin.post(`/inbox/${id}/opening`)).status).toBe(404);
    expect((await officer.post(`/inbox/${id}/opening`)).location).toContain(`/financing/needs/`);
    await officer.post('/inbox/reading');
    expect((await officer.get('/inbox?show=unread')).body).toContain('没有未读消息');
    expect((await officer.get('/inbox')).body).toContain('RZ-2026-000001');
  });

  it('reads the table of roles', async () => {
    const { body } = await admin.get('/admin/roles');
    expect(body).toContain('platform.role.grant');
    expect(body).toContain('机构管理员');
  });
});
