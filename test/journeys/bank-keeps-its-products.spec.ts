import { CriterionRow, Offer } from '../../src/matchmaking/offer.entity.js';
import { LoanProduct, Tier } from '../../src/domains/financing/products/product.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { buildTown, fileNeed, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const WAN = 1_000_000;

const filled = {
  title: '园区设备贷',
  sourceGrade: 'A',
  approvalDays: 6,
  'tier-0-key': 't1',
  'tier-0-name': '信用档',
  'tier-0-maxAmount': '500',
  'tier-0-maxTerm': 36,
  'tier-0-rateFrom': '3.6',
  'tier-0-guarantees': ['credit', 'ip-pledge'],
  'criterion-0-fact': 'establishedOn',
  'criterion-0-op': 'older-than',
  'criterion-0-value': '24',
  'criterion-0-force': 'hard',
  'criterion-1-fact': 'industry',
  'criterion-1-op': 'not-under',
  'criterion-1-value': '70、71',
  'criterion-1-force': 'hard',
  'criterion-2-fact': 'qualifications',
  'criterion-2-op': 'any-of',
  'criterion-2-value': '高新技术企业、瞪羚企业',
  'criterion-2-force': 'soft',
  'criterion-2-weight': 3,
};

testDatabases('a product through its life', (kind) => {
  let test: TestApp;
  let town: Town;
  let officer: Visitor;
  let bank: Visitor;
  let other: Visitor;
  let enterprise: Visitor;
  const db = () => test.app.get(Database);
  const as = async (name: string): Promise<Visitor> => {
    const visitor = test.visitor();
    await visitor.signIn(name);
    return visitor;
  };
  const version = (html: string) => /name="_version" value="(\d+)"/.exec(html)?.[1] ?? '';

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    [officer, bank, other, enterprise] = [
      await as('officer'),
      await as('bank1'),
      await as('bank2'),
      await as('enterprise1'),
    ];
  });
  afterAll(() => test.close());

  it('is written by the bank, reviewed by the centre, tried, paused and taken off', async () => {
    const made = await bank.post('/financing/products/new', { _action: 'save', ...filled });
    expect(made.status).toBe(303);
    const at = made.location ?? '';
    const id = at.split('/').at(-1) ?? '';
    const rows = await db()
      .repo(CriterionRow)
      .find({ where: { offerId: id }, order: { position: 'ASC' } });
    expect(
      rows.map(({ factKey, op, negated, value, hard, weight }) => [factKey, op, negated, value, hard, weight]),
    ).toEqual([
      ['establishedOn', 'older-than', false, 24, true, 0],
      ['industry', 'under', true, ['70', '71'], true, 0],
      ['qualifications', 'any-of', false, ['high-tech', 'gazelle'], false, 3],
    ]);
    const [tier] = await db()
      .repo(Tier)
      .find({ where: { offerId: id } });
    expect([tier!.maxAmount, tier!.rateFrom, tier!.guarantees]).toEqual([500 * WAN, 36_000, ['credit', 'ip-pledge']]);

    expect((await bank.get(at)).body).toContain('草稿');
    for (const visitor of [other, enterprise]) expect((await visitor.get(at)).status).toBe(404);
    expect((await other.get(`${at}/edit`)).status).toBe(404);
    expect((await other.post(`${at}/moves`, { move: 'retire' })).status).toBe(404);
    expect((await bank.post(`${at}/moves`, { move: 'publish' })).status).toBe(403);

    await bank.post(`${at}/moves`, { move: 'propose' });
    await officer.post(`${at}/moves`, { move: 'return' });
    await bank.post(`${at}/moves`, { move: 'propose' });
    expect((await bank.post(`${at}/moves`, { move: 'propose' })).status).toBe(409);
    await officer.post(`${at}/moves`, { move: 'publish' });
    const shown = await enterprise.get(at);
    expect(shown.body).toContain('成立满 24 个月');
    expect(shown.body).toContain('所属行业不含房地产业、租赁业');
    expect(shown.body).toContain('优先，权重 3');
    expect(shown.body).not.toContain('修订记录');
    expect((await officer.get(at)).body).toContain('提交审核');

    await fileNeed(test.app, town);
    const tried = await officer.get(`${at}/test`);
    expect(tried.body).toContain('RZ-2026-000001');
    const counted = await bank.get(`${at}/test`);
    expect(counted.body).toContain('共 1 条在列需求');
    expect(counted.body).not.toContain('RZ-2026-000001');
    expect((await enterprise.get(`${at}/test`)).status).toBe(403);

    await bank.post(`${at}/moves`, { move: 'pause' });
    expect((await enterprise.get(at)).status).toBe(404);
    await bank.post(`${at}/moves`, { move: 'retire' });
    expect((await db().repo(Offer).findOneByOrFail({ id })).state).toBe('off');
  });

  it('names the row of every condition that cannot be read, and keeps what was typed', async () => {
    const answer = await bank.post('/financing/products/new', {
      _action: 'save',
      ...filled,
      'tier-0-maxAmount': '很多',
      'criterion-0-op': 'lte',
      'criterion-2-value': '最好的企业',
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('第 1 档 最高额度：请填数字，单位是万元');
    expect(answer.body).toContain('第 3 条条件 值：没有这个选项');
    expect(answer.body).toContain('value="很多"');
    expect(answer.body).toContain('value="最好的企业"');
    expect(answer.body).toContain('href="#criterion-2-value"');
    expect(await db().repo(Offer).countBy({ title: '园区设备贷', state: 'draft' })).toBe(0);
  });

  it('gains and loses rows without scripts, and offers only operators that fit', async () => {
    const blank = await bank.get('/financing/products/new');
    expect(blank.body).toContain('name="criterion-0-fact"');
    const added = await bank.post('/financing/products/new', { ...filled, _action: 'add-criterion' });
    expect([added.status, added.body.includes('name="criterion-3-fact"')]).toEqual([200, true]);
    expect(added.body).toContain('value="园区设备贷"');
    const removed = await bank.post('/financing/products/new', { ...filled, _action: 'remove-criterion-0' });
    expect(removed.body).not.toContain('name="criterion-2-fact"');
    expect(removed.body).toMatch(/name="criterion-0-fact"[\s\S]*?value="industry" selected/);
    const ops = /<select[^>]*name="criterion-0-op"[\s\S]*?<\/select>/.exec(removed.body)?.[0] ?? '';
    expect([...ops.matchAll(/option value="([^"]+)"/g)].map(([, value]) => value)).toEqual([
      'eq',
      'not-eq',
      'in',
      'not-in',
      'under',
      'not-under',
    ]);
  });

  it('shows both versions when somebody else saved first', async () => {
    const id = town.products[0]!.id;
    const at = `/financing/products/${id}/edit`;
    const [mine, theirs] = [await bank.get(at), await officer.get(at)];
    const body = (title: string, html: string) => ({
      _action: 'save',
      _version: version(html),
      title,
      'tier-0-key': 'credit',
      'tier-0-name': '信用档',
      'tier-0-maxAmount': '800',
    });
    expect((await officer.post(at, body('科创快贷（新）', theirs.body))).status).toBe(303);
    const late = await bank.post(at, body('科创速贷', mine.body));
    expect(late.status).toBe(409);
    expect(late.body).toMatch(/产品名称[\s\S]{0,120}科创速贷[\s\S]{0,160}科创快贷（新）/);
    expect((await db().repo(Offer).findOneByOrFail({ id })).title).toBe('科创快贷（新）');
    expect((await bank.post(at, { ...body('科创速贷', late.body) })).status).toBe(303);
    const after = await db().repo(Offer).findOneByOrFail({ id });
    expect([after.title, after.state, after.revision]).toEqual(['科创速贷', 'review', 3]);
  });

  it('is found by amount, guarantee, institution and text, and goes stale after 90 days', async () => {
    const list = (query: string) => enterprise.get(`/financing/products?${query}`);
    const small = await list('amount=900');
    expect([small.body.includes('成长贷'), small.body.includes('园区税易贷')]).toEqual([true, false]);
    expect((await list('guarantee=house-mortgage')).body).toContain('没有符合条件的产品');
    expect((await list('text=税易')).body).toContain('园区税易贷');
    expect((await list(`institution=${town.donghu.id}`)).body).not.toContain('成长贷');
    expect((await list('amount=abc')).body).toContain('请填数字');
    test.travelTo('2027-03-01T01:00:00Z');
    const at = `/financing/products/${town.products[1]!.id}`;
    const owner = await as('bank2');
    expect((await owner.get(at)).body).toContain('待更新');
    await owner.post(`${at}/still-valid`);
    expect((await owner.get(at)).body).not.toContain('待更新');
    const product = await db().repo(LoanProduct).findOneByOrFail({ offerId: town.products[1]!.id });
    expect(product.checkedOn).toBe('2027-03-01');
  });
});
