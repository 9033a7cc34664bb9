import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Database } from '../../src/platform/database/database.js';
import { readFormPage } from '../forms/form-page.js';
import { buildTown, fileNeed, type Town } from '../factories/town.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TEST_PASSWORD, type Visitor } from '../support/visitor.js';
import { hostilePapers, hostileTables, type HostileFile } from './hostile-files.js';

/** Tables that an upload may fill. */
const WRITTEN = ['import_job', 'import_row', 'file', 'demand', 'organisation', 'consent', 'fact_source', 'audit_entry'];
/** Generous: a shared machine must not fail this, a reader on the main thread must. */
const LONGEST_LAG_MS = 4_000;

describe('a hostile file', () => {
  let test: TestApp;
  let town: Town;
  let need: string;
  let url: string;
  let officer: Visitor;
  let firm: Visitor;
  const tables = hostileTables();

  beforeAll(async () => {
    test = await openTestApp();
    town = await buildTown(test.app);
    need = await fileNeed(test.app, town, 'listed');
    await test.app.listen(0, '127.0.0.1');
    url = await test.app.getUrl();
    [officer, firm] = [test.visitor(), test.visitor()];
    await officer.signIn('officer');
    await firm.signIn('enterprise1');
    await test.drain();
  }, 60_000);
  afterAll(() => test.close());

  async function rows(): Promise<Record<string, number>> {
    const db = test.app.get(Database);
    const counts = WRITTEN.map(async (table) => {
      const [row] = await db.select<{ n: unknown }>(`SELECT COUNT(*) AS n FROM ${table}`);
      return [table, Number(row?.n)] as const;
    });
    return Object.fromEntries(await Promise.all(counts));
  }

  /** Through a socket, as a browser sends it; a neighbour asks for a page all the while. */
  async function send(
    visitor: Visitor,
    path: string,
    fields: Record<string, string>,
    field: string,
    { name, bytes }: HostileFile,
    locale: string,
  ): Promise<{ status: number; body: string; lag: number; answered: number }> {
    const form = new FormData();
    form.set('_csrf', await visitor.token());
    for (const [key, value] of Object.entries(fields)) form.set(key, value);
    form.set(field, new Blob([new Uint8Array(bytes)]), name);
    const headers = { cookie: `${visitor.cookieHeader()}; locale=${locale}`, accept: 'text/html' };
    const lag = monitorEventLoopDelay({ resolution: 10 });
    lag.enable();
    let over = false;
    let answered = 0;
    const neighbour = (async () => {
      while (!over) if ((await fetch(`${url}/readyz`)).status === 200) answered++;
    })();
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: form, redirect: 'manual' });
    const body = await answer.text();
    over = true;
    await neighbour;
    lag.disable();
    return { status: answer.status, body, lag: lag.max / 1e6, answered };
  }

  async function faultsOf(
    files: readonly HostileFile[],
    shoot: (file: HostileFile, locale: string) => ReturnType<typeof send>,
  ): Promise<{ faults: string[]; worst: number; answered: number }> {
    const before = await rows();
    const faults: string[] = [];
    let [worst, answered] = [0, 0];
    for (const file of files)
      for (const [at, locale] of ['zh-CN', 'en'].entries()) {
        const answer = await shoot(file, locale);
        worst = Math.max(worst, answer.lag);
        answered += answer.answered;
        const page = readFormPage(answer.body, '/');
        const [line] = page.summary?.items ?? [];
        const said = `${page.summary?.heading}: ${line?.text}`;
        const expected = file.says[at] ?? '?';
        if (answer.status !== 422) faults.push(`${file.what} (${locale}): status ${answer.status}`);
        else if (!line?.text.includes(expected)) faults.push(`${file.what} (${locale}): ${said}`);
        else if (!page.byId.get(`${line.href?.slice(1)}-error`)?.includes(expected)) faults.push(`${file.what}: not said at the field`); // prettier-ignore
        if (locale === 'en' && /\p{Script=Han}/u.test(said.replace(/“.*?”|Expected.*/g, '')))
          faults.push(`${file.what}: ${said}`);
      }
    const after = await rows();
    for (const [table, count] of Object.entries(after))
      if (count !== before[table]) faults.push(`${table}: ${count - (before[table] ?? 0)} rows written`);
    return { faults, worst, answered };
  }

  it('is turned away by the import in plain words, with nothing written and everybody else served', async () => {
    const { faults, worst, answered } = await faultsOf(tables, (file, locale) =>
      send(officer, '/imports', { kind: 'needs' }, 'file', file, locale),
    );
    process.stdout.write(`tables: loop delay max ${worst.toFixed(0)} ms, ${answered} other answers meanwhile\n`);
    expect(faults).toEqual([]);
    expect(worst).toBeLessThan(LONGEST_LAG_MS);
    expect(answered).toBeGreaterThan(tables.length);
  }, 240_000);

  it('is refused to a program as a problem in its language', async () => {
    const before = await rows();
    const session = await test
      .visitor()
      .api('POST', '/api/v1/sessions', { username: 'officer', password: TEST_PASSWORD });
    const authorization = `Bearer ${session.json<{ token: string }>().token}`;
    const faults: string[] = [];
    for (const [i, { what, name, bytes, says }] of tables.entries()) {
      const at = i % 2;
      const locale = ['zh-CN', 'en'][at] ?? '';
      const form = new FormData();
      form.set('kind', 'needs');
      form.set('content', new Blob([new Uint8Array(bytes)]), name);
      const headers = { authorization, 'accept-language': locale };
      const answer = await fetch(`${url}/api/v1/imports`, { method: 'POST', headers, body: form });
      const { title, code } = (await answer.json()) as { title?: string; code?: string };
      if (answer.status !== 422 || !title?.includes(says[at] ?? '?'))
        faults.push(`${what}: ${answer.status} ${code} ${title}`);
    }
    expect(faults).toEqual([]);
    const { audit_entry: signedIn, ...written } = await rows();
    expect(written).toEqual({ ...before, audit_entry: undefined });
    expect(signedIn).toBeLessThanOrEqual((before['audit_entry'] ?? 0) + 1);
  }, 240_000);

  it('is turned away where papers are asked for', async () => {
    const places: [Visitor, string, string, Record<string, string>][] = [
      [firm, `/financing/needs/${need}/files`, 'file', {}],
      [firm, '/profile/tax', 'proof', { taxGrade: 'A' }],
      [officer, `/financing/needs/${need}/consents/${town.donghu.id}/paper`, 'scan', { signedOn: '2026-11-20' }],
    ];
    const files = hostilePapers();
    for (const [visitor, path, field, fields] of places) {
      const { faults, worst } = await faultsOf(files, (file, locale) =>
        send(visitor, path, fields, field, file, locale),
      );
      process.stdout.write(`papers ${field}: loop delay max ${worst.toFixed(0)} ms\n`);
      expect([path, faults]).toEqual([path, []]);
      expect(worst).toBeLessThan(LONGEST_LAG_MS);
    }
  }, 240_000);
});
