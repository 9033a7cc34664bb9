import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import { Database } from '../../src/platform/database/database.js';
import { routesOf } from '../../src/web/api/route-table.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';
import { buildBusyTown, type BusyTown } from './busy-town.js';
import { plant } from './planting.js';

const PAYLOAD = '<img src=x onerror=alert(1)>"><script>alert(1)</script>{{constructor}}{{{this}}}';
const RAW = /<img src=x|<script>alert|\[native code\]/;
const readers = ['admin', 'officer', 'leader', 'enterprise1', 'bank1', 'bank2'];

describe('markup that people stored', () => {
  let test: TestApp;
  let busy: BusyTown;
  const people = new Map<string, Visitor>();
  const planted: string[] = [];
  let mails: string;

  beforeAll(async () => {
    mails = mkdtempSync(join(tmpdir(), 'yipanqi-mail-'));
    test = await openTestApp('sqlite', { DEMO: 'true', MAIL_DIR: mails });
    busy = await buildBusyTown(test.app);
    for (const name of readers) {
      people.set(name, test.visitor());
      await people.get(name)!.signIn(name);
    }
    planted.push(...(await plant(test.app.get(Database), () => PAYLOAD)));
  });
  afterAll(async () => {
    await test.close();
    rmSync(mails, { recursive: true, force: true });
  });

  /** Every page of the application with the ids of this town. */
  function addresses(): string[] {
    const { town, needs, referrals, quotes, payouts } = busy;
    const ids = (path: string): readonly string[] => {
      if (path.includes('/needs/')) return needs;
      if (path.includes('/referrals/')) return referrals;
      if (path.includes('/products/')) return [town.products[0]!.id];
      return path.includes('/organisations/') ? [town.lanhai.id, town.donghu.id] : [];
    };
    const others: Record<string, string> = {
      ':receiver': town.donghu.id,
      ':quoteId': quotes[0]!,
      ':payoutId': payouts[0]!,
      ':section': 'basic',
    };
    return routesOf(test.app)
      .filter(({ method, path }) => method === 'GET' && !/export|assets|metrics|openapi/.test(path))
      .flatMap(({ path }) => (path.includes(':id') ? ids(path).map((id) => path.replace(':id', id)) : [path]))
      .map((path) => Object.entries(others).reduce((text, [name, value]) => text.replace(name, value), path))
      .filter((path) => !path.includes(':'));
  }

  it('are shown as text on every page, to everybody', async () => {
    expect(planted.length).toBeGreaterThan(25);
    let shown = 0;
    const faults: string[] = [];
    for (const path of addresses()) {
      for (const [name, visitor] of people) {
        const answer = await visitor.get(path);
        if (answer.status >= 500) faults.push(`${answer.status} ${name} ${path}`);
        if (!String(answer.headers['content-type']).startsWith('text/html')) continue;
        if (RAW.test(answer.body)) faults.push(`raw markup: ${name} ${path}`);
        if (answer.body.includes('&lt;img src')) shown++;
      }
    }
    process.stdout.write(`markup: ${planted.length} columns planted, shown as text on ${shown} pages\n`);
    expect(faults).toEqual([]);
    expect(shown).toBeGreaterThan(50);
  }, 120_000);

  it('reach no mail as markup', async () => {
    await test.app.get(Answering).accept(busy.town.actor('bank2'), busy.referrals[1]!);
    await test.drain();
    const list = (await test.visitor().get('/dev/mail')).body;
    const sent = [...new Set([...list.matchAll(/\/dev\/mail\/[\w.-]+/g)].map(([href]) => href))];
    expect(sent.length).toBeGreaterThan(5);
    for (const href of sent) expect([href, RAW.test((await test.visitor().get(href)).body)]).toEqual([href, false]);
  }, 60_000);
});
