import { createHash } from 'node:crypto';
import { DEMO_PASSWORD } from '../../src/demo/sign-ins.js';
import { Database } from '../../src/platform/database/database.js';
import { projectWords } from '../../src/platform/i18n/i18n.module.js';
import { LOCALES, type Locale } from '../../src/platform/i18n/locale.js';
import { routesOf } from '../../src/web/api/route-table.js';
import { playDemo, type TestDemo } from '../demo/demo-run.js';
import { Visitor } from '../support/visitor.js';
import { crawl, shapeOf, type Visit } from './crawler.js';
import { KnownData } from './known-data.js';

const PEOPLE = ['admin', 'officer', 'leader', 'auditor', 'enterprise1', 'bank1', 'bank6', 'college4'];
const LIMITS = { pages: 400, samples: 2 };
const RUN = 300_000;
/** Sessions, sign-ins and their traces come with the visitor; looking at somebody's papers is put on record. */
const MAY_CHANGE = new Set(['session', 'sign_in_attempt', 'audit_entry', 'audit_head']);
/** When an institution first looked is put on record too. */
const MAY_BE_NOTED: Readonly<Record<string, string>> = { referral: 'seenAt' };
const RAW = /\bundefined\b|\[object |\bNaN\b|\{\{|\}\}/;
const KEY = /(?<![\w@./-])(?:[a-z][a-z-]*\.)+[a-z][\w-]*(?![\w/])/;
const FILE = /\.(csv|xlsx|pdf|eml|md|hbs|json)$/;

describe('a crawler in the demo', () => {
  let demo: TestDemo;
  let data: KnownData;
  const visitors = new Map<string, Visitor>();
  const visits = new Map<string, Visit[]>();
  let before: Map<string, string>;
  let after: Map<string, string>;

  beforeAll(async () => {
    demo = await playDemo();
    const db = demo.app.get(Database);
    data = await KnownData.of(db);
    for (const who of PEOPLE) visitors.set(who, await signedIn(who));
    for (const locale of LOCALES) {
      for (const [, visitor] of visitors) await visitor.post('/preferences/language', { locale });
      before = await contents(db);
      for (const [who, visitor] of visitors) visits.set(`${who} ${locale}`, await crawl(visitor, ['/w'], LIMITS));
      after = await contents(db);
      expect([...after].filter(([table, hash]) => before.get(table) !== hash).map(([table]) => table)).toEqual([]);
    }
  }, RUN);
  afterAll(() => demo?.close());

  const signedIn = async (who: string): Promise<Visitor> => {
    const visitor = new Visitor(demo.app);
    expect((await visitor.signIn(who, DEMO_PASSWORD)).status).toBe(303);
    return visitor;
  };
  const runs = LOCALES.flatMap((locale) => PEOPLE.map((who) => [who, locale] as const));
  const of = (who: string, locale: Locale): Visit[] => visits.get(`${who} ${locale}`) ?? [];

  it.each(runs)('%s (%s) meets no dead end', (who, locale) => {
    const seen = of(who, locale);
    expect(seen.length).toBeGreaterThan(20);
    const dead = seen.filter(({ status }) => status !== 200 && status !== 303);
    expect(dead.map(({ status, path, from }) => `${status} ${path} <- ${from}`)).toEqual([]);
  });

  it.each(runs)('%s (%s) reads one heading, which is the title, and no raw value', (who, locale) => {
    const faults = of(who, locale).flatMap(({ path, page }) => {
      if (!page) return [];
      const [heading, ...more] = page.headings;
      const suffix = ` - ${projectWords().t(locale, 'shell.product')}`;
      return [
        ...(more.length > 0 || heading === '' || page.title !== `${heading}${suffix}`
          ? [`${page.title}: ${heading}`]
          : []),
        ...(page.lang === locale ? [] : [`lang ${page.lang}`]),
        ...page.texts.filter((text) => RAW.test(text)),
        ...page.texts.map((text) => KEY.exec(text)?.[0] ?? '').filter((key) => key !== '' && !FILE.test(key)),
      ].map((fault) => `${path}: ${fault}`);
    });
    expect(faults).toEqual([]);
  });

  it.each(PEOPLE)('%s reads English pages without untranslated words', (who) => {
    const left = of(who, 'en').flatMap(({ path, page }) =>
      (page?.texts ?? [])
        .map((text) => data.untranslated(text))
        .filter((rest) => rest !== '')
        .map((rest) => `${path}: ${rest}`),
    );
    expect(left).toEqual([]);
  });

  it('finds a route behind every form', () => {
    const routes = routesOf(demo.app)
      .filter(({ method }) => method === 'POST')
      .map(({ path }) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`));
    const lost = [...visits.values()].flat().flatMap(({ path, page }) =>
      (page?.forms ?? [])
        .filter(({ method }) => method.toLowerCase() === 'post')
        .map(({ action }) => new URL(action, `http://localhost${path}`).pathname)
        .filter((action) => !routes.some((route) => route.test(action)))
        .map((action) => `${action} <- ${path}`),
    );
    expect(lost).toEqual([]);
  });

  // The last one, since it changes what it touches: every button, pressed with nothing filled in. A button that ends
  // sessions ends the crawler's own, so it signs in again; the administrator, who can lock people out, comes last.
  it.each(PEOPLE.toReversed())(
    '%s presses every button: an answer, never a fault',
    async (who) => {
      let visitor = await signedIn(who);
      const pressed = new Set<string>();
      const faults: string[] = [];
      for (const { path, page } of of(who, 'en'))
        for (const { method, action, fields } of page?.forms ?? []) {
          const target = new URL(action, `http://localhost${path}`);
          const shape = shapeOf(target.pathname);
          if (method.toLowerCase() !== 'post' || pressed.has(shape) || shape === '/sign-out') continue;
          pressed.add(shape);
          const hidden = Object.fromEntries(fields.filter(([name]) => name !== '_csrf'));
          const press = async () => (await visitor.post(target.pathname + target.search, hidden)).status;
          let status = await press();
          if (status === 401) {
            visitor = await signedIn(who);
            status = await press();
          }
          if (![200, 303, 403, 404, 409, 422].includes(status)) faults.push(`${status} ${action} <- ${path}`);
        }
      expect(pressed.size).toBeGreaterThan(3);
      expect(faults).toEqual([]);
    },
    RUN,
  );
});

/** What every table holds, as one hash each. */
async function contents(db: Database): Promise<Map<string, string>> {
  const tables = db.manager.connection.entityMetadatas
    .map(({ tableName }) => tableName)
    .filter((table) => !MAY_CHANGE.has(table));
  const hashes = new Map<string, string>();
  for (const table of tables)
    hashes.set(
      table,
      createHash('sha256')
        .update(
          JSON.stringify(await db.select(`SELECT * FROM ${table}`), (name, value: unknown) =>
            name === MAY_BE_NOTED[table] ? null : value,
          ),
        )
        .digest('hex'),
    );
  return hashes;
}
