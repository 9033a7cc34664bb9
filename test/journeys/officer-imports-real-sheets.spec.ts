import { Workbook } from '@cj-tech-master/excelts';
import { ImportJob } from '../../src/directory/imports/import-job.entity.js';
import { FinancingNeed } from '../../src/domains/financing/needs/need.entity.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { readFormPage, sentBy } from '../forms/form-page.js';
import { unzip } from '../attacks/unzip.js';
import { realFiles, type RealLine } from '../factories/real-sheets.js';
import { buildTown, type Town } from '../factories/town.js';
import { readBySecondLibrary } from '../support/second-reader.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const WAN = 1_000_000;

describe('an officer imports what offices really have', () => {
  let test: TestApp;
  let town: Town;
  let db: Database;
  let officer: Visitor;

  beforeAll(async () => {
    test = await openTestApp();
    town = await buildTown(test.app);
    db = test.app.get(Database);
    officer = test.visitor();
    await officer.signIn('officer');
  });
  afterAll(() => test.close());

  async function upload(name: string, bytes: Buffer): Promise<string> {
    const answer = await officer.upload('/imports', { kind: 'needs' }, { file: { name, bytes } });
    expect([name, answer.status]).toEqual([name, 303]);
    const id = answer.location?.split('/')[2] ?? '';
    await officer.post(`/imports/${id}/columns`);
    return id;
  }

  const review = async (id: string, tab = 'bad') => (await officer.get(`/imports/${id}?tab=${tab}`)).body;
  const fieldsOf = async (id: string) => {
    const page = readFormPage(await review(id), `/imports/${id}`);
    const form = page.forms.find(({ action }) => action === `/imports/${id}`);
    const named = (kind: string) => form?.controls.filter(({ name }) => name.startsWith(kind)) ?? [];
    return {
      cells: named('cell:'),
      buttons: named('fix'),
      valueOf: (name: string) => (form ? sentBy(form, name)[0] : ''),
    };
  };
  const download = async (path: string) =>
    (await test.app.inject({ url: path, headers: { host: 'localhost', cookie: officer.cookieHeader() } })).rawPayload;

  it.each(realFiles.map((file, i) => [file.what, file, i] as const))('takes %s as it is', async (_, file, i) => {
    const lines: RealLine[] = Array.from({ length: 4 }, (__, n) => ({
      code: (n % 2 ? town.yunxiu : town.lanhai).creditCode ?? '',
      amountWan: 1_100 + i * 10 + n,
      day: ['2027-01-15', '2027-03-01', '2027-12-31', '2028-02-29'][n] ?? '',
      mobile: `1380000${1_000 + i * 10 + n}`,
    }));
    const before = await db.repo(Demand).count();
    const id = await upload(file.name, file.of(lines));
    const job = await db.repo(ImportJob).findOneByOrFail({ id });
    expect(job).toMatchObject({ state: 'checked', rowCount: 4, goodCount: 4, badCount: 0 });
    expect(await db.repo(Demand).count()).toBe(before); // a dry run so far
    await officer.post(`/imports/${id}`, { do: 'commit' });
    const filed = await db.repo(Demand).find({ where: { importId: id }, order: { number: 'ASC' } });
    const needs = await Promise.all(
      filed.map((demand) => db.repo(FinancingNeed).findOneByOrFail({ demandId: demand.id })),
    );
    expect(
      needs.map((need) => [need.amount, need.neededBy, need.contactMobile, need.termMonths, need.contactName]),
    ).toEqual(lines.map(({ amountWan, day, mobile }) => [amountWan * WAN, day, mobile, 12, '林晓岚']));
    await officer.post(`/imports/${id}/undo`);
    expect((await officer.get(`/imports/${id}`)).body).toContain('已撤销 4 行');
    expect(await db.repo(Demand).countBy({ importId: id, outcome: 'undone' })).toBe(4);
  });

  const faulty = () =>
    Buffer.from(
      [
        '备注,统一社会信用代码,金额（万元）,融资方式,资金用途,期限(月),联系人,联系电话,备注,可承受利率',
        `甲,${town.lanhai.creditCode},5000000,流动资金贷款,原料采购/备货,12,林晓岚,13800001001,乙,3.85%`,
        `丙,${town.lanhai.creditCode},60,信用卡,原料采购/备货,12,林晓岚,13800001001,丁,0.05`,
        `戊,913505020000000000,70,流动资金贷款,原料采购/备货,12,,1380000100,己,3.85%`,
        `庚,${town.lanhai.creditCode},80,流动资金贷款,原料采购/备货,12,林晓岚,13800001001,辛,3.85%`,
        `庚,${town.lanhai.creditCode},80,流动资金贷款,原料采购/备货,12,林晓岚,13800001001,辛,3.85%`,
      ].join('\r\n'),
    );

  it('says of each cell what is wrong and how to write it, and takes what it guessed with one tap', async () => {
    const id = await upload('走访.csv', faulty());
    const body = await review(id);
    for (const words of [
      '5,000,000 万元，是不是 500 万元？',
      '没有“信用卡”这一项，请填：流动资金贷款、',
      '0.05 是 5% 还是 0.05%？请带上 % 填写',
      '这个代码被存成了数字，后几位已经丢失',
      '必填，例如 林晓岚',
      '手机号应为 11 位，现在是 10 位',
    ])
      expect(body).toContain(words);
    const { buttons } = await fieldsOf(id);
    expect(buttons.map(({ value }) => value.split(':').slice(1).join(':'))).toEqual([
      'amount:500',
      'maxRate:5%',
      'maxRate:0.05%',
    ]);
    const answer = await officer.post(`/imports/${id}`, { tab: 'bad', fix: buttons[0]?.value });
    expect(answer.location).toBe(`/imports/${id}`);
    expect(await review(id)).not.toContain('是不是 500 万元');
    expect(await db.repo(ImportJob).findOneByOrFail({ id })).toMatchObject({
      goodCount: 2,
      badCount: 2,
      duplicateCount: 1,
    });
    expect(await review(id, 'duplicate')).toContain('本表第 5 行');
    expect(await review(id, 'good')).toContain('500');
  });

  it('speaks to its reader: the same page in English names the options in English', async () => {
    const id = await upload('走访.csv', faulty());
    const headers = { cookie: `${officer.cookieHeader()}; locale=en` };
    const { body } = await officer.get(`/imports/${id}?tab=bad`, headers);
    expect(body).toContain('5,000,000×10k yuan: did you mean 500?');
    expect(body).toMatch(/No option “信用卡”; write one of: [A-Za-z ,()/-]+</);
    const columns = await officer.get(`/imports/${id}/columns`, headers);
    expect(columns.body).toContain('Amount (10k yuan)');
    const bad = await test.app.inject({ url: `/imports/${id}/bad-rows`, headers: { host: 'localhost', ...headers } });
    expect([...unzip(bad.rawPayload)].find(([name]) => name.includes('comments'))?.[1]).toContain('did you mean 500?');
  });

  it('keeps what is typed over a wrong cell, also when it is wrong again', async () => {
    const id = await upload('走访.csv', faulty());
    const { cells } = await fieldsOf(id);
    const wrong = cells.filter(({ name }) => !name.endsWith('contactName')); // any name is one
    const typed = new Map(wrong.map(({ name }, i) => [name, `＜"${i}" & '１２' `]));
    await officer.post(`/imports/${id}`, { tab: 'bad', do: 'check', ...Object.fromEntries(typed) });
    const again = await fieldsOf(id);
    for (const [name, value] of typed) expect([name, again.valueOf(name)]).toEqual([name, value]);
  });

  it('gives the wrong rows back as a workbook in the columns of the file, reddened, with the reasons, and takes it mended', async () => {
    const id = await upload('走访.csv', faulty());
    const bytes = await download(`/imports/${id}/bad-rows`);
    const [[, rows] = ['', []]] = [...(await readBySecondLibrary(bytes))];
    expect(rows[0]).toEqual([
      '统一社会信用代码',
      '金额（万元）',
      '融资方式',
      '资金用途',
      '期限(月)',
      '联系人',
      '联系电话',
      '可承受利率',
      '备注',
      '备注 (2)',
    ]);
    expect(rows.slice(1).map((row) => [row[1], row.at(-2), row.at(-1)])).toEqual([['5000000', '甲', '乙'], ['60', '丙', '丁'], ['70', '戊', '己']]); // prettier-ignore
    const parts = unzip(bytes);
    expect(parts.get('xl/styles.xml')).toContain('FFFEE4E2');
    expect([...parts].find(([name]) => name.includes('comments'))?.[1]).toContain('被存成了数字');

    const workbook = new Workbook();
    await workbook.xlsx.load(bytes);
    const [sheet] = workbook.worksheets;
    sheet!.getCell('B2').value = 500;
    sheet!.getCell('C3').value = '流动资金贷款';
    sheet!.getCell('H3').value = '5%';
    sheet!.getCell('A4').value = town.yunxiu.creditCode;
    sheet!.getCell('F4').value = '苏云岫';
    sheet!.getCell('G4').value = 13800001001;
    const mended = await upload('待改正.xlsx', Buffer.from(await workbook.xlsx.writeBuffer()));
    expect(await db.repo(ImportJob).findOneByOrFail({ id: mended })).toMatchObject({
      rowCount: 3,
      goodCount: 3,
      badCount: 0,
    });
  });

  it('gives a template with drop-downs, a sample that is no data, and heads by which older sheets are known, too', async () => {
    const bytes = await download('/imports/templates/needs');
    const parts = unzip(bytes);
    expect(parts.get('xl/worksheets/sheet1.xml')?.match(/<dataValidation /g)?.length).toBeGreaterThan(8);
    // Lists that are too long for a cell's own stand on a sheet that nobody sees.
    const products = unzip(await download('/imports/templates/products')).get('xl/workbook.xml') ?? '';
    expect(/<sheet [^>]*name="_lists"[^>]*>/.exec(products)?.[0]).toContain('veryHidden');
    const [[, rows] = ['', []]] = [...(await readBySecondLibrary(bytes))];
    expect(String(rows[1]?.[0])).toContain('示例');
    const workbook = new Workbook();
    await workbook.xlsx.load(bytes);
    const [sheet] = workbook.worksheets;
    const heads = rows[0]?.map(String) ?? [];
    const fill = (head: string, value: string | number) => (sheet!.getCell(3, heads.indexOf(head) + 1).value = value);
    fill('企业统一社会信用代码', town.lanhai.creditCode ?? '');
    fill('融资方式', '流动资金贷款');
    fill('融资金额(万元)', 90);
    fill('用途', '原料采购/备货');
    fill('联系人', '林晓岚');
    fill('手机', 13800001001);
    sheet!.getCell(1, heads.indexOf('融资金额(万元)') + 1).value = '融资需求金额(元)'; // an older head, in another unit
    sheet!.getCell(3, heads.indexOf('融资金额(万元)') + 1).value = 900_000;
    const id = await upload('融资需求.xlsx', Buffer.from(await workbook.xlsx.writeBuffer()));
    expect(await db.repo(ImportJob).findOneByOrFail({ id })).toMatchObject({ rowCount: 1, goodCount: 1 });
    await officer.post(`/imports/${id}`, { do: 'commit' });
    const [filed] = await db.repo(Demand).findBy({ importId: id });
    expect(await db.repo(FinancingNeed).findOneByOrFail({ demandId: filed?.id ?? '' })).toMatchObject({
      amount: 90 * WAN,
    });
  });
});
