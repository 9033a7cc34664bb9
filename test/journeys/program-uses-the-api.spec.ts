import { readFileSync } from 'node:fs';
import {
  disclosure,
  type DisclosedField,
  type DisclosureStage,
} from '../../src/domains/financing/referrals/disclosure.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { IdempotencyKey } from '../../src/platform/idempotency/idempotency-key.entity.js';
import { ExportWorker } from '../../src/platform/exports/export-worker.service.js';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';
import { readWorkbook } from '../../src/platform/spreadsheet/read-workbook.js';
import { buildTown, fileNeed, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { schemaFaults, type AnySchema } from '../support/schema-faults.js';
import type { Answer, Visitor } from '../support/visitor.js';

const NEEDS = '/api/v1/financing/needs';
const REFERRALS = '/api/v1/financing/referrals';
const aNeed = {
  financingKind: 'working-capital',
  purpose: 'materials',
  amount: '500',
  termMonths: '24',
  guarantees: ['credit'],
  contactName: '陈海岚',
  contactMobile: '13800000001',
};
const passed = {
  decision: 'list',
  compliant: 'pass',
  premises: 'pass',
  genuine: 'pass',
  credit: 'pass',
  purpose: 'pass',
};

type Paths = Record<
  string,
  Record<string, { responses: Record<string, { content?: Record<string, { schema: AnySchema }> }> }>
>;
const paths = (JSON.parse(readFileSync(projectFolder('docs/openapi.json'), 'utf8')) as { paths: Paths }).paths;

/** Answers must be what the OpenAPI document says. */
function asDocumented(method: string, path: string, answer: Answer): Answer {
  const described = paths[path]?.[method]?.responses[String(answer.status)]?.content?.['application/json']?.schema;
  expect([method, path, answer.status, described === undefined ? 'undocumented' : answer.body.slice(0, 0)]).toEqual([
    method,
    path,
    answer.status,
    '',
  ]);
  expect(schemaFaults(described as AnySchema, answer.json())).toEqual([]);
  return answer;
}

testDatabases('a program uses the API', (kind) => {
  let test: TestApp;
  let town: Town;
  let enterprise: Visitor, other: Visitor, officer: Visitor, bank: Visitor, rival: Visitor, admin: Visitor;
  const as = async (name: string): Promise<Visitor> => {
    const visitor = test.visitor();
    await visitor.useToken(name);
    return visitor;
  };
  const post = (who: Visitor, path: string, body: unknown = {}, key?: string) =>
    who.api('POST', path, body, key === undefined ? {} : { 'idempotency-key': key });

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    [enterprise, other, officer, bank, rival, admin] = (await Promise.all(
      ['enterprise1', 'enterprise2', 'officer', 'bank1', 'bank2', 'admin'].map(as),
    )) as [Visitor, Visitor, Visitor, Visitor, Visitor, Visitor];
  });
  afterAll(() => test.close());

  it('asks an officer for which enterprise a need is, and takes none for anybody else', async () => {
    const body = { financingKind: 'working-capital', amount: '100' };
    for (const [organisationId, code] of [
      [undefined, 'required'],
      [town.centre.id, 'choice'],
      [town.donghu.id, 'choice'],
      ['nothing', 'choice'],
    ]) {
      const refused = await post(officer, NEEDS, { ...body, organisationId });
      const { errors } = refused.json<{ errors?: { field: string; code: string }[] }>();
      expect([refused.status, errors?.map(({ field, code: why }) => [field, why])]).toEqual([
        422,
        [['organisationId', code]],
      ]);
    }
    expect((await post(officer, NEEDS, { ...body, organisationId: town.yunxiu.id, channel: 'visit' })).status).toBe(
      201,
    );
    expect((await post(enterprise, NEEDS, { ...body, organisationId: town.yunxiu.id })).status).toBe(404);
  });

  it('takes a need from filing to confirmed money, every answer as documented', async () => {
    const made = asDocumented('post', NEEDS, await post(enterprise, NEEDS, aNeed));
    const { id } = made.json<{ id: string }>();
    const need = `${NEEDS}/${id}`;
    expect(made.headers['etag']).toBe(`"${made.json<{ version: number }>().version}"`);
    asDocumented('post', `${NEEDS}/{id}/submission`, await post(enterprise, `${need}/submission`));
    expect((await other.api('GET', need)).status).toBe(404);
    expect((await bank.api('GET', need)).status).toBe(403);
    expect((await post(enterprise, `${need}/verification`, passed)).status).toBe(403);
    asDocumented('post', `${NEEDS}/{id}/verification`, await post(officer, `${need}/verification`, passed));

    const chinese = asDocumented(
      'get',
      `${NEEDS}/{id}/matches`,
      await officer.api('GET', `${need}/matches`, undefined, { 'accept-language': 'zh-CN' }),
    );
    const english = await officer.api('GET', `${need}/matches`, undefined, { 'accept-language': 'en' });
    const sentence = (answer: Answer) =>
      answer.json<{ pairs: { verdicts: { sentence: string }[] }[] }>().pairs[0]?.verdicts[0]?.sentence;
    expect(sentence(chinese)).toMatch(/成立满/);
    expect(sentence(english)).not.toMatch(/\p{Script=Han}/u);

    const offer = town.products[0]?.id;
    const referred = asDocumented(
      'post',
      `${NEEDS}/{id}/referrals`,
      await post(officer, `${need}/referrals`, { offers: [offer] }),
    );
    const [referral] = referred.json<{ items: { id: string; state: string }[] }>().items;
    expect(referral?.state).toBe('awaiting-consent');
    const at = `${REFERRALS}/${referral?.id}`;
    expect((await bank.api('GET', at)).status).toBe(404);
    asDocumented(
      'post',
      `${NEEDS}/{id}/consents`,
      await post(enterprise, `${need}/consents`, { receivers: [town.donghu.id] }),
    );
    const seen = asDocumented('get', `${REFERRALS}/{id}`, await bank.api('GET', at));
    expect(seen.json()).toMatchObject({ enterprise: town.lanhai.name, needId: null, state: 'sent' });
    expect(seen.body).not.toMatch(/13800000001|138\*/);
    expect((await rival.api('GET', at)).status).toBe(404);

    asDocumented('post', `${REFERRALS}/{id}/acceptance`, await post(bank, `${at}/acceptance`));
    asDocumented('post', `${REFERRALS}/{id}/contacts`, await post(bank, `${at}/contacts`, { how: 'phone' }));
    asDocumented('post', `${REFERRALS}/{id}/papers`, await post(bank, `${at}/papers`, { papers: '近六个月流水' }));
    asDocumented('post', `${REFERRALS}/{id}/papers/supply`, await post(enterprise, `${at}/papers/supply`));
    const quote = {
      amount: '500',
      rate: '3.6',
      termMonths: 24,
      repayment: 'interest-first',
      guarantee: '信用',
      validUntil: '2026-12-31',
    };
    const quoted = asDocumented('post', `${REFERRALS}/{id}/quotes`, await post(bank, `${at}/quotes`, quote));
    const [{ id: quoteId } = { id: '' }] = quoted.json<{ quotes: { id: string }[] }>().quotes;
    asDocumented('post', `${NEEDS}/{id}/choice`, await post(enterprise, `${need}/choice`, { quoteId }));
    const contract = { contractTail: '8J21', signedOn: '2026-11-23', amount: '500', rate: '3.6', termMonths: 24 };
    asDocumented('post', `${REFERRALS}/{id}/signing`, await post(bank, `${at}/signing`, contract));
    const paid = asDocumented(
      'post',
      `${REFERRALS}/{id}/disbursements`,
      await post(bank, `${at}/disbursements`, { amount: '500', rate: '3.6', paidOn: '2026-11-23' }),
    );
    const confirmation = `${need}/disbursements/${paid.json<{ id: string }>().id}/confirmation`;
    const done = asDocumented(
      'post',
      `${NEEDS}/{id}/disbursements/{disbursementId}/confirmation`,
      await post(enterprise, confirmation, { confirmation: 'same' }),
    );
    expect(done.json()).toEqual({ state: 'fulfilled' });
    asDocumented('get', `${REFERRALS}/{id}/deal`, await bank.api('GET', `${at}/deal`));
    asDocumented('get', '/api/v1/notices', await enterprise.api('GET', '/api/v1/notices?limit=5'));
    asDocumented('get', '/api/v1/audit', await admin.api('GET', `/api/v1/audit?type=demand&id=${id}`));
    expect((await officer.api('GET', '/api/v1/audit')).status).toBe(403);
  });

  it('shows a bank what its page shows: by the stage, while the consent holds', async () => {
    const secret = {
      purposeNote: '采购暗号甲',
      minAmount: 123_000_000,
      maxRate: 45_678,
      repaymentSource: '回款暗号乙',
    };
    const id = await fileNeed(test.app, town, 'listed', secret);
    const need = `${NEEDS}/${id}`;
    const offer = town.products[0]?.id;
    const referred = await post(officer, `${need}/referrals`, { offers: [offer] });
    const at = `${REFERRALS}/${referred.json<{ items: { id: string }[] }>().items[0]?.id}`;
    await post(enterprise, `${need}/consents`, { receivers: [town.donghu.id] });
    const look = async (who: Visitor) => {
      const answer = asDocumented('get', `${REFERRALS}/{id}`, await who.api('GET', at));
      return answer.json<{ disclosed: string; number: string; offer: { title: string }; known: object }>();
    };
    const inHead = ['number', 'state', 'product', 'ownRecords', 'verdictFigures'];
    const allowed = (stage: DisclosureStage) =>
      Object.keys(disclosure)
        .filter((field) => !inHead.includes(field))
        .filter((field) => (disclosure[field as DisclosedField] as readonly string[]).includes(stage))
        .toSorted();

    const sent = await look(bank);
    expect([sent.disclosed, Object.keys(sent.known).toSorted()]).toEqual(['sent', allowed('sent')]);
    expect(sent).toMatchObject({ enterprise: town.lanhai.name, amount: 500_000_000 });
    const before = JSON.stringify(sent);
    for (const hidden of ['暗号', '123000000', '45678', '陈海岚', '1380', '138*', town.lanhai.creditCode ?? '-'])
      expect([hidden, before.includes(hidden)]).toEqual([hidden, false]);

    await post(bank, `${at}/acceptance`);
    const accepted = await look(bank);
    expect([accepted.disclosed, Object.keys(accepted.known).toSorted()]).toEqual(['accepted', allowed('accepted')]);
    expect(accepted.known).toMatchObject({
      purposeNote: secret.purposeNote,
      contactName: '陈海岚',
      contactMobile: '138****0001',
      creditCode: town.lanhai.creditCode,
    });
    expect(JSON.stringify(accepted)).not.toMatch(/13800000001|123000000|45678/);
    for (const who of [officer, await as('auditor')]) {
      const told = (await who.api('GET', need)).body + JSON.stringify(await look(who));
      expect(told).toContain('陈*岚');
      expect(told).not.toMatch(/陈海岚|13800000001/);
    }
    expect((await look(officer)).known).toMatchObject({ minAmount: secret.minAmount, maxRate: secret.maxRate });
    // Auditors read cases, but no profiles: directory.profile.read is not theirs.
    const { known: audited } = await look(await as('auditor'));
    expect(audited).toMatchObject({ minAmount: secret.minAmount, purposeNote: secret.purposeNote });
    for (const field of ['address', 'legalRepName', 'askedFacts', 'papers'])
      expect(Object.keys(audited)).not.toContain(field);
    const quote = { amount: '500', rate: '3.6', termMonths: 24, repayment: 'interest-first', guarantee: '保证暗号丁' };
    const words = { conditions: '结算暗号丙', pricing: '定价暗号戊' };
    await post(bank, `${at}/quotes`, { ...quote, ...words, validUntil: '2026-12-31' });

    expect((await enterprise.api('DELETE', `${need}/consents/${town.donghu.id}`)).status).toBe(204);
    const ended = await look(bank);
    expect(ended).toMatchObject({ disclosed: 'ended', enterprise: null, amount: null, needId: null, known: {} });
    expect(Object.keys(ended.known)).toEqual([]);
    const list = asDocumented('get', REFERRALS, await bank.api('GET', `${REFERRALS}?state=withdrawn`));
    expect(list.json()).toMatchObject({ total: 1, items: [{ enterprise: null, amount: null, state: 'withdrawn' }] });
    const deal = asDocumented('get', `${REFERRALS}/{id}/deal`, await bank.api('GET', `${at}/deal`));
    expect(deal.json()).toMatchObject({
      quotes: [{ amount: 500_000_000, guarantee: null, conditions: null, pricing: null }],
    });
    const browser = test.visitor();
    await browser.signIn('bank1');
    const url = '/financing/referrals/export';
    const { rawPayload } = await test.app.inject({ url, headers: { cookie: browser.cookieHeader() } });
    const [sheet] = (await readWorkbook(rawPayload, 'x.xlsx')).sheets;
    const cells = sheet?.rows.find((row) => row[0]?.text === ended.number)?.map(({ text }) => text);
    expect(cells).toContain(ended.offer.title);
    expect(cells?.join()).not.toMatch(/海岚|暗号/);
    for (const { body } of [list, deal]) expect(body).not.toMatch(/海岚|暗号/);
    expect((await rival.api('GET', at)).status).toBe(404);
    expect((await rival.api('GET', `${at}/deal`)).status).toBe(404);
  });

  it('acts once on a key, whatever arrives at the same time, and refuses another body under it', async () => {
    const body = { kind: 'enterprise', name: '清溪精工有限公司（示例）' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(officer, '/api/v1/organisations', body, 'org-1')),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => answer.json<{ id: string }>().id)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(19);
    const db = test.app.get(Database);
    const [row] = await db.select<{ n: unknown }>('SELECT COUNT(*) AS n FROM organisation WHERE name = ?', [body.name]);
    expect(Number(row?.n)).toBe(1);
    const changed = await post(officer, '/api/v1/organisations', { ...body, name: '别的名字' }, 'org-1');
    expect([changed.status, changed.json<{ code: string }>().code]).toEqual([422, 'idempotency-mismatch']);
    expect((await post(admin, '/api/v1/organisations', body, 'org-1')).json<{ id: string }>().id).not.toBe(
      answers[0]?.json<{ id: string }>().id,
    );
  });

  it('keeps no refusal: what is mended may be sent again under the same key', async () => {
    const before = await test.app.get(Database).repo(IdempotencyKey).count();
    const refused = await post(officer, '/api/v1/organisations', { kind: 'enterprise', name: '' }, 'org-2');
    expect(refused.status).toBe(422);
    expect(await test.app.get(Database).repo(IdempotencyKey).count()).toBe(before);
    expect(
      (await post(officer, '/api/v1/organisations', { kind: 'enterprise', name: '好名字（示例）' }, 'org-2')).status,
    ).toBe(201);
    expect((await post(officer, '/api/v1/organisations', {}, 'not a key')).status).toBe(422);
  });

  it('refuses an edit that starts from an old version', async () => {
    const { id, version } = (await post(other, NEEDS, aNeed)).json<{ id: string; version: number }>();
    const edit = (amount: string, tag?: string) =>
      other.api('PATCH', `${NEEDS}/${id}`, { amount }, tag === undefined ? {} : { 'if-match': tag });
    const first = await edit('300', `"${version}"`);
    expect([first.status, first.json<{ amount: number; purpose: string }>()]).toMatchObject([
      200,
      { amount: 300_000_000, purpose: 'materials' },
    ]);
    const late = await edit('200', `"${version}"`);
    expect([late.status, late.json<{ code: string }>().code]).toEqual([409, 'conflict-version']);
    expect((await edit('250', 'W/"nonsense"')).status).toBe(409);
    expect((await edit('250')).status).toBe(200);
    expect((await test.app.get(Database).repo(Demand).findOneByOrFail({ id })).wanted).toBe(250_000_000);
  });

  it('turns pages by key: what is added meanwhile neither repeats nor hides a row', async () => {
    const organisation = (n: number) =>
      post(officer, '/api/v1/organisations', { kind: 'college', name: `第${n}学院（示例）` });
    for (let n = 1; n <= 7; n++) await organisation(n);
    const names: string[] = [];
    let cursor: string | null = null;
    let total = 0;
    do {
      const query: string = `kind=college&limit=3${cursor === null ? '' : `&cursor=${cursor}`}`;
      const answer = asDocumented(
        'get',
        '/api/v1/organisations',
        await officer.api('GET', `/api/v1/organisations?${query}`),
      );
      const found = answer.json<{ items: { name: string }[]; nextCursor: string | null; total: number }>();
      names.push(...found.items.map(({ name }) => name));
      ({ nextCursor: cursor, total } = found);
      if (cursor !== null) await organisation(100 + names.length);
    } while (cursor !== null);
    expect(names).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => `第${n}学院（示例）`));
    expect(total).toBe(9);
    for (const bad of ['cursor=%21', 'cursor=WzEsMl0', 'limit=101', 'limit=0', 'sort=name'])
      expect([bad, (await officer.api('GET', `/api/v1/organisations?${bad}`)).status]).toEqual([bad, 422]);
  });

  it('writes and moves products, naming every fault', async () => {
    const criteria = [{ factKey: 'establishedOn', op: 'older-than', value: 12, hard: true }];
    const product = {
      title: '设备贷（示例）',
      tiers: [{ key: 'X', name: '信用档', maxAmount: '300', guarantees: ['credit'] }],
      criteria,
    };
    const made = asDocumented(
      'post',
      '/api/v1/financing/products',
      await post(bank, '/api/v1/financing/products', product),
    );
    const { id, version } = made.json<{ id: string; version: number }>();
    const at = `/api/v1/financing/products/${id}`;
    expect((await rival.api('GET', at)).status).toBe(404);
    expect((await post(bank, `${at}/publication`)).status).toBe(403);
    asDocumented('post', '/api/v1/financing/products/{id}/publication', await post(officer, `${at}/publication`));
    expect((await rival.api('GET', at)).status).toBe(200);
    expect((await bank.api('PUT', at, product, { 'if-match': `"${version}"` })).status).toBe(409);
    const wrong = {
      ...product,
      tiers: [{ key: 'X', name: '', maxAmount: 'many' }],
      criteria: [{ factKey: 'amount', op: 'between', value: null, hard: true }, 7],
    };
    const refused = await post(bank, '/api/v1/financing/products', wrong);
    const fields = refused.json<{ errors: { field: string }[] }>().errors.map(({ field }) => field);
    expect([refused.status, fields]).toEqual([
      422,
      expect.arrayContaining(['tiers.0.name', 'tiers.0.maxAmount', 'criteria.1']),
    ]);
    const shape = await post(bank, '/api/v1/financing/products', { ...product, criteria: wrong.criteria.slice(0, 1) });
    expect(shape.json<{ errors: { field: string }[] }>().errors).toMatchObject([{ field: 'criteria.0.value' }]);
  });

  it('takes a list away as a spreadsheet, and nobody else does', async () => {
    const ask = { kind: 'financing.needs', filter: { officer: 'none', amountTo: '9999' } };
    const queued = asDocumented('post', '/api/v1/exports', await post(officer, '/api/v1/exports', ask, 'export-1'));
    const { id, rows } = queued.json<{ id: string; rows: number }>();
    expect(queued.json()).toMatchObject({ state: 'queued', kind: ask.kind });
    const at = `/api/v1/exports/${id}`;
    expect((await officer.api('GET', `${at}/file`)).status).toBe(404);
    await test.app.get(ExportWorker).run();
    const done = asDocumented('get', '/api/v1/exports/{id}', await officer.api('GET', at));
    expect(done.json()).toMatchObject({ state: 'done', rows });
    const file = await officer.api('GET', `${at}/file`);
    expect([file.status, file.headers['content-type']]).toEqual([200, expect.stringContaining('spreadsheetml')]);
    const mine = asDocumented('get', '/api/v1/exports', await officer.api('GET', '/api/v1/exports'));
    expect(mine.json<{ items: { id: string }[] }>().items.map((one) => one.id)).toEqual([id]);
    const { id: later } = (await post(officer, '/api/v1/exports', ask)).json<{ id: string }>();
    type Listed = { items: { id: string }[]; nextCursor: string | null; total: number };
    const page = async (query: string) => (await officer.api('GET', `/api/v1/exports?${query}`)).json<Listed>();
    const newest = await page('limit=1');
    expect([newest.items.map((one) => one.id), newest.total]).toEqual([[later], 2]);
    const rest = await page(`limit=1&cursor=${encodeURIComponent(newest.nextCursor ?? '')}`);
    expect([rest.items.map((one) => one.id), rest.nextCursor, rest.total]).toEqual([[id], null, 2]);
    for (const path of [at, `${at}/file`]) expect((await admin.api('GET', path)).status).toBe(404);
    expect((await post(bank, '/api/v1/exports', ask)).status).toBe(403);
    expect((await post(officer, '/api/v1/exports', { kind: 'no.list' })).status).toBe(404);
    expect((await post(officer, '/api/v1/exports', { ...ask, filter: { q: { sql: 1 } } })).status).toBe(422);
  });

  it('imports a spreadsheet: checked, committed, taken back', async () => {
    const csv = '名称,类型\n云汉银行（示例）,银行\n,银行\n';
    const content = Buffer.from(csv).toString('base64');
    const body = { kind: 'institutions', fileName: '机构.csv', content };
    const made = asDocumented('post', '/api/v1/imports', await post(officer, '/api/v1/imports', body));
    const job = made.json<{ id: string; problems: { row: number; column: string }[] }>();
    expect(job).toMatchObject({ state: 'checked', rows: 2, good: 1, bad: 1, done: 0 });
    expect(new Set(job.problems.map(({ row }) => row))).toEqual(new Set([3]));
    const at = `/api/v1/imports/${job.id}`;
    const found = async () =>
      Number(
        (
          await test.app
            .get(Database)
            .select<{ n: unknown }>('SELECT COUNT(*) AS n FROM organisation WHERE name = ?', ['云汉银行（示例）'])
        )[0]?.n,
      );
    expect(await found()).toBe(0);
    const kept = asDocumented('post', '/api/v1/imports/{id}/commit', await post(officer, `${at}/commit`));
    expect([kept.json<{ done: number }>().done, await found()]).toEqual([1, 1]);
    asDocumented('get', '/api/v1/imports/{id}', await officer.api('GET', at));
    const imports = asDocumented('get', '/api/v1/imports', await officer.api('GET', '/api/v1/imports?limit=1'));
    expect(imports.json()).toMatchObject({ items: [{ id: job.id }], nextCursor: null, total: 1 });
    expect((await officer.api('GET', '/api/v1/imports?limit=101')).status).toBe(422);
    expect((await bank.api('GET', at)).status).toBe(404);
    expect((await enterprise.api('GET', at)).status).toBe(403);
    expect((await post(bank, '/api/v1/imports', body)).status).toBe(403);
    const back = asDocumented('post', '/api/v1/imports/{id}/undo', await post(officer, `${at}/undo`));
    expect([back.json<{ state: string }>().state, await found()]).toEqual(['undone', 0]);
    expect((await post(officer, `${at}/commit`)).status).toBe(409);
    const wrong = await post(officer, '/api/v1/imports', { ...body, content: 'not base64!' });
    expect(wrong.json<{ errors: { field: string }[] }>().errors).toMatchObject([{ field: 'content' }]);
    expect((await post(officer, '/api/v1/imports', { ...body, kind: 'no-kind' })).status).toBe(404);
  });

  it('is told who it is, and refused without a token', async () => {
    expect((await test.visitor().api('GET', NEEDS)).status).toBe(401);
    const { token: _token, ...rest } = (
      await test.visitor().api('POST', '/api/v1/sessions', { username: 'bank1', password: 'wrong password' })
    ).json();
    expect(rest).toMatchObject({ status: 422, code: 'sign-in-failed' });
    expect((await rival.api('DELETE', '/api/v1/sessions/current')).status).toBe(204);
    expect((await rival.api('GET', NEEDS)).status).toBe(401);
  });
});
