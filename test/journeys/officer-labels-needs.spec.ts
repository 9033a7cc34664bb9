import { Audit } from '../../src/platform/audit/audit.service.js';
import { Database } from '../../src/platform/database/database.js';
import { DemandLabel } from '../../src/matchmaking/demand-label.entity.js';
import { Consenting } from '../../src/matchmaking/consenting.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { readWorkbook } from '../../src/platform/spreadsheet/read-workbook.js';
import { buildTown, fileNeed, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const WAN = 1_000_000;
const LABEL = '重点跟进';

testDatabases('the centre labels its needs', (kind) => {
  let test: TestApp;
  let town: Town;
  let officer: Visitor;
  const needs: string[] = [];
  const signedIn = async (username: string): Promise<Visitor> => {
    const visitor = test.visitor();
    await visitor.signIn(username);
    return visitor;
  };
  const labels = (demandId: string) => test.app.get(Database).repo(DemandLabel).find({ where: { demandId } });
  const rowsOf = (body: string) => needs.map((id) => body.includes(`href="/financing/needs/${id}"`));

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    for (const amount of [80, 120, 300]) needs.push(await fileNeed(test.app, town, 'listed', { amount: amount * WAN }));
    officer = await signedIn('officer');
  });
  afterAll(() => test.close());

  it('for the ticked rows, with a report that says of each row what became of it', async () => {
    const [first, second] = needs as [string, string];
    const one = await officer.post('/financing/needs/labels', { id: [first], op: 'add', label: LABEL });
    expect([one.status, one.body.includes(`加标签“${LABEL}”：1 条办好，0 条没有办`)]).toEqual([200, true]);
    const both = await officer.post('/financing/needs/labels', {
      id: [first, second, 'nothing'],
      op: 'add',
      label: ` ${LABEL}，`,
    });
    expect(both.body).toContain(`加标签“${LABEL}，”：1 条办好，2 条没有办`);
    expect(both.body).toContain('已经有这个标签');
    expect((await labels(first)).map(({ label }) => label)).toEqual([LABEL]);
    expect((await labels(second)).map(({ label }) => label)).toEqual([LABEL]);
    const history = await test.app.get(Audit).of('demand', second);
    expect(history.at(-1)).toMatchObject({ action: 'demand.label', before: { labels: 0 }, after: { labels: 1 } });
  });

  it('keeps what was typed wrongly, with the rows that were ticked', async () => {
    const refused = await officer.post('/financing/needs/labels', {
      id: needs,
      op: 'add',
      label: '一个非常非常非常长的标签' + '长',
    });
    expect(refused.status).toBe(422);
    for (const id of needs) expect(refused.body).toContain(`<input type="hidden" name="id" value="${id}">`);
    expect(refused.body).toContain('一个非常非常非常长的标签长');
    const blank = await officer.post('/financing/needs/labels', { id: needs, op: 'add', label: '，、' });
    expect(blank.status).toBe(422);
    expect((await officer.post('/financing/needs/labels', { op: 'add', label: LABEL })).status).toBe(303);
  });

  it('shows them in the list, filters by them, and writes them into the file', async () => {
    const list = (await officer.get('/financing/needs')).body;
    expect(list.split(`<span class="tag">${LABEL}</span>`)).toHaveLength(3);
    const found = (await officer.get(`/financing/needs?label=${encodeURIComponent(LABEL)}`)).body;
    expect(rowsOf(found)).toEqual([true, true, false]);
    expect(rowsOf((await officer.get('/financing/needs?label=none')).body)).toEqual([false, false, false]);
    const url = `/financing/needs/export?label=${encodeURIComponent(LABEL)}`;
    const { rawPayload } = await test.app.inject({ url, headers: { cookie: officer.cookieHeader() } });
    const [head, ...rows] = (await readWorkbook(rawPayload, 'x.xlsx')).sheets[0]!.rows;
    const at = head!.findIndex(({ text }) => text === '标签');
    expect(rows.map((row) => row[at]?.text)).toEqual([LABEL, LABEL]);
  });

  it('changes one need on its page, up to eight labels', async () => {
    const [, , third] = needs as [string, string, string];
    const base = `/financing/needs/${third}`;
    for (let n = 1; n <= 8; n++)
      expect((await officer.post(`${base}/labels`, { op: 'add', label: `标${n}` })).status).toBe(303);
    expect((await officer.post(`${base}/labels`, { op: 'add', label: '标9' })).status).toBe(409);
    expect((await officer.post(`${base}/labels`, { op: 'remove', label: '标9' })).status).toBe(409);
    expect((await officer.post(`${base}/labels`, { op: 'remove', label: '标1' })).location).toBe(`${base}#labels`);
    const { body } = await officer.get(base);
    expect([body.includes('标8'), body.includes('标1<')]).toEqual([true, false]);
    expect(await labels(third)).toHaveLength(7);
  });

  it('never tells an enterprise or a bank, not even through the filter', async () => {
    const [first, second] = needs as [string, string];
    await test.app.get(Consenting).give(town.actor('enterprise1'), first, [town.donghu.id]);
    const [referral] = await test.app.get(Referring).refer(town.actor('officer'), first, [town.products[0]!.id]);
    const firm = await signedIn('enterprise1');
    for (const path of [
      '/financing/needs',
      `/financing/needs/${first}`,
      `/financing/needs/${second}`,
      '/api/v1/financing/needs',
    ])
      expect([path, (await firm.get(path)).body.includes(LABEL)]).toEqual([path, false]);
    expect(rowsOf((await firm.get(`/financing/needs?label=${encodeURIComponent(LABEL)}`)).body)).toEqual([
      true,
      true,
      true,
    ]);
    expect((await firm.post(`/financing/needs/${first}/labels`, { op: 'add', label: 'x' })).status).toBe(403);
    const bank = await signedIn('bank1');
    expect((await bank.get(`/financing/referrals/${referral!.id}`)).body).not.toContain(LABEL);
    expect((await bank.post('/financing/needs/labels', { id: first, op: 'add', label: 'x' })).status).toBe(403);
    const leader = await signedIn('leader');
    expect((await leader.get(`/financing/needs/${first}`)).body).toContain(LABEL);
    expect((await leader.post('/financing/needs/labels', { id: first, op: 'add', label: 'x' })).status).toBe(403);
  });
});
