import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluate, type EvaluateOut } from '../../src/cli/evaluate.js';
import { Organisations } from '../../src/directory/organisations.js';
import { Disbursement } from '../../src/domains/financing/deals/deal.entity.js';
import { TrackRecords } from '../../src/domains/financing/record/track-records.service.js';
import { addDays } from '../../src/kernel/day.js';
import { systemActor } from '../../src/kernel/actor.js';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import type { Offer } from '../../src/matchmaking/offer.entity.js';
import { Referral } from '../../src/matchmaking/referral.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { newId } from '../../src/platform/ids.js';
import { buildTown, fileNeed, fillProfile, productOf, shelve, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, TEST_NOW, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const PAGE = '/financing/track-record';
const folder = mkdtempSync(join(tmpdir(), 'yipanqi-record-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

testDatabases('the track record of institutions', (kind) => {
  let test: TestApp;
  let town: Town;
  let small: Offer;
  let lights: string;
  let software: string;
  const people = new Map<string, Visitor>();
  const as = (name: string): Visitor => people.get(name)!;
  const db = () => test.app.get(Database);
  let attempt = 1000;

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    const officer = town.actor('officer');
    const bank = (name: string, serial: string) =>
      test.app.get(Organisations).create(systemActor, {
        kind: 'institution',
        name,
        sample: true,
        creditCode: makeCreditCode('91350502', serial),
      });
    small = await shelve(test.app, officer, productOf(await bank('小桥村镇银行（示例）', 'MA00T901'), '小桥贷'));
    await shelve(test.app, officer, productOf(await bank('新来银行（示例）', 'MA00T902'), '新来贷'));
    await fillProfile(test.app, officer, town.yunxiu.id, { establishedOn: '2019-02-01', industry: '6510' });
    lights = await fileNeed(test.app, town);
    const change = { financingKind: 'fixed-asset', guarantees: ['house-mortgage'] };
    software = await fileNeed(test.app, town, 'listed', change, 'enterprise2');
    for (const name of ['admin', 'officer', 'leader', 'bank1', 'enterprise1']) {
      people.set(name, test.visitor());
      await as(name).signIn(name);
    }
  });
  afterAll(() => test.close());

  /** A loan with its payouts, as the acts of both sides leave it. */
  const fund = async (demandId: string, offer: Offer, ...payouts: [day: string, state?: Disbursement['state']][]) => {
    const at = TEST_NOW;
    const referral = db().repo(Referral).create({
      id: newId(), domain: 'financing', demandId, offerId: offer.id, tierKey: null, recipientOrganisationId: offer.organisationId,
      handlerId: null, quantity: 1_000_000, consentId: null, attempt: attempt++, state: 'fulfilled', referredBy: town.actor('officer').userId,
      verdicts: {}, createdAt: at, sentAt: at, seenAt: at, answeredAt: at, closedAt: at, version: 1,
    }); // prettier-ignore
    await db().transaction(async () => {
      await db().repo(Referral).insert(referral);
      for (const [paidOn, state = 'confirmed'] of payouts)
        await db().repo(Disbursement).insert({
          id: newId(), referralId: referral.id, demandId, amount: 1_000_000, rate: 36_000, paidOn, state,
          confirmation: state === 'confirmed' ? 'same' : null, confirmationNote: null, reportedBy: town.actor('bank1').userId,
          reportedAt: at, confirmedBy: null, confirmedAt: state === 'confirmed' ? at : null,
        }); // prettier-ignore
    });
  };

  /** Heading and record of each card, down the page. */
  const cards = (body: string) =>
    [...body.matchAll(/<article class="mc[^]*?<\/article>/g)].map(([card]) => ({
      heading: /<(?:strong|h3)>([^<]+)</.exec(card)?.[1] ?? '',
      record: /<p class="sm rec">.*?<span>([^<]+)</.exec(card)?.[1] ?? null,
    }));
  const match = async (who: string, need: string) => cards((await as(who).get(`/financing/needs/${need}/match`)).body);
  const headings = (shown: readonly { heading: string }[]) => shown.map(({ heading }) => heading);
  const of = (shown: ReturnType<typeof cards>, name: string) => [
    ...new Set(shown.filter(({ heading }) => heading.startsWith(name)).map(({ record }) => record)),
  ];
  let before: string[];

  it('is off, and then nothing of it is there', async () => {
    const shown = await match('officer', lights);
    before = headings(shown);
    expect(before.length).toBeGreaterThan(3);
    expect(shown.filter(({ record }) => record !== null)).toEqual([]);
    for (const who of ['officer', 'leader']) {
      expect((await as(who).get('/w')).body).not.toContain(PAGE);
      expect((await as(who).get(PAGE)).status).toBe(404);
      expect((await as(who).get(`${PAGE}/export`)).status).toBe(404);
    }
  });

  it('is switched on by the administrator, on record', async () => {
    const form = (await as('admin').get('/admin/settings')).body;
    const fields = Object.fromEntries(
      [...form.matchAll(/name="([\w.-]+)" type="text" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    expect(form).toContain('给专员看机构往绩');
    expect((await as('admin').post('/admin/settings', { ...fields, trackRecord: 'true' })).status).toBe(303);
    const [entry] = await db().select<{ payload: string }>(
      "SELECT payload FROM audit_entry WHERE action = 'settings.change'",
    );
    expect(JSON.parse(entry!.payload)).toEqual({ before: { trackRecord: false }, after: { trackRecord: true } });
    expect((await as('admin').get('/admin/settings')).body).toMatch(/name="trackRecord"[^>]* checked/);
  });

  it('says that there is too little while there is', async () => {
    await fund(lights, town.products[0]!, ['2026-10-01'], ['2026-10-20']);
    await fund(lights, town.products[0]!, ['2026-10-02', 'reported'], ['2026-10-03', 'disputed']);
    const page = (await as('leader').get(PAGE)).body;
    expect(page).toContain('已有 1 笔');
    expect(page).toContain('不满 50 笔，还说不准');
    const shown = await match('officer', lights);
    expect(of(shown, '东湖银行')).toEqual(['往绩：近 24 个月放款 少于 3 笔；园区不满 50 笔，不排位次']);
    expect(of(shown, '新来银行')).toEqual(['往绩：新机构，近 24 个月还没有确认到账的放款，按平均底数估计']);
  });

  it('tells of each institution what it funded, counted by hand, and leaves the order as it was', async () => {
    const [donghu, qingyuan] = [town.products[0]!, town.products[1]!];
    // Older than 24 months: the day itself is no longer in, the next one is.
    await fund(lights, donghu, ['2024-11-22'], ['2025-06-01']);
    await fund(lights, donghu, ['2024-11-23']);
    await fund(software, small, ['2024-11-24']);
    await fund(lights, small, ['2025-01-02']);
    for (let n = 0; n < 2; n++) await fund(software, donghu, [addDays('2025-02-01', n)]);
    for (let n = 0; n < 4; n++) await fund(lights, qingyuan, [addDays('2025-03-01', n)]);
    for (let n = 0; n < 29; n++) {
      await fund(lights, donghu, [addDays('2025-04-01', 20 * n)]);
      await fund(software, qingyuan, [addDays('2025-04-02', 20 * n)]);
    }
    // Donghu: 1 + 2 + 29 = 32; Qingyuan: 4 + 29 = 33; the small one 2, the new one 0.
    const shown = await match('officer', lights);
    expect(headings(shown)).toEqual(before);
    expect(of(shown, '东湖银行')).toEqual([
      '往绩：近 24 个月放款 32 笔，其中计算机、通信和其他电子设备制造业 30 笔、流动资金贷款 30 笔、纯信用或知识产权质押 30 笔；同类需求排第 1（共 4 家）',
    ]);
    expect(of(shown, '清源农商银行')).toEqual([
      '往绩：近 24 个月放款 33 笔，其中计算机、通信和其他电子设备制造业 4 笔、流动资金贷款 4 笔、纯信用或知识产权质押 4 笔；同类需求排第 2（共 4 家）',
    ]);
    expect(of(shown, '小桥村镇银行')[0]).toMatch(/^往绩：近 24 个月放款 少于 3 笔；同类需求排第 3（共 4 家）$/);
    expect(of(shown, '新来银行')[0]).toContain('新机构');
    const other = await match('officer', software);
    expect(of(other, '东湖银行')[0]).toMatch(/ 32 笔，其中.* 少于 3 笔、.*排第 2（共 4 家）$/);
    expect(of(other, '清源农商银行')[0]).toMatch(/ 33 笔，其中.* 29 笔、.*排第 1（共 4 家）$/);
    const { deals } = await test.app.get(TrackRecords).learned();
    expect([deals.length, deals[0]!.day, deals.at(-1)!.day]).toEqual([67, '2024-11-24', '2026-10-14']);
  });

  it('is for officers and leaders alone', async () => {
    for (const { record } of await match('enterprise1', lights)) expect(record).toBeNull();
    expect((await as('enterprise1').get(`/financing/needs/${lights}/match`)).body).not.toContain('往绩');
    for (const who of ['enterprise1', 'bank1', 'admin']) {
      expect((await as(who).get(PAGE)).status).toBe(403);
      expect((await as(who).get(`${PAGE}/export`)).status).toBe(403);
    }
    expect((await as('leader').get('/w')).body).toContain(PAGE);
  });

  it('says how good it is, and the command line finds the same in the file', async () => {
    const page = (await as('leader').get(PAGE)).body;
    expect(page).toContain('用较早的 53 笔学习');
    expect(page).toContain('这段时间里，往绩比只看放款占比更准');
    const answer = await as('officer').get(`${PAGE}/export`);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    for (const hidden of ['海岚', '云岫', 'RZ-2026']) expect(answer.body).not.toContain(hidden);
    const [entry] = await db().select<{ payload: string }>(
      "SELECT payload FROM audit_entry WHERE action = 'export.download'",
    );
    expect(JSON.parse(entry!.payload)).toEqual({ after: { kind: 'financing.outcomes', rows: 67 } });

    const [file, out] = [join(folder, `${kind}.csv`), join(folder, `${kind}.json`)];
    writeFileSync(file, answer.body);
    const columns =
      '行业代码:category,融资方式:category,用途:category,金额（万元）:number,期限（月）:number,可提供担保:text';
    const quiet = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    expect(await evaluate([file, '--owner', '机构', '--date', '放款日期', '--columns', columns, '--out', out])).toBe(0);
    quiet.mockRestore();
    const { metrics, trained, tested } = JSON.parse(readFileSync(out, 'utf8')) as EvaluateOut;
    const trial = await test.app.get(TrackRecords).trial();
    expect({ metrics, trained, tested }).toEqual({ metrics: trial!.metrics, trained: 53, tested: 14 });
    for (const { mrr } of Object.values(metrics)) expect(page).toContain(`>${mrr.toFixed(3)}<`);
  });
});
