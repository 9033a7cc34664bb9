import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { ExportJob } from '../../src/platform/exports/export-job.entity.js';
import { ExportWorker } from '../../src/platform/exports/export-worker.service.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { systemActor } from '../../src/kernel/actor.js';
import { newId } from '../../src/platform/ids.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { readWorkbook } from '../../src/platform/spreadsheet/read-workbook.js';
import { Users } from '../../src/platform/identity/users.js';
import { buildTown, fileNeed, productOf, shelve, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, TEST_NOW, type TestApp } from '../support/test-app.js';
import { TEST_PASSWORD, type Visitor } from '../support/visitor.js';
import { Quoting } from '../../src/domains/financing/deals/quoting.service.js';
import { Choosing } from '../../src/domains/financing/deals/choosing.service.js';
import { Contracts } from '../../src/domains/financing/deals/contracts.service.js';
import { Payouts } from '../../src/domains/financing/deals/payouts.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';

const WAN = 1_000_000;

testDatabases('the desk', (kind) => {
  let test: TestApp;
  let town: Town;
  let submitted: string;
  let listed: string;
  let waiting: string;
  let referralId: string;
  let colleague: string;
  const get = <T>(type: new (...args: never[]) => T): T => test.app.get(type);
  const signedIn = async (username: string): Promise<Visitor> => {
    const visitor = test.visitor();
    await visitor.signIn(username);
    return visitor;
  };
  /** The number in a tile or tab. */
  const figure = (body: string, view: string): number =>
    Number(
      new RegExp(`view&#x3D;${view}"[^>]*>(?:<span><b class="num">|[^<]*<span class="num">)(\\d+)`).exec(body)?.[1],
    );
  const numberOf = async (id: string): Promise<string> =>
    (await get(Database).repo(Demand).findOneByOrFail({ id })).number ?? '';

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    submitted = await fileNeed(test.app, town, 'submitted', {}, 'enterprise2');
    listed = await fileNeed(test.app, town, 'listed', { amount: 300 * WAN });
    waiting = await fileNeed(test.app, town, 'listed', { amount: 200 * WAN });
    await get(Consenting).give(town.actor('enterprise1'), waiting, [town.donghu.id]);
    const [referral] = await get(Referring).refer(town.actor('officer'), waiting, [town.products[0]!.id]);
    referralId = referral!.id;
    const input = {
      username: 'officer2',
      name: '王志远',
      mail: 'officer2@example.com',
      organisationId: town.centre.id,
    };
    colleague = (await get(Users).create(systemActor, { ...input, roles: ['officer'], password: TEST_PASSWORD })).id;
  });
  afterAll(() => test.close());
  beforeEach(() => test.travelTo(TEST_NOW));

  it('gives the officer four queues and one list, which say the same as the database', async () => {
    const officer = await signedIn('officer');
    const { body } = await officer.get('/w');
    expect(body).toContain('<h1>上午好，林晓敏</h1>');
    expect(body).toContain('2026-11-23 星期一 · 今天有 2 件要办，0 件已超时');
    expect(['verify', 'late', 'confirm', 'wait', 'all'].map((view) => figure(body, view))).toEqual([1, 0, 1, 1, 3]);
    const [sums] = await get(Database).select<Record<string, unknown>>(
      `SELECT (SELECT COUNT(*) FROM demand WHERE state = 'submitted') AS verify,
              (SELECT COUNT(*) FROM demand d JOIN match_run m ON m.id = d.latestRunId WHERE d.state = 'listed' AND m.eligible > 0
                 AND d.activeReferrals = 0) AS confirm,
              (SELECT COUNT(*) FROM deadline WHERE doneAt IS NULL AND ownerOrganisationId <> ?) AS wait`,
      [town.centre.id],
    );
    expect([sums?.['verify'], sums?.['confirm'], sums?.['wait']].map(Number)).toEqual([1, 1, 1]);
    for (const href of [`${submitted}/verification`, `${listed}/match`])
      expect(body).toContain(`/financing/needs/${href}`);
    expect(body).toContain(`form="remind" name="id" value="${referralId}"`);
    const only = await officer.get('/w?view=verify');
    expect(only.body).toContain(await numberOf(submitted));
    expect(only.body).not.toContain(`value="${listed}"`);

    test.travelTo('2026-11-26T02:00:00Z');
    const later = (await officer.get('/w?view=late')).body;
    expect(figure(later, 'late')).toBe(2); // to be verified since Tuesday, to be answered since Wednesday
    expect(later).toContain('超时 1 天 17 小时');
    expect((await (await signedIn('leader')).get('/w/figures/overdue')).body.match(/<tr><td>/g)).toHaveLength(2);
  });

  it('hands rows over to a colleague, and reports those that stay', async () => {
    const officer = await signedIn('officer');
    const asked = await officer.post('/financing/needs/assignment', { id: [listed, referralId] });
    expect(asked.body).toContain('王志远');
    expect(asked.body).toContain('将转出 2 件需求');
    const done = await officer.post('/financing/needs/assignment', { id: [listed, referralId], officerId: colleague });
    expect([done.status, done.location]).toEqual([303, '/w']);
    for (const id of [listed, waiting])
      expect((await get(Database).repo(Demand).findOneByOrFail({ id })).officerId).toBe(colleague);
    expect(await get(Database).repo(Notice).countBy({ userId: colleague, kind: 'need-handed-over' })).toBe(2);
    const mixed = await officer.post('/financing/needs/assignment', { id: [submitted, newId()], officerId: colleague });
    expect(mixed.status).toBe(200);
    expect(mixed.body).toContain('1 条办好，1 条没有办');
    const again = await officer.post('/financing/needs/assignment', { id: [submitted], officerId: colleague });
    expect([again.status, again.body.includes('已经由这位专员负责')]).toEqual([200, true]);
    const one = await officer.post(`/financing/needs/${submitted}/handover`, { to: colleague });
    expect([one.status, one.body.includes('已经由这位专员负责')]).toEqual([409, true]);
    const bank = await signedIn('bank1');
    expect((await bank.post('/financing/needs/assignment', { id: listed, officerId: colleague })).status).toBe(403);
  });

  it('reminds institutions of what is ticked, and says of each other row why not', async () => {
    const officer = await signedIn('officer');
    const ticked = [listed, referralId, newId()];
    const report = await officer.post('/financing/referrals/reminders', { id: ticked });
    expect(report.status).toBe(200);
    expect(report.body).toContain('已催办 1 条');
    const rows = report.body.split('</tr>');
    const row = (id: string) => rows.find((text) => text.includes(id)) ?? '';
    expect(row(`/financing/needs/${listed}"`)).toMatch(/RZ-2026-\d{6}[\s\S]*没有等机构办的事项/);
    expect(row(`/financing/referrals/${referralId}"`)).toMatch(/东湖银行（示例）[\s\S]*已催办/);
    expect(rows.find((text) => text.includes('没有找到'))).toContain('<td>–</td>');
    expect(await get(Database).repo(Notice).countBy({ kind: 'referral-reminder', aboutId: referralId })).toBe(1);
  });

  it('shows an enterprise what it owes, a bank what waits for it, and neither what is not theirs', async () => {
    test.travelTo('2026-11-23T04:00:00Z');
    await get(Answering).accept(town.actor('bank1'), referralId);
    const quote = await get(Quoting).quote(town.actor('bank1'), referralId, {
      amount: 200 * WAN,
      rate: 36_000,
      termMonths: 12,
      repayment: 'interest-first',
      guarantee: '信用',
      conditions: null,
      pricing: null,
      validUntil: '2026-12-31',
      fees: [],
    });
    const enterprise = await signedIn('enterprise1');
    const { body } = await enterprise.get('/w');
    expect(body).toContain('东湖银行（示例）已报价，请选择');
    expect(body).toContain(`/financing/needs/${waiting}/quotes`);
    expect(body).not.toContain(await numberOf(submitted));
    await get(Choosing).choose(town.actor('enterprise1'), waiting, quote.id);
    const bank = await signedIn('bank1');
    const desk = (await bank.get('/w')).body;
    expect(figure(desk, 'payout')).toBe(1);
    expect(desk).not.toContain('13800000001');
    const other = (await (await signedIn('bank2')).get('/w')).body;
    expect(other).toContain('今天没有到期事项');
    expect(other).not.toContain('海岚光电');
  });

  it('tells the leader six figures that equal the lists behind them', async () => {
    await get(Contracts).sign(town.actor('bank1'), referralId, {
      contractTail: '8J21',
      signedOn: '2026-11-23',
      amount: 200 * WAN,
      rate: 36_000,
      termMonths: 12,
    });
    const payout = await get(Payouts).report(town.actor('bank1'), referralId, {
      amount: 120 * WAN,
      rate: 36_000,
      paidOn: '2026-11-23',
    });
    await get(Payouts).confirm(town.actor('enterprise1'), waiting, payout.id, { confirmation: 'same', note: null });
    const leader = await signedIn('leader');
    const { body } = await leader.get('/w');
    const shown = (name: string) => new RegExp(`/w/figures/${name}\\?month&#x3D;2026-11">([^<]+)<`).exec(body)?.[1];
    expect(['new-needs', 'sent', 'answered', 'quoted', 'confirmed', 'overdue'].map(shown)).toEqual([
      '3',
      '1',
      '3',
      '1',
      '120 万元',
      '0',
    ]);
    expect(body).toContain('当月企业确认到账的放款金额合计');
    for (const [name, rows] of [
      ['new-needs', 3],
      ['sent', 1],
      ['quoted', 1],
      ['confirmed', 1],
      ['funnel-listed', 2],
      ['funnel-signed', 1],
    ] as const)
      expect((await leader.get(`/w/figures/${name}?month=2026-11`)).body.match(/<tr><td>/g)).toHaveLength(rows);
    expect((await leader.get('/w/figures/sent?month=2026-10')).body).toContain('没有符合的记录');
    expect((await (await signedIn('enterprise1')).get('/w/figures/sent')).status).toBe(403);
    expect((await leader.get('/w/figures/nothing')).status).toBe(404);
    for (const username of ['admin', 'auditor'])
      expect((await (await signedIn(username)).get('/w')).body).toMatch(/<h1>上午好，/);
  });

  it('shows first tasks until they are done or put away', async () => {
    const enterprise = await signedIn('enterprise2');
    expect((await enterprise.get('/w')).body).toContain('先做这三件事');
    const bank = await signedIn('bank2');
    await bank.post('/w/welcome', { task: 'offers' });
    expect((await bank.get('/w')).body).toContain('已完成</span> <span class="dim">核对本机构产品');
    expect((await bank.post('/w/welcome', { task: 'quote' })).status).toBe(404); // the data tells that one
    await bank.post('/w/welcome');
    expect((await bank.get('/w')).body).not.toContain('先做这三件事');
  });

  it('finds what the reader may see, jumps to a number, and never shows another tenant', async () => {
    const number = await numberOf(submitted);
    const short = number.replace(/-0+(\d+)$/, '-$1').toLowerCase();
    const officer = await signedIn('officer');
    expect((await officer.get(`/search?q=${short}`)).location).toBe(`/financing/needs/${submitted}`);
    const product = town.products[0]!;
    for (const q of [product.number, product.number.toLowerCase().replaceAll('-', '－')])
      expect((await officer.get(`/search?q=${encodeURIComponent(q)}`)).location).toBe(
        `/financing/products/${product.id}`,
      );
    const found = (await officer.get(`/search?q=${encodeURIComponent('云岫')}`)).body;
    expect(found).toContain('<h1>搜索</h1>');
    expect(found).toContain('云岫软件有限公司（示例）');
    expect((await officer.get(`/search?q=${encodeURIComponent('科创')}`)).body).toContain('科创快贷');
    for (const q of ['yunxiu', 'yxrj', 'YunXiu', 'yun xiu ruan']) {
      expect((await officer.get(`/search?q=${encodeURIComponent(q)}`)).body).toContain('云岫软件有限公司（示例）');
      for (const list of ['/financing/needs?q=', '/financing/needs/new?q=', '/organisations?q=']) {
        const { body } = await officer.get(list + encodeURIComponent(q));
        expect([list, q, body.includes('云岫软件'), body.includes('海岚光电')]).toEqual([list, q, true, false]);
      }
    }
    const rival = await signedIn('enterprise1');
    for (const q of [number, '云岫', 'yunxiu', 'yxrj', '%', '_']) {
      const answer = await rival.get(`/search?q=${encodeURIComponent(q)}`);
      expect(answer.location).toBeNull();
      expect(answer.body).not.toContain('云岫软件');
    }
    const bank = await signedIn('bank2');
    expect((await bank.get(`/search?q=${await numberOf(waiting)}`)).location).toBeNull();
    for (const q of ['海岚', 'hailan', 'hlgd'])
      expect((await bank.get(`/search?q=${encodeURIComponent(q)}`)).body).toContain(`没有找到“${q}”`);
    const receiver = await signedIn('bank1');
    expect((await receiver.get(`/search?q=${await numberOf(waiting)}`)).location).toBe(
      `/financing/referrals/${referralId}`,
    );
  });

  it('exports what the filter says, with real numbers and dates, masked, harmless, and on record', async () => {
    const officer = await signedIn('officer');
    const sheet = async (path: string) => {
      const answer = await test.app.inject({ url: path, headers: { cookie: officer.cookieHeader() } });
      expect(answer.headers['content-type']).toContain('spreadsheetml');
      return (await readWorkbook(answer.rawPayload, 'x.xlsx')).sheets[0]!.rows;
    };
    const before = await get(Database).repo(AuditEntry).countBy({ action: 'export.download' });
    const all = await sheet('/financing/needs/export');
    expect(
      all
        .slice(1)
        .map(([number]) => number?.text ?? '')
        .toSorted((a, b) => (a < b ? -1 : 1)),
    ).toEqual((await Promise.all([submitted, listed, waiting].map(numberOf))).toSorted((a, b) => (a < b ? -1 : 1)));
    const [head, ...rows] = await sheet(`/financing/needs/export?amountFrom=250&q=${encodeURIComponent('海岚')}`);
    expect(rows.map(([number]) => number?.text)).toEqual([await numberOf(listed)]);
    const at = (name: string) => rows[0]![head!.findIndex(({ text }) => text === name)]!;
    expect([at('金额（万元）').raw, at('金额（万元）').kind]).toEqual([300, 'number']);
    expect([at('有效期至').kind, at('有效期至').raw]).toEqual(['date', '2027-02-21']);
    expect(at('手机').text).toMatch(/^138\*+0001$/);
    expect(await get(Database).repo(AuditEntry).countBy({ action: 'export.download' })).toBe(before + 2);
    expect((await sheet('/financing/referrals/export')).length).toBe(2);
    await shelve(test.app, town.actor('officer'), productOf(town.donghu, '=1+1'));
    const products = await sheet('/financing/products/export');
    expect(products.length).toBe(5);
    expect(products.flat().find(({ text }) => text === '=1+1')?.kind).toBe('text'); // the title, not a formula's 2
    for (const username of ['enterprise1', 'bank1', 'auditor'])
      expect((await (await signedIn(username)).get('/financing/needs/export')).status).toBe(403);
  });

  it('makes a big export in the background, for its owner alone, for a week', async () => {
    const { userId, organisationId } = town.actor('officer');
    const id = newId();
    await get(Database).transaction(() =>
      get(Database)
        .repo(ExportJob)
        .insert({
          id,
          userId,
          organisationId,
          kind: 'financing.needs',
          filter: { status: 'to-verify' },
          locale: 'zh-CN',
          state: 'queued',
          total: 1,
          fileId: null,
          problem: null,
          createdAt: TEST_NOW,
          startedAt: null,
          doneAt: null,
          expiresAt: null,
        }),
    );
    const written = await Promise.all([get(ExportWorker).run(), get(ExportWorker).run()]);
    expect(written[0] + written[1]).toBe(1);
    expect(await get(Database).repo(Notice).countBy({ userId, kind: 'export-ready' })).toBe(1);
    const officer = await signedIn('officer');
    expect((await officer.get('/exports')).body).toContain(`/exports/${id}/file`);
    expect((await officer.get(`/exports/${id}/file`)).status).toBe(200);
    expect((await (await signedIn('officer2')).get(`/exports/${id}/file`)).status).toBe(404);
    test.travelTo('2026-11-30T01:00:01Z');
    expect((await officer.get(`/exports/${id}/file`)).status).toBe(404);
    expect(await get(ExportWorker).expire()).toBe(1);
    const centre = (await officer.get('/exports')).body;
    expect(centre).toContain('<h1>导出中心</h1>');
    expect(centre).toContain('已过期');
  });
});
