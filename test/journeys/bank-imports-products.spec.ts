import { Products } from '../../src/domains/financing/products/products.service.js';
import { ImportJob, ImportRow } from '../../src/directory/imports/import-job.entity.js';
import { ImportRuns } from '../../src/directory/imports/import-runs.service.js';
import { ImportSheets } from '../../src/directory/imports/import-sheets.service.js';
import { Offer } from '../../src/matchmaking/offer.entity.js';
import { CriterionRow } from '../../src/matchmaking/offer.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { readWorkbook } from '../../src/platform/spreadsheet/read-workbook.js';
import { buildTown, productOf, type Town } from '../factories/town.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

const products =
  '产品编号,机构,产品名称,是否示例,状态,审批时限(工作日)\r\nP1,东湖银行（示例）,订单贷,是,上架,5\r\nP2,清源农商银行（示例）,别家贷,是,上架,5\r\n';
const tiers =
  '产品编号,档位代码,档位名称,最高额度(万元),担保方式\r\nP1,X,信用档,500,纯信用\r\nP2,X,信用档,500,纯信用\r\n';
const criteria =
  '产品编号,档位代码,分组,事实,算符,取反,值,硬性,权重,说明\r\nP1,,,成立日期,满(月),否,24,是,,满两年\r\nP1,X,,taxGrade,gte,否,B,是,,\r\nP1,,,所在园区,属于其一,否,科创中心、海天产业园,否,3,\r\nP2,,,location,within-km,否,"5@24.9016,118.5562",是,,\r\n';

describe('a bank imports its products', () => {
  let test: TestApp;
  let town: Town;
  let db: Database;

  beforeAll(async () => {
    test = await openTestApp('sqlite');
    town = await buildTown(test.app);
    db = test.app.get(Database);
  });
  afterAll(() => test.close());

  it('takes its own whole and refuses the other one with all its parts; they go to review', async () => {
    const bank = test.visitor();
    await bank.signIn('bank1');
    const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });
    const answer = await bank.upload(
      '/imports',
      { kind: 'products' },
      { file: file('产品.csv', products), file2: file('档位.csv', tiers), file3: file('条件.csv', criteria) },
    );
    const id = answer.location?.split('/')[2] ?? '';
    const review = await bank.get(`/imports/${id}`);
    expect(review.body).toContain('只能导入本机构的产品');
    expect(await db.repo(ImportJob).findOneByOrFail({ id })).toMatchObject({ goodCount: 5, badCount: 1, heldCount: 2 });
    await bank.post(`/imports/${id}`, { do: 'commit' });
    const offer = await db.repo(Offer).findOneByOrFail({ title: '订单贷' });
    expect(offer).toMatchObject({ state: 'review', organisationId: town.donghu.id, sample: true });
    expect(offer.number).toMatch(/^CP-2026-/);
    const written = await db.repo(CriterionRow).find({ where: { offerId: offer.id }, order: { position: 'ASC' } });
    expect(
      written.map(({ factKey, op, value, hard, weight, tierKey }) => [factKey, op, value, hard, weight, tierKey]),
    ).toEqual([
      ['establishedOn', 'older-than', 24, true, 0, null],
      ['taxGrade', 'gte', 'B', true, 0, 'X'],
      ['park', 'in', ['kechuang', 'haitian'], false, 3, null],
    ]);
    expect(await db.repo(Offer).countBy({ title: '别家贷' })).toBe(0);

    await bank.post(`/imports/${id}/undo`);
    expect(await db.repo(Offer).countBy({ title: '订单贷' })).toBe(0);
  });

  it('is never told what another institution has, shelved or in a drawer', async () => {
    const drawer = await test.app.get(Products).create(town.actor('bank2'), productOf(town.qingyuan, '尚未公布的贷款'));
    const shelved = town.products[1]!;
    const text = [
      '产品编号,机构,产品名称,是否示例,状态,审批时限(工作日)',
      'P1,清源农商银行（示例）,尚未公布的贷款,是,上架,5',
      `${shelved.number},清源农商银行（示例）,别名,是,上架,5`,
      `${drawer.number},东湖银行（示例）,自家贷,是,上架,5`,
    ].join('\r\n');
    const parts = ['P1', shelved.number, drawer.number].map((number) => `${number},X,信用档,500,纯信用`);
    const bytes = [text, ['产品编号,档位代码,档位名称,最高额度(万元),担保方式', ...parts].join('\r\n')].map((file) =>
      Buffer.from(file),
    );
    const files = [
      { name: '产品.csv', bytes: bytes[0]! },
      { name: '档位.csv', bytes: bytes[1]! },
    ];
    const job = await test.app.get(ImportRuns).check(town.actor('bank1'), 'products', files);
    const rows = await db
      .repo(ImportRow)
      .find({ where: { jobId: job.id, sheet: 'products' }, order: { position: 'ASC' } });
    expect(rows.map(({ state, duplicateOf, duplicateId }) => [state, duplicateOf, duplicateId])).toEqual([
      ['bad', null, null],
      ['bad', null, null],
      ['good', null, null],
    ]);
    const seen = await test.app.get(ImportRuns).check(town.actor('officer'), 'products', files);
    const known = await db
      .repo(ImportRow)
      .find({ where: { jobId: seen.id, sheet: 'products' }, order: { position: 'ASC' } });
    expect(known.map(({ duplicateId }) => duplicateId)).toEqual([drawer.id, shelved.id, null]);
  });

  it('gives the rows to correct back in their own columns, and takes them again when they are mended', async () => {
    const runs = test.app.get(ImportRuns);
    const sheets = test.app.get(ImportSheets);
    const officer = town.actor('officer');
    const bytes = Buffer.from('旧标记,名称,类型\r\n甲,新银行,银行\r\n乙,新基金,基金公司\r\n');
    const job = await runs.check(officer, 'institutions', [{ name: '机构.csv', bytes }]);
    const bad = await sheets.badRows(officer, job.id);
    const { sheets: read } = await readWorkbook(bad.bytes, bad.name);
    expect(read[0]?.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['名称', '类型', '旧标记'],
      ['新基金', '基金公司', '乙'],
    ]);
    const mended = await runs.check(officer, 'institutions', [{ name: bad.name, bytes: bad.bytes }]);
    expect(mended).toMatchObject({ rowCount: 1, badCount: 1 });
  });

  it('gives templates whose sample is not read as data', async () => {
    const sheets = test.app.get(ImportSheets);
    for (const kind of ['institutions', 'enterprises', 'enterprise-years', 'products', 'needs'])
      for (const locale of ['zh-CN', 'en'] as const) {
        const actor = { ...town.actor('officer'), locale };
        const { bytes, name } = await sheets.template(actor, kind);
        const empty = test.app.get(ImportRuns).check(actor, kind, [{ name, bytes }]);
        await expect(empty).rejects.toMatchObject({ code: 'import-no-rows' });
      }
  });
});
