import { NeedExpiry } from '../../src/domains/financing/needs/need-expiry.js';
import { DemandFiling } from '../../src/domains/talent/demands/demand-filing.service.js';
import { DemandSubmitting } from '../../src/domains/talent/demands/demand-submitting.service.js';
import { Demands } from '../../src/domains/talent/demands/demands.service.js';
import { TalentExpiry } from '../../src/domains/talent/demands/talent-expiry.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';
import { Deadlines } from '../../src/matchmaking/deadlines.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Deadline } from '../../src/matchmaking/referral.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { TalentTown } from '../factories/talent-town.js';
import { buildTown, fileNeed, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, TEST_NOW, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const DAY = 86_400_000;

testDatabases('the administrator sets days and hours', (kind) => {
  let test: TestApp;
  let town: Town;
  let talent: TalentTown;
  let admin: Visitor;
  let fields: Record<string, string>;
  const get = <T>(type: new (...args: never[]) => T): T => test.app.get(type);
  const db = () => get(Database);
  const demandOf = (id: string) => db().repo(Demand).findOneByOrFail({ id });
  const set = (change: Record<string, string>) => admin.post('/admin/settings', { ...fields, ...change });
  const onDay = (day: number) => test.travelTo(new Date(TEST_NOW.getTime() + day * DAY));

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    talent = await TalentTown.beside(test.app, town);
    admin = test.visitor();
    await admin.signIn('admin');
    const { body } = await admin.get('/admin/settings');
    fields = Object.fromEntries(
      [...body.matchAll(/name="([\w.-]+)" type="text" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    );
  });
  afterAll(() => test.close());
  beforeEach(() => test.travelTo(TEST_NOW));

  it('shows what stands until it is set', () => {
    expect(fields).toMatchObject({ deadlineHour: '17', remindFinancing: '75', expiryFinancing: '90' });
    expect(fields).toMatchObject({ remindTalent: '7', callTalent: '14', remindTalentAgain: '42', expiryTalent: '84' });
  });

  it('refuses days out of order and hours outside the working day, and keeps what was typed', async () => {
    const answers = async (change: Record<string, string>) => {
      const { status, body } = await set({ ...change, zoneName: '新名称' });
      const kept = [['zoneName', '新名称'], ...Object.entries(change)].every(([name, value]) =>
        body.includes(`name="${name}" type="text" value="${value}"`),
      );
      return [status, kept, [...body.matchAll(/<li><a href="#[\w-]+">([^<]+)<\/a>/g)].map(([, text]) => text)];
    };
    expect(await answers({ remindFinancing: '90' })).toEqual([
      422,
      true,
      ['融资需求：提醒企业：要早于结束（第 90 天）'],
    ]);
    expect(await answers({ remindTalent: '42' })).toEqual([
      422,
      true,
      ['人才需求：第二次提醒：要晚于第一次提醒（第 42 天）'],
    ]);
    expect(
      await answers({ callTalent: '30', remindTalent: '31', remindTalentAgain: '30', expiryTalent: '30' }),
    ).toEqual([
      422,
      true,
      [
        '人才需求：第一次提醒：要早于结束（第 30 天）',
        '人才需求：专员致电：要早于结束（第 30 天）',
        '人才需求：第二次提醒：要早于结束（第 30 天）',
      ],
    ]);
    for (const deadlineHour of ['8', '19', '17:30'])
      expect((await answers({ deadlineHour })).slice(0, 2)).toEqual([422, true]);
    const english = test.visitor();
    await english.signIn('admin');
    await english.post('/preferences/language', { locale: 'en', back: '/' });
    const refused = await english.post('/admin/settings', { ...fields, remindTalentAgain: '7' });
    expect(refused.body).toContain('Must come after the first reminder (day 7)');
    expect(await db().select('SELECT name FROM zone_setting')).toEqual([]);
  });

  it('keeps running clocks as they are; the next ones end at the new hour, also on the page that announces them', async () => {
    const need = await fileNeed(test.app, town, 'listed');
    const start = (referralId: string | null) =>
      db().transaction(() =>
        get(Deadlines).start({ kind: 'quote', demandId: need, referralId, ownerOrganisationId: town.donghu.id }),
      );
    const running = await start('running');
    await db().transaction(() => get(Deadlines).pause('running', 'quote'));
    expect((await set({ deadlineHour: '16' })).status).toBe(303);
    const [entry] = await db().select<{ payload: string }>(
      "SELECT payload FROM audit_entry WHERE action = 'settings.change'",
    );
    expect(JSON.parse(entry!.payload)).toEqual({ before: { deadlineHour: 17 }, after: { deadlineHour: 16 } });

    const next = await start(null);
    const [before, after] = ['2026-11-30T09:00:00.000Z', '2026-11-30T08:00:00.000Z'];
    expect([running.dueAt, next.dueAt].map((at) => at.toISOString())).toEqual([before, after]);
    await db().transaction(() => get(Deadlines).recount());
    const due = async ({ id }: Deadline) => (await db().repo(Deadline).findOneByOrFail({ id })).dueAt.toISOString();
    expect([await due(running), await due(next)]).toEqual([before, after]);
    await db().transaction(() => get(Deadlines).resume('running', 'quote'));
    expect(await due(running)).toBe(before);

    const officer = test.visitor();
    await officer.signIn('officer');
    await get(Consenting).give(town.actor('enterprise1'), need, [town.donghu.id]);
    const preview = await officer.get(`/financing/needs/${need}/send?offer=${town.products[0]!.id}`);
    expect(preview.body).toContain('2026-11-25 16:00');
    expect(preview.body).not.toContain('17:00');
  });

  it('asks about a need on the day that is set, and lets it end on the day that is set', async () => {
    expect((await set({ remindFinancing: '20', expiryFinancing: '30' })).status).toBe(303);
    const need = await fileNeed(test.app, town, 'listed', {}, 'enterprise2');
    expect((await demandOf(need)).expiresOn).toBe('2026-12-23');
    const asked = () => db().repo(Notice).countBy({ kind: 'need-near-expiry', demandId: need });
    onDay(19);
    await get(NeedExpiry).remind();
    expect(await asked()).toBe(0);
    onDay(20);
    await get(NeedExpiry).remind();
    expect(await asked()).toBeGreaterThan(0);
    onDay(31);
    await get(NeedExpiry).expire();
    expect(await demandOf(need)).toMatchObject({ state: 'closed', outcome: 'expired' });
  });

  it('moves the reminders, the call and the end of a talent demand', async () => {
    const days = { remindTalent: '3', callTalent: '5', remindTalentAgain: '9', expiryTalent: '20' };
    expect((await set(days)).status).toBe(303);
    const firm = talent.actor('firm1');
    const { id } = await get(DemandFiling).begin(firm, { organisationId: firm.organisationId, channel: 'self' });
    await get(Demands).save(firm, id, {
      title: '模具钳工',
      trade: 'machinery',
      headcountMin: 2,
      headcountMax: 3,
      educationLevel: 'associate',
      cooperation: ['order-class'],
      contactName: '林甲',
      contactMobile: '13800000001',
      majors: [{ code: '460113', role: 'preferred' }],
    });
    await get(DemandSubmitting).submit(firm, id);
    expect((await demandOf(id)).expiresOn).toBe('2026-12-13');
    await db().transaction(() => db().repo(Demand).update({ id }, { state: 'listed', listedAt: TEST_NOW }));
    const told = async () => {
      await get(TalentExpiry).remind();
      return db().repo(Notice).countBy({ kind: 'demand-waiting', demandId: id, userId: firm.userId });
    };
    const owed = async () => {
      await get(TalentExpiry).call();
      return db().repo(Deadline).countBy({ kind: 'call-firm', demandId: id });
    };
    onDay(2);
    expect(await told()).toBe(0);
    onDay(3);
    expect(await told()).toBe(1);
    onDay(4);
    expect(await owed()).toBe(0);
    expect((await set({ ...days, remindTalent: '4' })).status).toBe(303);
    expect(await told()).toBe(1); // the first reminder was there already
    onDay(5);
    expect(await owed()).toBe(1);
    onDay(9);
    expect(await told()).toBe(2);
    onDay(21);
    await get(TalentExpiry).expire();
    expect(await demandOf(id)).toMatchObject({ state: 'closed', outcome: 'expired' });
  });
});
