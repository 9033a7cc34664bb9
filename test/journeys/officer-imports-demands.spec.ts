import { ImportJob, ImportRow } from '../../src/directory/imports/import-job.entity.js';
import { TalentDemand, TalentDemandMajor } from '../../src/domains/talent/demands/demand.entity.js';
import { demandTests, DemandVerification } from '../../src/domains/talent/demands/demand-verification.service.js';
import type { Findings } from '../../src/matchmaking/verifications.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { Organisation } from '../../src/platform/identity/organisation.entity.js';
import { readWorkbook } from '../../src/platform/spreadsheet/read-workbook.js';
import { demandWorkbook, visitLines, type DemandLine } from '../factories/demand-sheets.js';
import { freshCode } from '../factories/need-sheets.js';
import { buildTown, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

testDatabases('an officer imports talent demands', (kind) => {
  let test: TestApp;
  let town: Town;
  let db: Database;
  let officer: Visitor;

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    db = test.app.get(Database);
    officer = test.visitor();
    await officer.signIn('officer');
  });
  afterAll(() => test.close());

  const code = () => town.lanhai.creditCode ?? '';
  const upload = async (lines: readonly DemandLine[], who = officer): Promise<string> => {
    const file = { name: '用人.xlsx', bytes: await demandWorkbook(lines) };
    const { location } = await who.upload('/imports', { kind: 'demands' }, { file });
    return /^\/imports\/([\w-]+)/.exec(location ?? '')?.[1] ?? '';
  };
  const download = async (path: string): Promise<Buffer> =>
    (await test.app.inject({ method: 'GET', url: path, headers: { cookie: officer.cookieHeader() } })).rawPayload;
  const row = (jobId: string, rowNumber: number) => db.repo(ImportRow).findOneByOrFail({ jobId, rowNumber });
  const faults = async (jobId: string, rowNumber: number) =>
    (await row(jobId, rowNumber)).problems.map((one) => `${one.key} ${one.code}`);

  let first = '';

  it('checks 48 rows without writing a demand, and says what is wrong with each, by its article where the law forbids it', async () => {
    first = await upload(visitLines(code(), freshCode(1)));
    expect(await db.repo(Demand).countBy({ domain: 'talent' })).toBe(0);
    expect(await db.repo(ImportJob).findOneByOrFail({ id: first })).toMatchObject({
      state: 'checked',
      rowCount: 48,
      goodCount: 40,
      badCount: 6,
      duplicateCount: 2,
      newcomerCount: 1,
    });
    expect(await Promise.all([43, 44, 45, 46, 47, 48].map((n) => faults(first, n)))).toEqual([
      ['preferredMajors major-unknown-near'],
      ['conditions unlawful'],
      ['headcountMax range-reversed'],
      ['educationLevel choice-unknown', 'contactMobile mobile'],
      ['creditCode code-stored-as-number'],
      ['onboardBy cell-day-month', 'regularPay cell-below'],
    ]);
    const { body } = await officer.get(`/imports/${first}`);
    expect(body).toContain('“限女”不能写进招聘条件（妇女权益保障法第四十三条');
    expect(body).toContain('460103 数控技术');
    expect(body).toContain('先导入 40 行');
  });

  it('takes a near major with one tap, gives the bad rows back as a workbook, and imports the rest', async () => {
    const near = await row(first, 43);
    const tapped = await officer.post(`/imports/${first}`, { fix: `${near.id}:preferredMajors:460103 数控技术` });
    expect(tapped.status).toBe(303);
    expect(await faults(first, 43)).toEqual([]);
    const [sheet] = (await readWorkbook(await download(`/imports/${first}/bad-rows`))).sheets;
    expect(sheet?.rows.map((cells) => cells[2]?.text)).toEqual(['岗位名称', '前台', '检验员', '焊工', '钳工', '普工']);

    await officer.post(`/imports/${first}`, { do: 'commit' });
    const filed = await db.repo(Demand).find({ where: { importId: first }, order: { number: 'ASC' } });
    expect(filed).toHaveLength(41);
    expect(new Set(filed.map(({ state, wanted }) => `${state} ${wanted}`))).toEqual(new Set(['submitted 5']));
    expect(await db.repo(Organisation).countBy({ name: '新一电子有限公司' })).toBe(1);
    const post = await db.repo(TalentDemand).findOneByOrFail({ title: '数控操作工' });
    expect(post).toMatchObject({ onboardBy: '2028-03-01', regularPay: 580_000, cooperation: ['order-class'] });
    const majors = await db.repo(TalentDemandMajor).findBy({ demandId: post.demandId });
    expect(majors.map(({ majorCode, role }) => [majorCode, role])).toEqual([['460103', 'preferred']]);
    expect((await officer.get('/talent/demands?size=100')).body).toContain('数控操作工');
  });

  it('knows a demand again, by enterprise, post and month, and changes it only where it may still change', async () => {
    const again = await upload([
      { code: code(), title: ' 装调技术员１ ', most: 9 },
      { code: code(), title: '装调技术员 1', month: '2028-09' },
    ]);
    const twin = await row(again, 3);
    expect(twin.state).toBe('duplicate');
    expect((await row(again, 4)).state).toBe('good');
    await officer.post(`/imports/${again}`, {
      tab: 'duplicate',
      [`decision:${twin.id}`]: 'update',
      do: 'check',
    });
    await officer.post(`/imports/${again}`, { do: 'commit' });
    const id = twin.duplicateId ?? '';
    expect((await db.repo(Demand).findOneByOrFail({ id })).wanted).toBe(9);
    await officer.post(`/imports/${again}/undo`);
    expect((await db.repo(Demand).findOneByOrFail({ id })).wanted).toBe(5);

    await db.transaction(() => db.repo(Demand).update({ id }, { state: 'engaged' }));
    const seated = await row(await upload([{ code: code(), title: '装调技术员 1' }]), 3);
    expect([seated.state, seated.duplicateId]).toEqual(['duplicate', null]);
    await db.transaction(() => db.repo(Demand).update({ id }, { state: 'submitted' }));
  });

  it('takes the import back but for what was verified, and what was changed', async () => {
    const [verified] = await db.repo(Demand).find({ where: { importId: first }, order: { number: 'DESC' }, take: 1 });
    const pass = Object.fromEntries(demandTests.map((name) => [name, { finding: 'pass', note: null }])) as Findings;
    await test.app.get(DemandVerification).pass(town.actor('officer'), verified?.id ?? '', pass, null);
    await officer.post(`/imports/${first}/undo`);
    const { body } = await officer.get(`/imports/${first}`);
    expect(body).toContain('已经核实或办结，没有撤销');
    expect(body).toContain('导入后又改过，没有撤销'); // row 3: an import changed it and changed it back
    expect(await db.repo(Demand).countBy({ importId: first, outcome: 'undone' })).toBe(39);
  });

  it('gives a template with drop-downs that reads back as blank, and keeps others out', async () => {
    const bytes = await download('/imports/templates/demands');
    const [sheet] = (await readWorkbook(bytes)).sheets;
    expect(sheet?.rows[0]?.map((cell) => cell.text)).toContain('首选专业');
    const empty = await officer.upload('/imports', { kind: 'demands' }, { file: { name: '模板.xlsx', bytes } }); // prettier-ignore
    expect(empty.status).toBe(422);
    expect(empty.body).toContain('没有数据行');
    for (const username of ['enterprise1', 'bank1']) {
      const other = test.visitor();
      await other.signIn(username);
      expect([username, (await other.get('/imports/new?kind=demands')).status]).toEqual([username, 403]);
      expect((await other.get(`/imports/${first}`)).status).not.toBe(200);
    }
  });
});
