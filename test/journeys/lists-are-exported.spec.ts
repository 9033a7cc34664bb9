import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import { Quoting } from '../../src/domains/financing/deals/quoting.service.js';
import { Withdrawing } from '../../src/domains/financing/needs/withdrawing.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';
import { Products } from '../../src/domains/financing/products/products.service.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { FinancingNeed } from '../../src/domains/financing/needs/need.entity.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { ExportWorker } from '../../src/platform/exports/export-worker.service.js';
import { newId } from '../../src/platform/ids.js';
import { readWorkbook } from '../../src/platform/spreadsheet/read-workbook.js';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { Registrations } from '../../src/directory/registration/registrations.js';
import { buildTown, fileNeed, productOf, shelve, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TEST_PASSWORD, type Visitor } from '../support/visitor.js';

const WAN = 1_000_000;
const NUMBER = /(?:RZ|CP)-\d{4}-\d{6}/;

testDatabases('lists as files', (kind) => {
  let test: TestApp;
  let town: Town;
  const people = new Map<string, Visitor>();
  const get = <T>(type: new (...args: never[]) => T): T => test.app.get(type);
  const as = (username: string): Visitor => people.get(username)!;

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    for (const username of ['officer', 'leader', 'admin', 'bank1', 'bank2', 'enterprise1']) {
      people.set(username, test.visitor());
      await as(username).signIn(username);
    }
    const [officer, owner, bank] = [town.actor('officer'), town.actor('enterprise1'), town.actor('bank1')];
    await fileNeed(test.app, town, 'submitted', {}, 'enterprise2');
    for (const amount of [80, 120, 950]) await fileNeed(test.app, town, 'submitted', { amount: amount * WAN });
    await fileNeed(test.app, town, 'draft', { amount: 10 * WAN });
    await fileNeed(test.app, town, 'listed', { amount: 300 * WAN });
    await fileNeed(test.app, town, 'listed', { amount: 5000 * WAN, guarantees: ['mortgage'] });
    const withdrawn = await fileNeed(test.app, town, 'listed', { amount: 130 * WAN });
    await get(Withdrawing).withdraw(owner, withdrawn, 'withdrawn', null);
    const solved = await fileNeed(test.app, town, 'listed', { amount: 140 * WAN });
    await get(Withdrawing).withdraw(owner, solved, 'solved-elsewhere', null);
    const refer = async (amount: number, consented: boolean) => {
      const id = await fileNeed(test.app, town, 'listed', { amount: amount * WAN });
      if (consented) await get(Consenting).give(owner, id, [town.donghu.id]);
      const [referral] = await get(Referring).refer(officer, id, [town.products[0]!.id]);
      return referral!.id;
    };
    await refer(210, false);
    await refer(220, true);
    const declined = await refer(230, true);
    await get(Answering).decline(bank, declined, ['other'], '额度已满');
    const quoted = await refer(240, true);
    await get(Answering).accept(bank, quoted);
    await get(Quoting).quote(bank, quoted, {
      amount: 240 * WAN,
      rate: 36_000,
      termMonths: 12,
      repayment: 'interest-first',
      guarantee: '信用',
      conditions: null,
      pricing: null,
      validUntil: '2026-12-31',
      fees: [],
    });
    await get(Products).create(officer, productOf(town.donghu, '未上架的产品'));
    const retired = await shelve(test.app, officer, productOf(town.qingyuan, '已停的产品'));
    await get(Products).move(officer, retired.id, 'retire');
  });
  afterAll(() => test.close());

  /** Number and state word of every row, page after page. */
  const listed = async (who: string, path: string, most = 50): Promise<string[]> => {
    const rows: string[] = [];
    for (let next: string | undefined = path, page = 0; next && page < most; page++) {
      const { body, status }: { body: string; status: number } = await as(who).get(next);
      expect(status).toBe(200);
      const [, table = ''] = /<tbody>([^]*)<\/tbody>/.exec(body) ?? [];
      for (const row of table.split('<tr>').slice(1)) {
        const number = NUMBER.exec(row.replace(/<td class="c0">[^]*?<\/td>/, ''))?.[0] ?? '';
        const word = /class="tag[^"]*">([^<]+)<\/span>(?: <span class="sm dim">([^<]+)<)?/.exec(row);
        rows.push(`${number} ${word?.[1] ?? ''}${word?.[2] ? `（${word[2]}）` : ''}`);
      }
      next = /rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
    }
    return rows;
  };

  const exported = async (who: string, path: string): Promise<string[]> => {
    const answer = await test.app.inject({ url: path, headers: { cookie: as(who).cookieHeader() } });
    expect([path, answer.headers['content-type']]).toEqual([path, expect.stringContaining('spreadsheetml')]);
    const [head, ...rows] = (await readWorkbook(answer.rawPayload, 'x.xlsx')).sheets[0]!.rows;
    const at = (name: string) => head!.findIndex(({ text }) => text === name);
    const number = Math.max(at('编号'), at('需求编号'));
    return rows.map((row) => `${row[number]?.text ?? ''} ${row[at('状态')]?.text ?? ''}`);
  };
  const queryOf = (path: string): string => path.split('?')[1] ?? '';

  const q = encodeURIComponent('海岚');
  const needs = [
    '', 'status=to-verify', 'status=sent&view=mine', 'section=C', 'section=I', 'view=mine', 'view=unmatched',
    'view=to-verify&sort=amount&direction=ascending', 'view=to-refer&sort=organisation', 'due=overdue', 'due=today',
    'due=week&sort=due&direction=ascending', `q=${q}`, 'q=%25', 'officer=none', 'sort=amount', 'status=failed',
    'status=withdrawn', 'amountFrom=100&amountTo=300', 'amountFrom=much&status=nonsense&page=7&size=20',
  ]; // prettier-ignore
  it.each(needs)('needs ?%s: the rows, their order and their words', async (query) => {
    const rows = await listed('officer', `/financing/needs?${query}`);
    expect(await exported('officer', `/financing/needs/export?${query}`)).toEqual(rows);
    if (query === '') expect(rows).toHaveLength(12);
    if (/^(?:status=[a-z-]+|amountFrom=\d.*)$/.test(query)) expect(rows.length % 12).toBeGreaterThan(0);
  });

  const referrals = [
    'tab=consent',
    'tab=waiting',
    'tab=quoted',
    'tab=ended',
    `tab=waiting&word=${q}`,
    'tab=quoted&overdue=true',
  ];
  it.each(referrals.flatMap((query) => ['officer', 'bank1', 'bank2'].map((who) => [query, who] as const)))(
    'referrals ?%s of %s',
    async (query, who) => {
      const rows = await listed(who, `/financing/referrals?${query}`);
      const file = await exported(who, `/financing/referrals/export?${query}`);
      expect(file).toEqual(rows);
      if (who === 'officer' && /^tab=\w+$/.test(query)) expect(rows).toHaveLength(1);
    },
  );

  const products = [
    '',
    'state=draft',
    'state=off',
    'stale=true',
    'amount=600',
    'guarantee=credit',
    `text=${encodeURIComponent('清源')}`,
  ];
  it.each(products)('products ?%s', async (query) => {
    const numbers = async (rows: Promise<string[]>) => [...new Set((await rows).map((row) => row.split(' ')[0]))];
    for (const who of ['officer', 'bank1', 'enterprise1']) {
      const rows = await numbers(listed(who, `/financing/products?${query}`));
      expect(await numbers(exported(who, `/financing/products/export?${query}`))).toEqual(rows);
      if (query === '') expect([who, rows.length]).toEqual([who, { officer: 4, bank1: 4, enterprise1: 3 }[who]]);
    }
  });

  it.each(['', 'kind=institution', 'state=disabled', `q=${encodeURIComponent('东湖')}`])(
    'organisations ?%s',
    async (query) => {
      const { body } = await as('officer').get(`/organisations?${query}`);
      const names = [...body.matchAll(/class="ttl" href="\/organisations\/[^"]+">([^<]+)</g)].map(([, name]) => name);
      const href = /href="(\/organisations\/export[^"]*)"/.exec(body)?.[1]?.replaceAll('&#x3D;', '=');
      const file = `/organisations/export${query && `?${query}`}`;
      expect(href).toBe(names.length > 0 ? file : undefined);
      const { rawPayload } = await test.app.inject({ url: file, headers: { cookie: as('officer').cookieHeader() } });
      const rows = (await readWorkbook(rawPayload, 'x.xlsx')).sheets[0]!.rows.slice(1).map(([name]) => name?.text);
      expect(rows).toEqual(names);
      if (query === '') expect(rows).toContain('东湖银行（示例）');
      expect((await as('bank1').get('/organisations/export')).status).toBe(403);
    },
  );

  it.each(['', 'role=bank', 'state=invited', `q=${encodeURIComponent('bank')}`])('accounts ?%s', async (query) => {
    const { body } = await as('admin').get(`/admin/users?${query}`);
    const names = [...body.matchAll(/class="ttl" href="\/admin\/users\/[^"]+">([^<]+)</g)].map(([, name]) => name);
    const href = /href="(\/admin\/users\/export[^"]*)"/.exec(body)?.[1]?.replaceAll('&#x3D;', '=');
    const url = `/admin/users/export${query && `?${query}`}`;
    expect(href).toBe(names.length > 0 ? url : undefined);
    const { rawPayload } = await test.app.inject({ url, headers: { cookie: as('admin').cookieHeader() } });
    const [head, ...rows] = (await readWorkbook(rawPayload, 'x.xlsx')).sheets[0]!.rows;
    expect(head!.map(({ text }) => text)).toEqual(['用户名', '姓名', '邮箱', '单位', '岗位', '状态']);
    expect(rows.map((row) => row[1]?.text)).toEqual(names);
    if (query === 'role=bank')
      expect(new Set(rows.map((row) => row[4]?.text?.includes('客户经理')))).toEqual(new Set([true]));
    expect((await as('officer').get('/admin/users/export')).status).toBe(403);
  });

  it('applications of the state that is looked at, without the numbers of the applicants', async () => {
    const person = { personName: '郑申请', mobile: '13800000777', mail: 'applies@example.com', username: 'applies' };
    const organisation = { organisationKind: 'enterprise', organisationName: '申请企业（示例）' } as const;
    const creditCode = makeCreditCode('91350502', 'MA00F777');
    await get(Registrations).apply({ ...person, ...organisation, creditCode, password: TEST_PASSWORD }, 'zh-CN');
    const { body } = await as('officer').get('/admin/registrations');
    expect(body).toMatch(/href="\/admin\/registrations\/export\?state(?:=|&#x3D;)waiting"/);
    const rowsOf = async (state: string) => {
      const url = `/admin/registrations/export?state=${state}`;
      const { rawPayload } = await test.app.inject({ url, headers: { cookie: as('officer').cookieHeader() } });
      return (await readWorkbook(rawPayload, 'x.xlsx')).sheets[0]!.rows.slice(1).map((row) =>
        row.map((cell) => cell?.text),
      );
    };
    const rows = await rowsOf('waiting');
    expect(rows).toHaveLength(1);
    expect(rows[0]!.slice(0, 5)).toEqual(['申请企业（示例）', '企业', creditCode, '郑申请', '待审核']);
    expect(JSON.stringify(rows)).not.toMatch(/13800000777|applies@/);
    expect(await rowsOf('refused')).toEqual([]);
  });

  it('imports of the own organisation, for whoever runs them', async () => {
    expect((await as('officer').get('/imports')).body).not.toContain('/imports/export');
    const csv = '企业名称,统一社会信用代码,金额（万元）\r\n没有的企业,123,80\r\n';
    await as('officer').upload('/imports', { kind: 'needs' }, { file: { name: '走访.csv', bytes: Buffer.from(csv) } });
    expect((await as('officer').get('/imports')).body).toContain('href="/imports/export"');
    const rowsFor = async (who: string) => {
      const { rawPayload } = await test.app.inject({
        url: '/imports/export',
        headers: { cookie: as(who).cookieHeader() },
      });
      return (await readWorkbook(rawPayload, 'x.xlsx')).sheets[0]!.rows.slice(1).map((row) =>
        row.map((cell) => cell?.text),
      );
    };
    expect((await rowsFor('officer')).map(([file, kind, rows]) => [file, kind, rows])).toEqual([
      ['走访.csv', '融资需求', '1'],
    ]);
    expect(await rowsFor('bank1')).toEqual([]);
    expect((await as('enterprise1').get('/imports/export')).status).toBe(403);
  });

  it("the leader's tables: the numbers of the page, of the month of the page", async () => {
    for (const month of ['2026-11', '2026-10']) {
      const { body } = await as('leader').get(`/w?month=${month}`);
      const tables = body.replaceAll('&#x3D;', '=');
      expect(tables).toContain(`href="/w/funnel/export?month=${month}"`);
      const sheet = async (url: string) => {
        const { rawPayload } = await test.app.inject({ url, headers: { cookie: as('leader').cookieHeader() } });
        return (await readWorkbook(rawPayload, 'x.xlsx')).sheets[0]!.rows.slice(1).map((row) =>
          row.map((cell) => cell?.text),
        );
      };
      const funnel = await sheet(`/w/funnel/export?month=${month}`);
      expect(funnel[0]!.slice(0, 2)).toEqual([month, '已提交']);
      expect(Number(funnel[0]![2])).toBe(month === '2026-11' ? 12 : 0);
      const banks = await sheet(`/w/institutions/export?month=${month}`);
      expect(banks.map(([, name]) => name)).toEqual(month === '2026-11' ? ['东湖银行（示例）'] : []);
      for (const [, name, sent] of banks) expect(tables).toMatch(new RegExp(`<b>${name}</b>[^§]*?>${sent}</a>`));
    }
    expect((await as('bank1').get('/w/funnel/export')).status).toBe(403);
  });

  it('leads from each list to its file with the same filter', async () => {
    for (const [who, path] of [
      ['leader', '/financing/needs?status=to-verify&sort=amount'],
      ['bank1', `/financing/referrals?tab=waiting&word=${q}`],
      ['enterprise1', '/financing/products?amount=600'],
    ] as const) {
      const [list = ''] = path.split('?');
      const { body } = await as(who).get(path);
      const href = new RegExp(`href="(${list}/export[^"]*)"`).exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const read = (text: string) => Object.fromEntries(new URLSearchParams(text.replaceAll('&#x3D;', '=')));
      expect(read(queryOf(href))).toEqual(read(queryOf(path)));
    }
    for (const who of ['enterprise1', 'bank1']) expect((await as(who).get('/financing/needs/export')).status).toBe(403);
    expect((await as('enterprise1').get('/financing/needs')).body).not.toContain('/financing/needs/export');
  });

  it('finds by name only what the reader still may see by name, and leads from there to the list', async () => {
    const [ended] = await get(Database).select<{ id: string; number: string }>(
      "SELECT r.id, d.number FROM referral r JOIN demand d ON d.id = r.demandId WHERE r.state = 'declined'",
    );
    const found = (await as('bank1').get(`/search?q=${q}`)).body;
    expect(found).toContain('海岚光电科技有限公司（示例）');
    expect(found).not.toContain(ended!.number);
    expect((await as('bank1').get(`/search?q=${ended!.number}`)).location).toBe(`/financing/referrals/${ended!.id}`);
    expect((await as('bank2').get(`/search?q=${q}`)).body).toContain('没有找到');
    const more = (await as('officer').get(`/search?q=${q}`)).body;
    expect(more).toContain(`/financing/needs?view&#x3D;all&amp;q&#x3D;${q}`);
  });

  it('reads an address that names a thing twice, or nonsense, without a fault', async () => {
    for (const path of [
      '/financing/needs?q=a&q=b',
      '/financing/referrals?word=a&word=b&tab=x&page=-1',
      '/financing/products?text=a&text=b&page=x',
    ])
      expect([path, (await as('officer').get(path)).status]).toEqual([path, 200]);
  });

  it('makes a list of more than 2,000 rows in the background: all of them, in the order of the list', async () => {
    const db = get(Database);
    const demand = await db.repo(Demand).findOneByOrFail({ state: 'submitted' });
    const need = await db.repo(FinancingNeed).findOneByOrFail({ demandId: demand.id });
    const copies = Array.from({ length: 2001 }, (_, i) => ({
      ...demand,
      id: newId(),
      number: `RZ-2025-${100_000 + i}`,
    }));
    await db.transaction(async () => {
      for (let at = 0; at < copies.length; at += 500) {
        const some = copies.slice(at, at + 500);
        await db.repo(Demand).insert(some);
        await db.repo(FinancingNeed).insert(some.map(({ id }) => ({ ...need, demandId: id })));
      }
    });
    const asked = await as('officer').get('/financing/needs/export?status=to-verify&sort=due');
    expect([asked.status, asked.location]).toEqual([303, '/exports']);
    expect(await get(ExportWorker).run()).toBe(1);
    const { body } = await as('officer').get('/exports');
    const [, file = ''] = /href="(\/exports\/[^"]+\/file)"/.exec(body) ?? [];
    const rows = await exported('officer', file);
    expect(rows).toHaveLength(2005);
    const first = await listed('officer', '/financing/needs?status=to-verify&sort=due&size=100', 1);
    expect(rows.slice(0, 100)).toEqual(first);
  });
});
