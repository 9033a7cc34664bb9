import {
  EnterpriseProfile,
  EnterpriseQualification,
  EnterpriseYear,
  FactSource,
} from '../../src/directory/profile/profile.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { buildTown, criterion, fileNeed, productOf, shelve, type Town } from '../factories/town.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const WAN = 1_000_000;

describe('an enterprise keeps its profile', () => {
  let test: TestApp;
  let town: Town;
  let firm: Visitor;
  let officer: Visitor;
  const db = () => test.app.get(Database);
  const source = (factKey: string) => db().repo(FactSource).findOneBy({ organisationId: town.lanhai.id, factKey });

  beforeAll(async () => {
    test = await openTestApp();
    town = await buildTown(test.app);
    firm = test.visitor();
    await firm.signIn('enterprise1');
    officer = test.visitor();
    await officer.signIn('officer');
  });
  afterAll(() => test.close());

  it('shows every fact with its source and age, and marks what has expired', async () => {
    const page = await firm.get('/profile');
    expect(page.body).toContain('纳税信用');
    expect(page.body).toContain('证明材料');
    expect(page.body).not.toContain('已过期');
    test.travelTo('2027-10-08T01:00:00Z');
    expect((await firm.get('/profile')).body).toContain('已过期');
    test.travelTo('2026-11-23T01:00:00Z');
  });

  it('asks first for what the conditions of products wait for', async () => {
    await shelve(
      test.app,
      town.actor('officer'),
      productOf(town.donghu, '发票贷', { criteria: [criterion('annualInvoiced', 'gte', 100 * WAN)] }),
    );
    await fileNeed(test.app, town, 'submitted');
    const page = await firm.get('/profile');
    expect(page.body).toContain('补上这几项，更多产品能判定');
    expect(page.body).toMatch(/href="\/profile\/tax">年开票额/);
    expect(
      (await firm.post('/profile/tax', { taxGrade: 'A', annualInvoiced: '2600', taxPaid12m: '120' })).location,
    ).toBe('/profile#tax');
    expect((await firm.get('/profile')).body).not.toMatch(/href="\/profile\/tax">年开票额/);
  });

  it('takes over only what the enterprise changed, so that documents stay documents', async () => {
    expect(await source('annualInvoiced')).toMatchObject({
      source: 'self',
      obtainedOn: '2026-11-23',
      validUntil: '2027-05-25',
    });
    expect(await source('taxGrade')).toMatchObject({ source: 'document', obtainedOn: '2026-10-01' });
  });

  it('asks again for a figure that nobody has confirmed for half a year, and takes the same one once more', async () => {
    const tax = { taxGrade: 'A', annualInvoiced: '2600', taxPaid12m: '120' };
    test.travelTo('2027-05-25T01:00:00Z');
    expect((await firm.get('/profile')).body).not.toMatch(/href="\/profile\/tax">年开票额/);
    await firm.post('/profile/tax', tax);
    expect(await source('annualInvoiced')).toMatchObject({ obtainedOn: '2026-11-23' });
    test.travelTo('2027-05-26T01:00:00Z');
    expect((await firm.get('/profile')).body).toMatch(/href="\/profile\/tax">年开票额/);
    await firm.post('/profile/tax', tax);
    expect(await source('annualInvoiced')).toMatchObject({ obtainedOn: '2027-05-26', validUntil: '2027-11-25' });
    expect((await firm.get('/profile')).body).not.toMatch(/href="\/profile\/tax">年开票额/);
    test.travelTo('2026-11-23T01:00:00Z');
  });

  it('keeps facts of the register until somebody changes them', async () => {
    await firm.post('/profile/people', { legalRepName: '陈海岚', legalRepAge: '51', staff: '66' });
    expect(await source('legalRepName')).toMatchObject({ validUntil: null });
    expect(await source('legalRepAge')).toMatchObject({ validUntil: '2027-11-24' });
    expect(await source('staff')).toMatchObject({ validUntil: '2027-05-25' });
  });

  it('keeps what was typed when a figure cannot be read', async () => {
    const refused = await firm.post('/profile/tax', { taxGrade: 'B', annualInvoiced: 'many' });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('value="many"');
    expect((await firm.post('/profile/registration', { industry: '99999' })).status).toBe(422);
    expect((await firm.get('/profile/nothing')).status).toBe(404);
    expect((await firm.get('/profile/year-2026')).status).toBe(404);
  });

  it('lets the officer say where facts come from, with the proof', async () => {
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
    const path = `/organisations/${town.lanhai.id}/profile`;
    const answers = {
      taxGrade: 'B',
      annualInvoiced: '2600',
      taxPaid12m: '120',
      taxableSales12m: '',
      source: 'government',
      obtainedOn: '2026-11-20',
      validUntil: '2027-04-30',
    };
    const future = await officer.post(`${path}/tax`, { ...answers, obtainedOn: '2026-12-24' });
    expect(future.status).toBe(422);
    const saved = await officer.upload(`${path}/tax`, answers, { proof: { name: '纳税证明.pdf', bytes: pdf } });
    expect(saved.location).toBe(`${path}#tax`);
    const from = await source('taxGrade');
    expect(from).toMatchObject({ source: 'government', validUntil: '2027-04-30' });
    expect((await firm.get(`/profile/files/${from?.fileId}`)).status).toBe(200);
    expect((await firm.get('/profile')).body).toContain('政府数据');
  });

  it('keeps a code that no list offers any more, as long as nobody changes it', async () => {
    const path = `/organisations/${town.lanhai.id}/profile/registration`;
    const given = {
      industry: '3976',
      region: '350502',
      park: 'guangzi',
      address: '示例路 1 号',
      source: 'document',
      obtainedOn: '2026-11-20',
    };
    expect((await officer.post(path, given)).status).toBe(303);
    expect((await officer.post(path, { ...given, park: 'nowhere' })).status).toBe(422);
    expect((await firm.get('/profile')).body).toContain('示例路 1 号');
  });

  it('takes a year with a loss, and titles with their day', async () => {
    await firm.post('/profile/year-2025', { revenue: '4000', netProfit: '-35', assets: '5000' });
    const year = await db().repo(EnterpriseYear).findOneByOrFail({ organisationId: town.lanhai.id, year: 2025 });
    expect([year.revenue, year.netProfit]).toEqual([4000 * WAN, -35 * WAN]);
    await firm.post('/profile/qualifications', {
      'high-tech': 'true',
      'high-tech-until': '2027-11-30',
      gazelle: 'true',
    });
    const titles = await db()
      .repo(EnterpriseQualification)
      .find({ where: { organisationId: town.lanhai.id }, order: { code: 'ASC' } });
    expect(titles.map(({ code, validUntil }) => [code, validUntil])).toEqual([
      ['gazelle', null],
      ['high-tech', '2027-11-30'],
    ]);
    expect((await firm.get('/profile')).body).toContain('瞪羚企业');
  });

  it('masks the contact for the centre, and nobody else finds the profile', async () => {
    await firm.post('/profile/contact', { contactName: '陈海岚', contactMobile: '13812346000' });
    const path = `/organisations/${town.lanhai.id}/profile`;
    const page = await officer.get(path);
    expect(page.body).toContain('138****6000');
    expect(page.body).not.toContain('13812346000');
    expect((await officer.post(`${path}/contact-look`)).body).toContain('13812346000');
    const seen = await firm.get('/profile/views');
    expect(seen.body).toContain('联系方式');
    const other = test.visitor();
    await other.signIn('enterprise2');
    expect((await other.get(path)).status).toBe(404);
    expect((await other.post(`${path}/tax`, { taxGrade: 'D' })).status).toBe(404);
    expect((await officer.get(`/organisations/${town.donghu.id}/profile`)).status).toBe(404);
    expect((await db().repo(EnterpriseProfile).findOneByOrFail({ organisationId: town.lanhai.id })).taxGrade).toBe('B');
  });
});
