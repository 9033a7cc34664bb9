import iconv from 'iconv-lite';
import { ImportJob, ImportRow } from '../../src/directory/imports/import-job.entity.js';
import { Verification } from '../../src/domains/financing/verification/verification.service.js';
import { FinancingNeed } from '../../src/domains/financing/needs/need.entity.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { Organisation } from '../../src/platform/identity/organisation.entity.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { readWorkbook } from '../../src/platform/spreadsheet/read-workbook.js';
import { freshCode, needCsv, needWorkbook, type NeedLine } from '../factories/need-sheets.js';
import { allPass, buildTown, fileNeed, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Answer, Visitor } from '../support/visitor.js';

const XLS = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]);

testDatabases('an officer imports needs', (kind) => {
  let test: TestApp;
  let town: Town;
  let db: Database;
  let officer: Visitor;

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    db = test.app.get(Database);
    await fileNeed(test.app, town, 'submitted', { amount: 500_000_000 });
    officer = test.visitor();
    await officer.signIn('officer');
  });
  afterAll(() => test.close());

  const code = () => town.lanhai.creditCode ?? '';
  const upload = (visitor: Visitor, name: string, bytes: Buffer, kindName = 'needs') =>
    visitor.upload('/imports', { kind: kindName }, { file: { name, bytes } });
  const idOf = ({ location }: Answer) => /^\/imports\/([\w-]+)/.exec(location ?? '')?.[1] ?? '';
  const nameOf = async (jobId: string, rowNumber: number, key: string) => {
    const row = await db.repo(ImportRow).findOneByOrFail({ jobId, rowNumber });
    return `cell:${row.id}:${key}`;
  };
  /** 48 rows: 40 good ones (3 of new enterprises), 6 with faults in 7 cells, 2 duplicates. */
  const lines = (): NeedLine[] => [
    ...Array.from({ length: 37 }, (_, i): NeedLine => ({
      code: code(),
      amount: i % 2 ? 100 + i : `１${String(i).padStart(2, '0')}万元`,
      by: [46_400, new Date(Date.UTC(2027, 0, 15)), '2027/1/15'][i % 3] ?? null,
    })),
    { code: freshCode(1), name: '新一电子有限公司', amount: 80 },
    { code: freshCode(2), name: '新二电子有限公司', amount: 90 },
    { code: freshCode(3), name: '新三电子有限公司', amount: 70 },
    { code: code(), amount: '三十' }, // row 144
    { code: code(), amount: 31, by: '2027/13' },
    { code: code(), amount: 32, mobile: '1386000', contact: null },
    { code: 913_505_020_000_000_000, amount: 33 },
    { code: code(), amount: 34, guarantees: '老板担保' },
    { code: freshCode(4), amount: 35 },
    { code: code(), amount: 500 },
    { code: code(), amount: 101 },
  ];

  it('checks what Excel wrote, without writing a need', async () => {
    const before = await db.repo(Demand).count();
    const answer = await upload(officer, '走访.xlsx', await needWorkbook(lines()));
    expect(answer.location).toMatch(/columns$/);
    const columns = await officer.get(answer.location ?? '');
    expect(columns.body).toContain('说说用途');
    const id = idOf(answer);
    await officer.post(`/imports/${id}/columns`, { 'column:rows:0': 'purposeNote' });
    const { body } = await officer.get(`/imports/${id}`);
    expect(body).toContain('先导入 40 行');
    expect(body).toContain('共 7 处');
    expect(body).toContain('value="三十"');
    expect(body).toContain('月份只能是 1 到 12');
    expect(body).toContain('被存成了数字');
    expect(body).toContain('手机号应为 11 位，现在是 7 位');
    expect(body).toContain('新企业请同时填企业名称');
    const job = await db.repo(ImportJob).findOneByOrFail({ id });
    expect(job).toMatchObject({
      state: 'checked',
      rowCount: 48,
      goodCount: 40,
      badCount: 6,
      duplicateCount: 2,
      newcomerCount: 3,
    });
    expect(await db.repo(Demand).count()).toBe(before);
  });

  it('corrects in place, imports 41 of 48, and takes them back but for the one that went on', async () => {
    const id = idOf(await upload(officer, '走访.xlsx', await needWorkbook(lines())));
    const amount = await nameOf(id, 144, 'amount');
    const month = await nameOf(id, 145, 'neededBy');
    // What is typed stays, right or wrong; nothing is imported on a plan that was not shown.
    const wrong = await officer.post(`/imports/${id}`, { [amount]: '30', [month]: '2027-02-30', do: 'commit' });
    expect(wrong.location).toBe(`/imports/${id}`);
    const { body } = await officer.get(`/imports/${id}`);
    expect(body).toContain('先导入 41 行');
    expect(body).toContain('value="2027-02-30"');
    expect(body).toContain('没有这一天');
    expect(await db.repo(Demand).countBy({ importId: id })).toBe(0);

    const bad = await officer.send('GET', `/imports/${id}/bad-rows`, undefined, {});
    expect(bad.status).toBe(200);
    expect(String(bad.headers['content-type'])).toContain('spreadsheetml');

    await officer.post(`/imports/${id}`, { do: 'commit' });
    const done = await officer.get(`/imports/${id}`);
    expect(done.body).toContain('已导入 41 行');
    const filed = await db.repo(Demand).findBy({ importId: id });
    expect(filed).toHaveLength(41);
    expect(new Set(filed.map(({ state }) => state))).toEqual(new Set(['submitted']));
    expect(await db.repo(Organisation).countBy({ name: '新二电子有限公司' })).toBe(1);
    const serial = await db.select<{ demandId: string }>(
      "SELECT demandId FROM financing_need WHERE neededBy = '2027-01-13'",
    );
    expect(serial.length).toBeGreaterThan(0); // serial 46400
    expect(await db.repo(Notice).countBy({ kind: 'import-done', aboutId: id } as never)).toBe(1);
    expect((await officer.post(`/imports/${id}`, { do: 'commit' })).status).toBe(409);

    const listed = filed[0] as Demand;
    await test.app.get(Verification).pass(town.actor('officer'), listed.id, allPass, null);
    expect((await officer.get(`/imports/${id}/undo`)).body).toContain('撤销 41 行');
    await officer.post(`/imports/${id}/undo`);
    const undone = await officer.get(`/imports/${id}`);
    expect(undone.body).toContain('已撤销 40 行');
    expect(undone.body).toContain('已经核实或办结，没有撤销');
    expect(await db.repo(Demand).countBy({ importId: id, outcome: 'undone' })).toBe(40);
  });

  it('reads GBK, skips and updates duplicates, and refuses to undo after a day', async () => {
    const csv = needCsv([
      { code: code(), amount: 500, by: '2027-03-01' },
      { code: code(), amount: 611 },
    ]);
    const id = idOf(await upload(officer, 'gbk.csv', iconv.encode(csv, 'gbk')));
    expect((await officer.get(`/imports/${id}?tab=duplicate`)).body).toContain('RZ-2026-000001');
    const row = await db.repo(ImportRow).findOneByOrFail({ jobId: id, rowNumber: 2 });
    await officer.post(`/imports/${id}`, { tab: 'duplicate', [`decision:${row.id}`]: 'update', do: 'check' });
    await officer.post(`/imports/${id}`, { do: 'commit' });
    expect((await officer.get(`/imports/${id}`)).body).toContain('已导入 2 行');
    const need = await db.repo(FinancingNeed).findOneByOrFail({ demandId: row.duplicateId ?? '' });
    expect(need.neededBy).toBe('2027-03-01');
    test.travelTo('2026-11-24T02:00:00Z');
    expect((await officer.get(`/imports/${id}`)).body).not.toContain('/undo');
    expect((await officer.post(`/imports/${id}/undo`)).status).toBe(409);
  });

  it('asks about amounts that are possible but not usual, and files them when they are confirmed as they stand', async () => {
    const csv = needCsv([
      { code: code(), amount: 8000 },
      { code: code(), amount: 6 },
      { code: code(), amount: 77 },
    ]);
    const id = idOf(await upload(officer, 'odd.csv', Buffer.from(csv)));
    const page = (await officer.get(`/imports/${id}`)).body;
    expect(page).toContain('8,000 万元不在常见的 10–5,000 万元内，请核对');
    expect(page).toContain('6 万元不在常见的 10–5,000 万元内，请核对');
    expect(await db.repo(ImportJob).findOneByOrFail({ id })).toMatchObject({ goodCount: 1, badCount: 2 });
    const taps = [...page.matchAll(/name="confirm" value="([\w-]+:amount)">按原样导入/g)].map(
      ([, value]) => value ?? '',
    );
    expect(taps).toHaveLength(2);
    // Nothing odd is filed unasked; one is confirmed, and asked about anew when it is changed to something odd again.
    const [large, small] = taps as [string, string];
    await officer.post(`/imports/${id}`, { confirm: large });
    await officer.post(`/imports/${id}`, { confirm: small });
    expect(await db.repo(ImportJob).findOneByOrFail({ id })).toMatchObject({ goodCount: 3, badCount: 0 });
    await officer.post(`/imports/${id}`, { [`cell:${small}`]: '7' });
    expect(await db.repo(ImportJob).findOneByOrFail({ id })).toMatchObject({ goodCount: 2, badCount: 1 });
    await officer.post(`/imports/${id}`, { do: 'commit' });
    const needs = await db.select<{ amount: unknown }>(
      'SELECT n.amount FROM financing_need n JOIN demand d ON d.id = n.demandId WHERE d.importId = ? ORDER BY n.amount',
      [id],
    );
    expect(needs.map(({ amount }) => Number(amount))).toEqual([77_000_000, 8_000_000_000]);
    await officer.post(`/imports/${id}/undo`);
  });

  it('says what is wrong with a file, and the way out', async () => {
    const cases: [string, Buffer, string][] = [
      ['old.xls', XLS, '另存为'],
      ['broken.xlsx', Buffer.from('PK\u0003\u0004 nothing'), '损坏'],
      ['blank.csv', Buffer.from(needCsv([])), '没有数据行'],
      ['other.csv', Buffer.from('甲,乙\r\n1,2'), '没有找到表头'],
    ];
    for (const [name, bytes, words] of cases) {
      const answer = await upload(officer, name, bytes);
      expect([name, answer.status]).toEqual([name, 422]);
      expect(answer.body).toContain(words);
      expect(answer.body).toContain('action="/imports"');
    }
  });

  it('gives a template that reads back as blank, and keeps others out', async () => {
    const template = await officer.send('GET', '/imports/templates/products', undefined, {});
    expect(template.status).toBe(200);
    const strangers = test.visitor();
    await strangers.signIn('enterprise1');
    expect((await strangers.get('/imports')).status).toBe(403);
    const bank = test.visitor();
    await bank.signIn('bank1');
    const [job] = await db.repo(ImportJob).find({ take: 1 });
    expect((await bank.get(`/imports/${job?.id ?? ''}`)).status).toBe(404);
    expect((await bank.get('/imports/new?kind=needs')).status).toBe(403);
    expect((await bank.get('/imports/new?kind=products')).status).toBe(200);
    const english = await officer.get('/imports/new', { cookie: 'locale=en' });
    expect(english.status).toBeLessThan(400);
    expect(typeof readWorkbook).toBe('function');
  });
});
