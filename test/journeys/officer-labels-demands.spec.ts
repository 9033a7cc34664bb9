import { DemandLabel } from '../../src/matchmaking/demand-label.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { readWorkbook } from '../../src/platform/spreadsheet/read-workbook.js';
import { TalentTown } from '../factories/talent-town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const LABEL = '秋季重点';
const LIST = '/talent/demands';

testDatabases('the centre labels its talent demands', (kind) => {
  let test: TestApp;
  let town: TalentTown;
  let officer: Visitor;
  let firm: Visitor;
  const demands: string[] = [];
  const query = `?label=${encodeURIComponent(LABEL)}`;
  const shown = (body: string) => demands.map((id) => body.includes(`href="${LIST}/${id}"`));

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await TalentTown.build(test.app);
    for (const firmNo of [1, 1, 2]) demands.push(await town.demand(firmNo, 6));
    [officer, firm] = [test.visitor(), test.visitor()];
    await officer.signIn('officer');
    await firm.signIn('firm1');
  });
  afterAll(() => test.close());

  it('row by row from the list, and one by one on its page', async () => {
    const [first, second] = demands as [string, string];
    const { status, body } = await officer.post(`${LIST}/labels`, { id: [first, 'nothing'], op: 'add', label: LABEL });
    expect(status).toBe(200);
    expect(body).toContain(`加标签“${LABEL}”：1 条办好，1 条没有办`);
    expect((await officer.post(`${LIST}/${second}/labels`, { op: 'add', label: LABEL })).status).toBe(303);
    expect((await officer.get(`${LIST}/${second}`)).body).toContain(`<span class="tag">${LABEL}</span>`);
    expect((await officer.post(`${LIST}/${second}/labels`, { op: 'remove', label: LABEL })).status).toBe(303);
    expect((await officer.post(`${LIST}/${second}/labels`, { op: 'add', label: '，、' })).status).toBe(422);
    expect((await test.app.get(Database).repo(DemandLabel).find()).map(({ demandId }) => demandId)).toEqual([first]);
  });

  it('finds them again in the list and in the file', async () => {
    expect(shown((await officer.get(LIST + query)).body)).toEqual([true, false, false]);
    const url = `${LIST}/export${query}`;
    const { rawPayload } = await test.app.inject({ url, headers: { cookie: officer.cookieHeader() } });
    const [head, ...rows] = (await readWorkbook(rawPayload, 'x.xlsx')).sheets[0]!.rows;
    const column = head!.findIndex(({ text }) => text === '标签');
    expect(rows.map((row) => row[column]?.text)).toEqual([LABEL]);
  });

  it('keeps them from the firm, which may neither read nor ask by them', async () => {
    expect(shown((await firm.get(LIST + query)).body)).toEqual([true, true, false]);
    for (const path of [LIST, `${LIST}/${demands[0]}`]) expect((await firm.get(path)).body).not.toContain(LABEL);
    expect((await firm.post(`${LIST}/${demands[0]}/labels`, { op: 'add', label: 'x' })).status).toBe(403);
  });
});
