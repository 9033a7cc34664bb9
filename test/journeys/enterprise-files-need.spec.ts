import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Consent } from '../../src/matchmaking/referral.entity.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { FinancingNeed, NeedReceiver } from '../../src/domains/financing/needs/need.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { buildTown, criterion, fileNeed, productOf, shelve, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const WAN = 1_000_000;
const use = { financingKind: 'working-capital', purpose: 'materials', purposeNote: '' };
const money = { amount: '500', termMonths: '24', guarantees: ['credit'], maxRate: '', neededBy: '', urgency: '' };
const contact = {
  contactName: '陈海岚',
  contactTitle: '',
  contactMobile: '138 0000 0001',
  callHours: '',
  referralCap: '3',
};

testDatabases('an enterprise files a need', (kind) => {
  let test: TestApp;
  let town: Town;
  let firm: Visitor;
  const db = () => test.app.get(Database);

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    firm = test.visitor();
    await firm.signIn('enterprise1');
  });
  afterAll(() => test.close());

  let base = '';
  const id = () => base.split('/').at(-1) ?? '';
  const need = () => db().repo(FinancingNeed).findOneByOrFail({ demandId: id() });

  it('begins on the first page, which lists what must be mended and keeps what was chosen', async () => {
    expect((await firm.get('/financing/needs')).body).toContain('登记第一条需求');
    const first = await firm.get('/financing/needs/new');
    expect([first.status, first.body.includes('第 1 页，共 4 页')]).toEqual([200, true]);
    const refused = await firm.post('/financing/needs/new', { ...use, purpose: '' });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatch(/<title>有 1 处需要改正/);
    expect(refused.body).toMatch(/value="working-capital" selected/);
    expect(await db().repo(Demand).count()).toBe(0);
    const next = await firm.post('/financing/needs/new', use);
    expect(next.location).toMatch(/^\/financing\/needs\/[\w-]+\/money$/);
    base = (next.location ?? '').replace(/\/money$/, '');
  });

  it('guesses the unit, and one tap mends it', async () => {
    const refused = await firm.post(`${base}/money`, { ...money, amount: '5,000,000' });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('您填的是 5,000,000 万元，是不是 500 万元？');
    expect(refused.body).toContain('value="5,000,000"');
    expect((await need()).amount).toBeNull();
    const mended = await firm.post(`${base}/money`, { ...money, amount: '5,000,000', _action: 'amount:500' });
    expect(mended.location).toBe(`${base}/contact`);
    expect(await need()).toMatchObject({ amount: 500 * WAN, termMonths: 24, guarantees: ['credit'], maxRate: null });
  });

  it('asks once more about a rare amount, and takes it when it is meant', async () => {
    const asked = await firm.post(`${base}/money`, { ...money, amount: '8000' });
    expect([asked.status, asked.body.includes('您填的是 8,000 万元，对吗？')]).toEqual([422, true]);
    const sure = await firm.post(`${base}/money`, { ...money, amount: '8000', _action: 'sure' });
    expect([sure.status, (await need()).amount]).toEqual([303, 8000 * WAN]);
    await firm.post(`${base}/money`, money);
  });

  it('saves itself while it is typed: what cannot be read is left out, and nothing is lost', async () => {
    const saved = await firm.post(`${base}/autosave?page=money`, {
      ...money,
      amount: 'about 7',
      termMonths: '36',
    });
    expect([saved.status, String(saved.headers['content-type'])]).toEqual([200, 'application/json; charset=utf-8']);
    expect(saved.json()['savedAt']).toMatch(/^2026-11-23T01:/);
    expect(await need()).toMatchObject({ amount: 500 * WAN, termMonths: 36 });
    expect((await firm.post(`${base}/autosave?page=nothing`, {})).status).toBe(404);
  });

  it('shows what was ticked when the page is opened again, and what a trial ticked instead', async () => {
    const ticked = async (query: string) =>
      [...(await firm.get(`${base}/money${query}`)).body.matchAll(/name="guarantees" value="([\w-]+)" checked/g)].map(
        ([, code]) => code,
      );
    expect(await ticked('')).toEqual(['credit']);
    expect(await ticked('?back=check')).toEqual(['credit']);
    expect(await ticked('?amount=300&termMonths=24&guarantees=house-mortgage')).toEqual(['house-mortgage']);
    expect(await ticked('?amount=300&termMonths=24')).toEqual([]);
  });

  it('finds the draft again', async () => {
    const again = await firm.get('/financing/needs/new');
    expect(again.location).toBe(`${base}/contact`);
    expect(await db().repo(Demand).count()).toBe(1);
  });

  it('offers the institutions whose products could fit, unticked, and says what they see', async () => {
    const page = await firm.get(`${base}/contact`);
    expect(page.body).toContain('东湖银行（示例）');
    expect(page.body).not.toMatch(/name="receivers"[^>]*checked/);
    expect(page.body).toContain('机构会看到什么');
    const refused = await firm.post(`${base}/contact`, {
      ...contact,
      contactMobile: '1380',
      receivers: town.donghu.id,
    });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('现在是 4 位');
    expect(refused.body).toMatch(/name="receivers" value="[\w-]+"[^>]*checked/);
    const next = await firm.post(`${base}/contact`, { ...contact, receivers: [town.donghu.id, town.lanhai.id] });
    expect(next.location).toBe(`${base}/check`);
    const ticked = await db()
      .repo(NeedReceiver)
      .find({ where: { demandId: id() } });
    expect(ticked.map(({ organisationId }) => organisationId)).toEqual([town.donghu.id]);
    expect(await db().repo(Consent).count()).toBe(0);
  });

  it('checks the answers, each with a way back that returns here, and submits', async () => {
    const check = await firm.get(`${base}/check`);
    expect(check.body).toContain('未填写');
    expect(check.body).toContain(`${base}/money?back&#x3D;check#amount`);
    const changed = await firm.post(`${base}/money?back=check`, { ...money, termMonths: 'undecided' });
    expect([changed.location, (await need()).termMonths]).toEqual([`${base}/check`, null]);
    const sent = await firm.post(`${base}/check`);
    expect(sent.location).toBe(`${base}/received`);
    const received = await firm.get(`${base}/received`);
    expect(received.body).toContain('RZ-2026-000001');
    expect(received.body).toContain(`${base}/withdrawal`);
    expect((await firm.post(`${base}/check`)).location).toBe(`${base}/received`);
    const consents = await db()
      .repo(Consent)
      .find({ where: { demandId: id() } });
    expect(consents.map((consent) => consent.receiverOrganisationId)).toEqual([town.donghu.id]);
  });

  it('is not there for another enterprise, nor for a bank', async () => {
    const other = test.visitor();
    await other.signIn('enterprise2');
    const paths = ['', '/use', '/money', '/check', '/received', '/withdrawal', '/dossier'];
    for (const path of paths) expect((await other.get(base + path)).status).toBe(404);
    expect((await other.post(`${base}/money`, money)).status).toBe(404);
    expect((await other.get('/financing/needs')).body).not.toContain('RZ-2026-000001');
    const bank = test.visitor();
    await bank.signIn('bank1');
    expect((await bank.get(base)).status).toBe(403);
  });

  it('mends a need that was sent back, and submits it again', async () => {
    const officer = test.visitor();
    await officer.signIn('officer');
    const unexplained = await officer.post(`${base}/verification`, { _action: 'return', note: '请看附件' });
    expect(unexplained.status).toBe(422);
    expect(unexplained.body).toContain('请看附件');
    const back = await officer.post(`${base}/verification`, {
      _action: 'return',
      reasons: ['purpose', 'statements'],
      note: '请写明用途',
    });
    expect(back.status).toBe(303);
    const page = await firm.get(base);
    expect(page.body).toContain('用途要说清楚');
    expect(page.body).toContain('请写明用途');
    await firm.post(`${base}/use`, { ...use, purposeNote: '采购芯片' });
    expect((await firm.post(`${base}/check`)).status).toBe(303);
    const { state, number } = await db().repo(Demand).findOneByOrFail({ id: id() });
    expect([state, number]).toEqual(['submitted', 'RZ-2026-000001']);
  });

  it('starts the next need with what it knows, and asks only for what is missing', async () => {
    const next = await firm.post('/financing/needs/new', use);
    const draft = (next.location ?? '').replace(/\/money$/, '');
    const facts = await db()
      .repo(FinancingNeed)
      .findOneByOrFail({ demandId: draft.split('/').at(-1) ?? '' });
    expect(facts).toMatchObject({
      contactName: '陈海岚',
      contactMobile: '13800000001',
      guarantees: ['credit'],
      amount: null,
    });
    const refused = await firm.post(`${draft}/check`);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('请填金额');
  });

  it('withdraws with a reason, which closes what banks have', async () => {
    const listed = await fileNeed(test.app, town, 'listed', {}, 'enterprise2');
    const owner = test.visitor();
    await owner.signIn('enterprise2');
    await test.app.get(Consenting).give(town.actor('enterprise2'), listed, [town.donghu.id]);
    const offer = town.products[0]!.id;
    const [referral] = await test.app.get(Referring).refer(town.actor('officer'), listed, [offer]);
    const path = `/financing/needs/${listed}/withdrawal`;
    expect((await owner.get(path)).body).toContain('撤回 RZ-2026-');
    expect((await owner.post(path, { note: '谢谢' })).body).toContain('谢谢');
    expect((await owner.post(path, { reason: 'terms', note: '谢谢' })).location).toBe(`/financing/needs/${listed}`);
    const after = await owner.get(`/financing/needs/${listed}`);
    expect(after.body).toContain('已撤回');
    expect(after.body).toContain('重新登记');
    // What it wrote is kept, with who wrote it and when: for itself and the officers, not for the bank.
    const officer = test.visitor();
    await officer.signIn('officer');
    for (const page of [after, await officer.get(`/financing/needs/${listed}`)])
      expect(page.body).toMatch(/撤回说明[\s\S]*谢谢[\s\S]*云岫软件有限公司（示例） 苏云岫 · <time[^>]*2026-11-23/);
    const bank = test.visitor();
    await bank.signIn('bank1');
    const theirs = await bank.get(`/financing/referrals/${referral!.id}`);
    expect([theirs.status, theirs.body.includes('谢谢')]).toEqual([200, false]);
    expect((await owner.get(path)).status).toBe(409);
  });

  it('may say how it will repay and what is the least it needs; of a renewal also when the loan falls due', async () => {
    await shelve(
      test.app,
      town.actor('officer'),
      productOf(town.donghu, '续贷通', { criteria: [criterion('renewal', 'eq', true)] }),
    );
    const owner = test.visitor();
    await owner.signIn('enterprise2');
    const draft = await fileNeed(test.app, town, 'draft', {}, 'enterprise2');
    const at = `/financing/needs/${draft}`;
    await owner.post(`${at}/use`, { ...use, repaymentSource: '销售回款' });
    const refused = await owner.post(`${at}/money`, { ...money, minAmount: '600' });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('不能高于需要的金额');
    expect(refused.body).toContain('value="600"');
    expect((await owner.post(`${at}/money`, { ...money, minAmount: '300' })).location).toBe(`${at}/contact`);
    const asked = await owner.get(`${at}/details`);
    expect(asked.body).toContain('name="renewal"');
    expect(asked.body).toContain('name="renewalDueOn"');
    expect((await owner.post(`${at}/details`, { renewal: 'yes', renewalDueOn: '2027-03-01' })).location).toBe(
      `${at}/check`,
    );
    const check = await owner.get(`${at}/check`);
    for (const said of ['销售回款', '300 万元', '2027-03-01']) expect(check.body).toContain(said);
  });

  it('names institutions it will not deal with: never matched, never told', async () => {
    const listed = await fileNeed(test.app, town, 'listed', {}, 'enterprise2');
    const at = `/financing/needs/${listed}`;
    const owner = test.visitor();
    await owner.signIn('enterprise2');
    const officer = test.visitor();
    await officer.signIn('officer');
    await test.app.get(Consenting).give(town.actor('enterprise2'), listed, [town.donghu.id]);
    await officer.post(`${at}/send`, { offers: town.products[0]!.id });
    expect((await officer.get(`${at}/match`)).body).toContain('清源农商银行');

    expect((await owner.get(`${at}/contact`)).body).not.toMatch(/name="avoided"[^>]*checked/);
    const typed = { ...contact, contactMobile: '1380', avoided: ['', town.qingyuan.id, town.lanhai.id] };
    const refused = await owner.post(`${at}/contact`, typed);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatch(new RegExp(`name="avoided" value="${town.qingyuan.id}" checked`));
    expect(refused.body).toContain('<details id="avoided" open>');
    const told = () => db().repo(Notice).countBy({ kind: 'need-changed' });
    const kept = await db().repo(FinancingNeed).findOneByOrFail({ demandId: listed });
    expect(kept.avoidedInstitutions).toEqual([town.qingyuan.id]);
    expect(await told()).toBe(0); // the bank that has the need learns nothing of it
    await owner.post(`${at}/contact`, { ...contact, callHours: '下午', avoided: ['', town.qingyuan.id] });
    expect(await told()).toBeGreaterThan(0);

    for (const visitor of [owner, officer]) {
      expect((await visitor.get(`${at}/match`)).body).not.toContain('清源农商银行');
      expect((await visitor.get(at)).body).toMatch(/不想接触的机构[\s\S]{0,200}清源农商银行/);
    }
    expect((await officer.get(at)).body).toMatch(/需求来源[\s\S]{0,200}企业自己登记/);
    const offers = town.products.find(({ organisationId }) => organisationId === town.qingyuan.id)!.id;
    expect((await officer.post(`${at}/send`, { offers })).status).toBe(409);
    const bank = test.visitor();
    await bank.signIn('bank2');
    for (const page of ['/w', '/financing/referrals', '/inbox'])
      expect((await bank.get(page)).body).not.toContain('云岫软件');

    await owner.post(`${at}/contact`, { ...contact, avoided: '' });
    expect((await owner.get(`${at}/match`)).body).toContain('清源农商银行');
  });
});
