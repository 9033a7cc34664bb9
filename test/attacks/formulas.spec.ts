import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImportKinds } from '../../src/directory/imports/import-kinds.js';
import { Database } from '../../src/platform/database/database.js';
import { ExportKinds } from '../../src/platform/exports/export-kinds.js';
import { ExportWorker } from '../../src/platform/exports/export-worker.service.js';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';
import { formulasIn } from '../support/second-reader.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';
import { buildBusyTown } from './busy-town.js';
import { plant } from './planting.js';

/** What makes a spreadsheet program take a text for a formula (OWASP, CSV injection). */
const STARTS = ['=', '+', '-', '@', '\t=', '\r=', '＝'];
/** Who has them; where nobody is named, an officer and a bank. */
const readers: Readonly<Record<string, readonly string[]>> = {
  'financing.needs': ['officer'],
  'talent.demands': ['officer'],
  organisations: ['officer'],
  'admin.users': ['admin'],
  'admin.registrations': ['officer'],
  imports: ['officer', 'bank1'],
  'work.funnel': ['officer'],
  'work.institutions': ['officer'],
  'talent.placements': ['officer'],
};
/** Nothing that people typed stands in them in this town. */
const bare = new Set(['talent.demands', 'talent.placements', 'admin.registrations', 'imports', 'work.funnel']);
const ATTACK = 'HYPERLINK("http://evil.example","x")';

describe('texts that begin like formulas', () => {
  let test: TestApp;
  const people = new Map<string, Visitor>();

  beforeAll(async () => {
    test = await openTestApp();
    await buildBusyTown(test.app);
    for (const name of ['officer', 'bank1', 'auditor', 'admin']) {
      people.set(name, test.visitor());
      await people.get(name)!.signIn(name);
    }
    let turn = 0;
    const planted = await plant(test.app.get(Database), () => `${STARTS[turn++ % STARTS.length]}${ATTACK}`);
    expect(planted.length).toBeGreaterThan(25);
  }, 60_000);
  afterAll(() => test.close());

  async function download(name: string, url: string): Promise<Buffer> {
    const headers = { host: 'localhost', cookie: people.get(name)!.cookieHeader() };
    const answer = await test.app.inject({ url, headers });
    expect([url, answer.statusCode]).toEqual([url, 200]);
    return answer.rawPayload;
  }

  async function expectTexts(what: string, bytes: Buffer, atLeast: number): Promise<string[]> {
    const { texts, formulas } = await formulasIn(bytes);
    expect([what, formulas]).toEqual([what, []]);
    expect([what, texts.length >= atLeast]).toEqual([what, true]);
    return texts;
  }

  it('stay texts in every export there is, made at once or in the background', async () => {
    // Those of one figure and of one plan have addresses of their own; the first is asked for below.
    const kinds = [...test.app.get(ExportKinds)['kinds'].keys()].filter(
      (kind) => !['work.figures', 'talent.plan'].includes(kind),
    );
    expect(kinds.length).toBeGreaterThanOrEqual(3);
    const seen = new Set<string>();
    const figure = '/w/figures/new-needs/export';
    await expectTexts(figure, await download('officer', figure), 1);
    for (const kind of kinds)
      for (const name of readers[kind] ?? ['officer', 'bank1']) {
        const visitor = people.get(name)!;
        const least = bare.has(kind) ? 0 : 1;
        const path = `/${kind.replace('work.', 'w/').replace('.', '/')}/export`;
        for (const text of await expectTexts(path, await download(name, path), least)) seen.add(text.slice(0, 2));
        const token = await visitor.token();
        const { status, ...asked } = await visitor.api('POST', '/api/v1/exports', { kind }, { 'x-csrf-token': token });
        expect([kind, status]).toEqual([kind, 201]);
        const { id } = asked.json<{ id: string }>();
        await test.app.get(ExportWorker).run();
        await expectTexts(`${kind} as a job`, await download(name, `/exports/${id}/file`), least);
      }
    expect(seen.size).toBeGreaterThanOrEqual(4);
  }, 120_000);

  it('stay texts in the audit trail', async () => {
    await expectTexts('audit', await download('auditor', '/admin/audit.xlsx'), 1);
  });

  it('stay texts in the rows that an import gives back, in their headers, and in its templates', async () => {
    const cells = STARTS.map((start) => `"${start}${ATTACK.replaceAll('"', '""')}"`);
    const csv = `企业名称,统一社会信用代码,金额（万元）,${cells.join(',')}\r\n${cells[0]},${cells[1]},${cells[2]},${cells.join(',')}\r\n`;
    const officer = people.get('officer')!;
    const answer = await officer.upload(
      '/imports',
      { kind: 'needs' },
      { file: { name: '=cmd.csv', bytes: Buffer.from(csv) } },
    );
    const id = answer.location?.split('/')[2] ?? '';
    await officer.post(`/imports/${id}/columns`);
    const texts = await expectTexts('bad rows', await download('officer', `/imports/${id}/bad-rows`), 15);
    for (const start of STARTS) expect(texts).toContain(`${start}${ATTACK}`);
    for (const name of test.app.get(ImportKinds)['kinds'].keys()) {
      const { formulas } = await formulasIn(await download('officer', `/imports/templates/${name}`));
      expect([name, formulas]).toEqual([name, []]);
    }
  });

  it('are written by nobody who is not tried here', () => {
    const source = projectFolder('src');
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
    );
    const writers = files.filter((name) =>
      /(?:[sS]heets|spreadsheets)\.write\w*\(|writeWorkbook\(/.test(readFileSync(join(source, name), 'utf8')),
    );
    expect(writers.filter((name) => !name.startsWith('platform/spreadsheet/')).toSorted()).toEqual([
      'cli/match.ts', // test/journeys/operator-uses-the-command-line.spec.ts
      'directory/imports/import-sheets.service.ts',
      'platform/exports/exports.service.ts',
      'web/admin/audit.pages.ts',
    ]);
  });
});
