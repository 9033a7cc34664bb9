import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { FindingRow } from '../../src/matchmaking/verification.entity.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { CaseNote, Referral } from '../../src/matchmaking/referral.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { systemActor } from '../../src/kernel/actor.js';
import { Users } from '../../src/platform/identity/users.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { StoredFile } from '../../src/platform/files/stored-file.entity.js';
import { buildTown, fillProfile, fileNeed, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TEST_PASSWORD, type Visitor } from '../support/visitor.js';

const WAN = 1_000_000;
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

testDatabases('an officer works on needs', (kind) => {
  let test: TestApp;
  let town: Town;
  let officer: Visitor;
  let firm: Visitor;
  let colleague: string;
  const db = () => test.app.get(Database);

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    const input = {
      username: 'officer2',
      name: '王志远',
      mail: 'o2@example.com',
      organisationId: town.centre.id,
      roles: ['officer'],
    };
    colleague = (await test.app.get(Users).create(systemActor, { ...input, password: TEST_PASSWORD })).id;
    officer = test.visitor();
    await officer.signIn('officer');
    firm = test.visitor();
    await firm.signIn('enterprise1');
  });
  afterAll(() => test.close());

  it('files for an enterprise, which is found by name', async () => {
    expect((await officer.get('/financing/needs/new?q=云岫')).body).toContain(
      `/financing/needs/new?for=${town.yunxiu.id}`,
    );
    expect((await officer.get('/financing/needs/new?q=没有这家')).body).toContain('没有找到这家企业');
    expect((await officer.get(`/financing/needs/new?for=${town.donghu.id}`)).status).toBe(404);
    const refused = await officer.post('/financing/needs/new', {
      organisationId: town.yunxiu.id,
      channel: 'visit',
      collectedOn: '2026-11-30',
    });
    expect([refused.status, refused.body.includes('2026-11-30')]).toEqual([422, true]);
    const begun = await officer.post('/financing/needs/new', {
      organisationId: town.yunxiu.id,
      channel: 'visit',
      collectedOn: '2026-11-20',
    });
    const base = (begun.location ?? '').replace(/\/use$/, '');
    await officer.post(`${base}/use`, { financingKind: 'working-capital', purpose: 'materials' });
    await officer.post(`${base}/money`, { amount: '120', termMonths: '12' });
    const contact = { contactName: '苏云岫', contactMobile: '13900000002', referralCap: 2, receivers: town.donghu.id };
    expect((await officer.get(`${base}/contact`)).body).not.toContain('name="receivers"');
    await officer.post(`${base}/contact`, contact);
    expect((await officer.get(`${base}/check`)).body).toContain('139****0002');
    expect((await officer.post(`${base}/check`)).location).toBe(`${base}/received`);
    const filed = await db()
      .repo(Demand)
      .findOneByOrFail({ id: base.split('/').at(-1) ?? '' });
    expect(filed).toMatchObject({
      state: 'submitted',
      channel: 'visit',
      collectedOn: '2026-11-20',
      organisationId: town.yunxiu.id,
    });
    const [referral] = await verifiedAndReferred(filed.id);
    expect(referral?.state).toBe('awaiting-consent');
  });

  async function verifiedAndReferred(id: string): Promise<Referral[]> {
    const page = await officer.get(`/financing/needs/${id}/verification`);
    const preset = Object.fromEntries(
      [...page.body.matchAll(/name="(compliant|premises|genuine|credit|purpose)" value="(\w+)"[^>]* checked/g)].map(
        ([, test_, finding]) => [test_, finding],
      ),
    );
    expect((await officer.post(`/financing/needs/${id}/verification`, { ...preset, _action: 'pass' })).status).toBe(
      303,
    );
    return test.app
      .get(Referring)
      .refer(town.actor('officer'), id, [town.products[0]?.id ?? ''])
      .catch(() => test.app.get(Referring).refer(town.actor('officer'), id, [town.products[1]?.id ?? '']));
  }

  it('verifies a sound need with one click: everything is preset', async () => {
    const id = await fileNeed(test.app, town, 'submitted');
    const page = await officer.get(`/financing/needs/${id}/verification`);
    const preset = [...page.body.matchAll(/name="(\w+)" value="(pass|doubt|fail)"[^>]* checked/g)].map(
      ([, name, finding]) => [name, finding],
    );
    expect(preset).toEqual(['compliant', 'premises', 'genuine', 'credit', 'purpose'].map((name) => [name, 'pass']));
    const passed = await officer.post(
      `/financing/needs/${id}/verification`,
      Object.fromEntries(preset) as Record<string, string>,
    );
    expect(passed.location).toBe(`/financing/needs/${id}/match`);
    expect(await db().repo(FindingRow).countBy({ demandId: id, finding: 'pass' })).toBe(5);
    expect((await db().repo(Demand).findOneByOrFail({ id })).state).toBe('listed');
    expect((await officer.get(`/financing/needs/${id}/verification`)).location).toBe(`/financing/needs/${id}`);
  });

  it('presets nothing it does not know, and asks a note for a doubt', async () => {
    await fillProfile(test.app, town.actor('officer'), town.lanhai.id, { irregularities: null, overdueRecord: 'open' });
    const id = await fileNeed(test.app, town, 'submitted', { amount: 300 * WAN });
    const page = await officer.get(`/financing/needs/${id}/verification`);
    expect(page.body).not.toMatch(/name="compliant"[^>]*checked/);
    expect(page.body).toMatch(/name="credit" value="doubt"[^>]* checked/);
    expect(page.body).toContain('同一家企业还有正在办的需求');
    const answers = {
      compliant: 'pass',
      premises: 'pass',
      genuine: 'pass',
      credit: 'doubt',
      purpose: 'pass',
      note: '已电话核对',
    };
    const refused = await officer.post(`/financing/needs/${id}/verification`, answers);
    expect([refused.status, refused.body.includes('已电话核对')]).toEqual([422, true]);
    expect((await firm.post(`/financing/needs/${id}/verification`, answers)).status).toBe(403);
    expect(
      (await officer.post(`/financing/needs/${id}/verification`, { ...answers, creditNote: '已还清，待更新' })).status,
    ).toBe(303);
  });

  it('finds needs by filter, view and order, with the address as the state', async () => {
    const all = await officer.get('/financing/needs');
    expect(all.body).toContain('aria-sort="descending"');
    const filtered = await officer.get(
      '/financing/needs?amountFrom=400&section=C&q=海岚&status=to-refer&sort=amount&direction=ascending&size=50',
    );
    expect(filtered.body).toContain('500 万元');
    expect(filtered.body).not.toContain('<td class="n num" data-l="金额">300 万元');
    expect(filtered.body).toContain('金额不少于：400 万元');
    expect(filtered.body).toContain('aria-sort="ascending"');
    expect((await officer.get('/financing/needs?status=quoted')).body).toContain('没有符合条件的需求');
    expect((await officer.get('/financing/needs?status=nonsense&page=999&amountFrom=x')).status).toBe(200);
    const waiting = await officer.get('/financing/needs?status=awaiting-consent');
    expect(waiting.body).toContain('云岫软件有限公司');
    expect(waiting.body).not.toContain('海岚光电科技有限公司');
    const leader = test.visitor();
    await leader.signIn('leader');
    const read = await leader.get('/financing/needs');
    expect(read.body).toContain('海岚光电科技有限公司');
    expect(read.body).not.toContain('转同事');
    expect((await leader.get('/financing/needs/new')).status).toBe(403);
  });

  it('hands needs over to a colleague, with a report row by row', async () => {
    const open = await db()
      .repo(Demand)
      .find({ where: { state: 'listed' }, order: { createdAt: 'ASC' } });
    const ids = open.map(({ id }) => id);
    const report = await officer.post('/financing/needs/handover', { id: [...ids, 'nothing'], to: colleague });
    expect(report.status).toBe(200);
    expect(report.body).toContain(`转给 王志远：${ids.length} 条办好，1 条没有办`);
    expect(await db().repo(Demand).countBy({ officerId: colleague })).toBe(ids.length);
    expect((await firm.post('/financing/needs/handover', { id: ids, to: colleague })).status).toBe(403);
    expect((await officer.post('/financing/needs/handover', { to: colleague })).status).toBe(303);
  });

  it('keeps notes from the enterprise, and messages for it', async () => {
    const id = await fileNeed(test.app, town, 'submitted', { amount: 200 * WAN });
    const base = `/financing/needs/${id}`;
    await officer.post(`${base}/notes`, { text: '老板难缠，@王志远 看一下' });
    const mailed = () =>
      db().select<{ address: string; href: string }>(
        "SELECT x.address, n.href FROM delivery x JOIN notice n ON n.id = x.noticeId WHERE n.kind = 'case-mention'",
      );
    expect(await mailed()).toEqual([{ address: 'o2@example.com', href: `${base}#notes` }]);
    await db().transaction(() => db().execute("UPDATE user_account SET mailLevel = 'must' WHERE id = ?", [colleague]));
    await officer.post(`${base}/notes`, { text: '再请 @王志远 看' });
    expect(await mailed()).toHaveLength(1); // the inbox alone
    expect(await db().repo(Notice).countBy({ kind: 'case-mention', userId: colleague })).toBe(2);
    await officer.post(`${base}/messages`, { text: '请带营业执照来' });
    await officer.post(`${base}/calls`, { result: 'reached', phrase: 'papers', remark: '', days: '3' });
    const [call] = await db()
      .repo(CaseNote)
      .find({ where: { demandId: id, kind: 'call' } });
    expect(call).toMatchObject({ audience: 'staff', text: '已接通 · 企业在准备材料', nextOn: '2026-11-26' });
    expect((await officer.post(`${base}/calls`, { remark: '打了三次' })).body).toContain('打了三次');
    expect((await officer.get(base)).body).toMatch(
      /企业在准备材料<\/span><span class="sm dim">林晓敏 · <time[^>]*2026-11-23/,
    );
    const theirs = await firm.get(base);
    expect(theirs.body).toContain('请带营业执照来');
    expect(theirs.body).not.toMatch(/老板难缠|企业在准备材料/);
    expect((await officer.get(`${base}?record=people`)).body).toContain('老板难缠');
    expect((await firm.post(`${base}/notes`, { text: 'x' })).status).toBe(403);
  });

  it('masks the contact until somebody asks for it, which the enterprise can see', async () => {
    const [demand] = await db()
      .repo(Demand)
      .find({ where: { organisationId: town.lanhai.id, state: 'submitted' } });
    const base = `/financing/needs/${demand?.id}`;
    const page = await officer.get(base);
    expect(page.body).toContain('138****0001');
    expect(page.body).not.toContain('13800000001');
    expect((await officer.post(`${base}/contact-look`)).body).toContain('13800000001');
    const seen = await firm.get('/profile/views');
    expect(seen.body).toContain('林晓敏');
    expect(seen.body).toContain('手机号');
  });

  it('keeps papers that only the parties can open', async () => {
    const [demand] = await db()
      .repo(Demand)
      .find({ where: { organisationId: town.lanhai.id, state: 'submitted' } });
    const base = `/financing/needs/${demand?.id}`;
    const kept = await firm.upload(`${base}/files`, {}, { file: { name: '授权书.pdf', bytes: PDF } });
    expect(kept.status).toBe(303);
    const refused = await firm.upload(`${base}/files`, {}, { file: { name: 'x.pdf', bytes: Buffer.from('<script>') } });
    expect([refused.status, refused.body.includes('只收 PDF')]).toEqual([422, true]);
    const [file] = await db()
      .repo(StoredFile)
      .find({ where: { ownerId: demand?.id ?? '' } });
    const got = await officer.get(`${base}/files/${file?.id}`);
    expect([got.status, got.headers['content-type']]).toEqual([200, 'application/pdf']);
    const other = test.visitor();
    await other.signIn('enterprise2');
    expect((await other.get(`${base}/files/${file?.id}`)).status).toBe(404);
  });
});
