import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Referral } from '../../src/matchmaking/referral.entity.js';
import { Publishing } from '../../src/domains/talent/classes/publishing.service.js';
import { TalentDemand, UnlawfulCondition } from '../../src/domains/talent/demands/demand.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { readWorkbook } from '../../src/platform/spreadsheet/read-workbook.js';
import { TalentTown } from '../factories/talent-town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const post = {
  title: '数控车床操作工',
  trade: 'machinery',
  headcountMin: 4,
  headcountMax: 8,
  headcountFirm: 'yes',
  onboardBy: '2027-09',
};
const people = {
  educationLevel: 'secondary',
  preferredMajors: '数控技术',
  acceptsNear: 'yes',
  cooperation: ['order-class'],
  skills: '数控编程 3、英语（加分）',
};
const terms = { probationPay: 4500, regularPay: 6500, shift: 'two', board: 'full' };
const call = { contactName: '林甲', contactMobile: '13800000001', anonymous: 'yes' };
const fine = { contact: 'pass', genuine: 'pass', terms: 'pass' }; // prettier-ignore

testDatabases('an enterprise files posts', (kind) => {
  let test: TestApp;
  let town: TalentTown;
  const who = new Map<string, Visitor>();
  const as = (name: string) => who.get(name)!;
  const db = () => test.app.get(Database);
  const demandOf = (id: string) => db().repo(Demand).findOneByOrFail({ id });
  const baseOf = (location: string | null) => (location ?? '').replace(/\/(post|check)$/, '');
  const idOf = (base: string) => base.split('/').at(-1) ?? '';

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await TalentTown.build(test.app);
    for (const name of ['officer', 'college1', 'firm1', 'firm2']) {
      who.set(name, test.visitor());
      await as(name).signIn(name);
    }
    await town.programme();
  });
  afterAll(() => test.close());

  async function fill(by: string, base: string, change: Partial<typeof post> & { conditions?: string } = {}) {
    const { conditions, ...ofPost } = change;
    const pages = { post: { ...post, ...ofPost }, people: { ...people, conditions }, terms, call };
    for (const [name, fields] of Object.entries(pages)) {
      expect((await as(by).get(`${base}/${name}`)).status).toBe(200);
      const answer = await as(by).post(`${base}/${name}`, fields);
      expect([name, answer.status, answer.location?.startsWith(base)]).toEqual([name, 303, true]);
    }
  }

  let first = '';
  let second = '';

  it('lays two into one basket; an unlawful condition and what is missing stop both', async () => {
    expect((await as('firm1').get('/talent/demands/new')).body).toContain('最多 20 个岗位');
    first = baseOf((await as('firm1').post('/talent/demands/new')).location);
    await fill('firm1', first, { conditions: '限男性，吃苦耐劳' });
    expect((await as('firm1').get(`${first}/people`)).body).toContain('限男性');
    second = baseOf((await as('firm1').post(`${first}/another`)).location);
    expect(second).not.toBe(first);
    expect((await as('firm1').get(`${second}/call`)).body).toContain('林甲');
    await as('firm1').post(`${second}/post`, { ...post, title: '质检员' });

    const refused = await as('firm1').post(`${second}/check`);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('妇女权益保障法');
    expect(refused.body).toContain('质检员：请填专业');
    expect(refused.body).not.toContain('/allowance');
    expect([(await demandOf(idOf(first))).state, (await demandOf(idOf(second))).state]).toEqual(['draft', 'draft']);
  });

  it('says of each skill how well it must be known, and whether it must', async () => {
    expect((await as('firm1').get(`${first}/people`)).body).toMatch(/>\s*数控编程 3、英语 \(加分\)<.textarea>/);
    const { skills } = await db()
      .repo(TalentDemand)
      .findOneByOrFail({ demandId: idOf(first) });
    expect(skills).toEqual([
      { name: '数控编程', level: 3, must: true },
      { name: '英语', level: 2, must: false },
    ]);
  });

  it('is told which majors come near to one that does not exist, and keeps what was typed', async () => {
    const answer = await as('firm1').post(`${second}/people`, { ...people, preferredMajors: '数控加工' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('专业目录里没有“数控加工”');
    expect(answer.body).toContain('数控技术');
    expect(answer.body).toMatch(/>\s*数控加工<.textarea>/);
    const reversed = await as('firm1').post(`${second}/post`, { ...post, headcountMin: 9 });
    expect([reversed.status, reversed.body.includes('上限不能小于下限')]).toEqual([422, true]);
    expect((await as('firm1').post(`${second}/autosave?page=post`, { title: '质检员（夜班）' })).status).toBe(200);
    expect((await as('firm1').get(`${second}/post`)).body).toContain('质检员（夜班）');
    await as('firm1').post(`${second}/autosave?page=post`, { title: '质检员' });
  });

  it('mends it and hands both in together, each with a number', async () => {
    await as('firm1').post(`${first}/people?back=check`, { ...people, conditions: '男女不限' });
    await as('firm1').post(`${second}/people`, people);
    const { body } = await as('firm1').get(`${second}/check`);
    expect(body).toContain('提交 2 个岗位');
    expect((await as('firm1').post(`${second}/check`)).location).toBe(`${second}/received`);
    const numbers = [(await demandOf(idOf(first))).number, (await demandOf(idOf(second))).number];
    expect(numbers).toEqual(['YG-2026-000001', 'YG-2026-000002']);
    expect((await as('firm1').get(`${second}/received`)).body).toContain('YG-2026-000002');
    expect((await as('firm1').post(`${second}/check`)).location).toBe(`${second}/received`);
    const again = await as('firm1').post(`${first}/people`, { ...people, conditions: '仅限本地户籍' });
    expect([again.status, again.body.includes('就业促进法')]).toEqual([422, true]);
  });

  it('is no stranger’s business', async () => {
    for (const path of ['', '/check', '/post', '/withdrawal', '/match', '/received'])
      expect([path, (await as('firm2').get(first + path)).status]).toEqual([path, 404]);
    for (const path of ['', '/match', '/withdrawal', '/verification'])
      expect([path, (await as('college1').get(first + path)).status]).toEqual([path, 403]);
    for (const path of ['/verification', '/allowance', `/join/${idOf(second)}`])
      expect([path, (await as('firm1').get(first + path)).status]).toEqual([path, 403]);
    expect((await as('firm2').post(`${first}/withdrawal`, { reason: 'other' })).status).toBe(404);
    expect((await as('firm1').get('/talent/demands/export')).status).toBe(403);
  });

  it('is verified by an officer, who sends one back and lists the other', async () => {
    const page = await as('officer').get(`${first}/verification`);
    expect([page.status, page.body.includes('岗位真实')]).toEqual([200, true]);
    const doubt = await as('officer').post(`${first}/verification`, { ...fine, genuine: 'doubt', _action: 'pass' });
    expect(doubt.status).toBe(422);
    expect((await as('officer').post(`${second}/verification`, { _action: 'return' })).status).toBe(422);
    const back = { _action: 'return', reasons: ['pay'], note: '请写明转正工资' };
    expect((await as('officer').post(`${second}/verification`, back)).location).toMatch(new RegExp(`^${second}`));
    expect((await as('firm1').get(second)).body).toContain('请写明转正工资');
    const listed = await as('officer').post(`${first}/verification`, { ...fine, _action: 'pass' });
    expect(listed.location).toMatch(new RegExp(`^${first}/match`));
    expect((await demandOf(idOf(first))).state).toBe('listed');
    expect((await as('officer').get(`${first}/verification`)).status).toBe(303);
  });

  it('shows which programmes fit, and why, in both languages', async () => {
    const { body } = await as('officer').get(`${first}/match`);
    expect(body).toContain('东海职业学院（示例） · 数控技术');
    expect(body).toContain('接受数控技术');
    expect(body).toContain('符合的专业（1）');
    expect(body).not.toMatch(/fact\.|verdict\.|talent\.|undefined/);
    const cookie = `${as('firm1').cookieHeader()}; locale=en`;
    const english = (await as('firm1').get(`${first}/match`, { cookie })).body;
    expect(english).toContain('Programmes that fit (1)');
    expect(english).not.toMatch(/fact\.|verdict\.|undefined/);
    expect((await as('officer').post(`${first}/match`)).location).toContain(`${first}/match`);
  });

  it('gets free seats of a class', async () => {
    const programmeId = await town.programme();
    const other = await town.demand(3, 20);
    const { planId, runId } = await town.plan(programmeId, new Map([[other, 20]]));
    await test.app.get(Publishing).publish(town.actor('officer'), planId, runId);
    const { body } = await as('officer').get(`${first}/match`);
    const href = new RegExp(`${first}/join/[0-9a-f-]+`).exec(body)?.[0] ?? '';
    expect((await as('officer').get(href)).body).toContain('value="8"');
    expect((await as('officer').post(href, { seats: 'x' })).status).toBe(422);
    expect((await as('officer').post(href, { seats: 8 })).status).toBe(303);
    const page = (await as('firm1').get(first)).body;
    expect(page).toContain('等院校');
    expect(page).toContain('对接中');
    expect((await demandOf(idOf(first))).reserved).toBe(8);
  });

  it('leaves its class when it is withdrawn', async () => {
    expect((await as('firm1').get(`${first}/withdrawal`)).body).toContain('8 个名额');
    expect((await as('firm1').post(`${first}/withdrawal`, {})).status).toBe(422);
    expect((await as('firm1').post(`${first}/withdrawal`, { reason: 'solved-elsewhere', note: '招满了' })).status).toBe(
      303,
    );
    for (const who of ['firm1', 'officer']) expect((await as(who).get(first)).body).toMatch(/撤回说明[\s\S]*招满了/);
    const gone = await demandOf(idOf(first));
    expect([gone.state, gone.reserved]).toEqual(['closed', 0]);
    const referral = await db()
      .repo(Referral)
      .findOneByOrFail({ demandId: idOf(first) });
    expect(referral.state).toBe('withdrawn');
    expect((await as('firm1').get(`${first}/withdrawal`)).status).toBe(409);
    const twice = await as('firm1').post(`${first}/withdrawal`, { reason: 'terms' });
    expect([twice.status, twice.body.includes('这条需求已经结束，不用再撤回')]).toEqual([409, true]);
    const copied = await as('firm1').post(`${first}/copy`);
    await as('firm1').post(`${baseOf(copied.location)}/drop`);
    expect((await as('firm1').get('/talent/demands')).body).not.toContain(baseOf(copied.location));
  });

  it('is renewed under a new number that remembers the old one', async () => {
    await as('firm1').post(`${second}/terms?back=check`, terms);
    expect((await as('firm1').post(`${second}/check`)).location).toBe(`${second}/received`);
    await as('officer').post(`${second}/verification`, { ...fine, _action: 'pass' });
    const answer = await as('firm1').post(`${second}/renewal`);
    const next = idOf((answer.location ?? '').split('?')[0] ?? '');
    const [before, after] = [await demandOf(idOf(second)), await demandOf(next)];
    expect([before.state, before.outcome, after.state]).toEqual(['closed', 'merged', 'submitted']);
    expect((await db().repo(TalentDemand).findOneByOrFail({ demandId: next })).renewedFrom).toBe(idOf(second));
    expect((await as('firm1').get(`/talent/demands/${next}`)).body).toContain(`href="${second}"`);
  });

  it('may keep a condition that the law allows, when an officer says why', async () => {
    const begun = await as('officer').post('/talent/demands/new', {
      organisationId: town.firms[1]!.id,
      channel: 'visit',
      collectedOn: '2026-11-20',
    });
    const base = baseOf(begun.location);
    await fill('officer', base, { title: '井下作业员', conditions: '限男性' });
    const stopped = await as('officer').post(`${base}/check`);
    expect([stopped.status, stopped.body.includes(`${base}/allowance`)]).toEqual([422, true]);
    expect(stopped.body).toContain('138****0001');
    expect((await as('officer').post(`${base}/allowance`, { rule: 'sex' })).status).toBe(422);
    expect((await as('officer').post(`${base}/allowance`, { rule: 'religion', reason: '不是这一条' })).status).toBe(
      404,
    );
    const allowed = await as('officer').post(`${base}/allowance`, { rule: 'sex', reason: '女职工禁忌从事的劳动' });
    expect(allowed.location).toContain(`${base}/check`);
    expect((await as('officer').post(`${base}/check`)).location).toBe(`${base}/received`);
    const row = await db()
      .repo(UnlawfulCondition)
      .findOneByOrFail({ demandId: idOf(base) });
    expect([row.rule, row.allowedNote, row.allowedBy]).toEqual([
      'sex',
      '女职工禁忌从事的劳动',
      town.actor('officer').userId,
    ]);
    const look = await as('officer').post(`${base}/contact-look`);
    expect(look.body).toContain('13800000001');
    expect((await as('officer').post(`${base}/notes`, { text: '已电话核实' })).status).toBe(303);
    expect((await as('officer').get(base)).body).toContain('已电话核实');
    expect((await as('firm2').get(base)).body).not.toContain('已电话核实');
  });

  it('is exported as the list shows it', async () => {
    const numbersOn = (body: string) => [
      ...new Set((/<tbody>([^]*)<\/tbody>/.exec(body)?.[1] ?? '').match(/YG-\d{4}-\d{6}/g)),
    ];
    for (const query of [
      '',
      '?q=井下',
      '?major=数控',
      '?state=closed',
      '?level=secondary&sort=people&direction=ascending',
      '?trade=software',
    ]) {
      const shown = numbersOn((await as('officer').get(`/talent/demands${encodeURI(query)}`)).body);
      const url = `/talent/demands/export${encodeURI(query)}`;
      const file = await test.app.inject({ url, headers: { cookie: as('officer').cookieHeader() } });
      const sheet = (await readWorkbook(file.rawPayload, 'x.xlsx')).sheets[0]!;
      const written = sheet.rows.flatMap((row) => /YG-\d{4}-\d{6}/.exec(JSON.stringify(row))?.[0] ?? []);
      expect([query, written]).toEqual([query, shown]);
      if (query === '') expect(shown.length).toBe(5);
    }
    expect((await as('firm1').get('/talent/demands')).body).not.toContain('井下作业员');
  });
});
