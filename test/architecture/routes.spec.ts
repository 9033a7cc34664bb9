import { readFileSync } from 'node:fs';
import { problems } from '../../src/kernel/problems.js';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';
import { readCatalogue } from '../../src/platform/i18n/catalogue.js';
import { LOCALES } from '../../src/platform/i18n/locale.js';
import { Roles } from '../../src/platform/identity/roles.js';
import { NoticeKinds } from '../../src/platform/notifications/notice-kinds.js';
import { openApiOf } from '../../src/web/api/openapi.js';
import { routesMarkdown, routesOf, type Route } from '../../src/web/api/route-table.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { sources } from './sources.js';

let test_: TestApp;
let routes: Route[];
beforeAll(async () => {
  test_ = await openTestApp();
  routes = routesOf(test_.app);
});
afterAll(() => test_.close());

describe('the routes', () => {
  test('are all found', () => {
    expect(routes.length).toBeGreaterThan(40);
    expect(routes.map(({ handler }) => handler)).toContain('NeedApi.submit');
  });

  test('all say who may call them', () => {
    expect(routes.filter(({ access }) => !access).map(({ handler }) => handler)).toEqual([]);
  });

  test('are what the router serves', () => {
    const served = test_.app.getHttpAdapter().getInstance() as {
      hasRoute(of: { method: string; url: string }): boolean;
    };
    const missing = routes.filter(({ method, path }) => method !== 'ALL' && !served.hasRoute({ method, url: path }));
    expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  test('have plain addresses: kebab-case words and parameters', () => {
    const odd = routes.filter(
      ({ path }) => !/^\/$|^(\/([a-z0-9]+(-[a-z0-9]+)*(\.[a-z]{3,4})?|:[a-zA-Z]+))+$/.test(path),
    );
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  test('answer each address once', () => {
    const all = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':')}`);
    expect(all.filter((one, at) => all.indexOf(one) !== at)).toEqual([]);
  });

  test('change nothing by GET: every change is a POST, PUT, PATCH or DELETE', () => {
    const verbs = new Set(routes.map(({ method }) => method));
    expect([...verbs].filter((verb) => !['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(verb))).toEqual([]);
  });

  test('stand in docs/routes.md as they are (npx yipanqi routes --out docs/routes.md)', () => {
    const text = routesMarkdown(routes, test_.app.get(Roles).table);
    expect(readFileSync(projectFolder('docs/routes.md'), 'utf8')).toBe(text);
  });
});

describe('the permissions', () => {
  test('that are asked for are held by some role', () => {
    const held = new Set(Object.keys(test_.app.get(Roles).table).flatMap((role) => [...permissionsOf(role)]));
    const asked = routes.flatMap(({ access }) => (access?.kind === 'permission' ? access.anyOf : []));
    expect(asked.filter((permission) => !held.has(permission))).toEqual([]);
  });

  test('that are held are asked for somewhere', () => {
    const text = sources('src', '.ts')
      .map((source) => source.text)
      .join('\n');
    const used = (permission: string) => text.includes(`'${permission}'`) || dynamic(permission, text);
    const held = [...new Set(Object.keys(test_.app.get(Roles).table).flatMap((role) => [...permissionsOf(role)]))];
    const idle = held.filter((permission) => !used(permission));
    expect(idle).toEqual([]);
  });

  const permissionsOf = (role: string) => test_.app.get(Roles).permissionsOf([role]);
  /** `${demand.domain}.need.consent` */
  const dynamic = (permission: string, text: string) =>
    text.includes(`domain}.${permission.split('.').slice(1).join('.')}\``);
});

describe('the OpenAPI document', () => {
  type Operation = {
    operationId: string;
    tags?: string[];
    parameters?: { name: string; in: string }[];
    security?: object[];
    responses: object;
  };
  const operations = () =>
    Object.entries(openApiOf(test_.app).paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({ path, method, operation })),
    );

  test('is the one in docs/openapi.json (npx yipanqi openapi --out docs/openapi.json)', () => {
    const kept = JSON.parse(readFileSync(projectFolder('docs/openapi.json'), 'utf8')) as object;
    expect(JSON.parse(JSON.stringify(openApiOf(test_.app)))).toEqual(kept);
  });

  test('holds every call under /api/v1', () => {
    const described = operations().map(
      ({ path, method }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    );
    const there = routes
      .filter(({ path }) => path.startsWith('/api/v1/'))
      .map(({ method, path }) => `${method} ${path}`);
    expect(described.toSorted()).toEqual(there.toSorted());
  });

  test('names every parameter, gives every call an answer, an own name and its security', () => {
    const names = operations().map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { path, method, operation } of operations()) {
      const inPath = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name);
      expect([path, inPath.toSorted()]).toEqual([
        path,
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted(),
      ]);
      const good = Object.keys(operation.responses).filter((status) => status.startsWith('2'));
      expect([path, method, good.length]).toEqual([path, method, 1]);
      expect(operation.responses).toHaveProperty('default');
      if (path !== '/api/v1/sessions') expect([path, operation.security]).toEqual([path, [{ bearer: [] }]]);
    }
  });

  test('resolves every reference', () => {
    const text = JSON.stringify(openApiOf(test_.app));
    const document = JSON.parse(text) as { components: { schemas: object } };
    const wanted = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
    expect(wanted.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });
});

describe('the catalogues', () => {
  const catalogues = LOCALES.map((locale) => ({
    locale,
    words: readCatalogue(projectFolder('config/locales', locale)),
  }));

  test('say every refusal', () => {
    const missing = catalogues.flatMap(({ locale, words }) =>
      Object.keys(problems)
        .filter((code) => !(`problem.${code}` in words))
        .map((code) => `${locale} ${code}`),
    );
    expect(missing).toEqual([]);
  });

  test('say what every permission lets one do, and no other', () => {
    const table = test_.app.get(Roles).table;
    const held = [...new Set(Object.keys(table).flatMap((role) => [...test_.app.get(Roles).permissionsOf([role])]))];
    for (const { words } of catalogues) {
      const said = Object.keys(words).filter((key) => key.startsWith('permission.'));
      expect(said.toSorted()).toEqual(held.map((permission) => `permission.${permission}`).toSorted());
    }
  });

  test('say every notice, and mailed ones have a mail in each language', () => {
    const mails = new Set(sources('templates/mails', '.hbs').map(({ path }) => path));
    const kinds = test_.app.get(NoticeKinds).all;
    const missing = kinds.flatMap(({ kind, mail }) =>
      catalogues.flatMap(({ locale, words }) => [
        ...(`notices.${kind}` in words ? [] : [`${locale} ${kind}`]),
        ...(mail && !mails.has(`templates/mails/${kind}.${locale}.hbs`) ? [`${kind}.${locale}.hbs`] : []),
      ]),
    );
    expect(kinds.length).toBeGreaterThan(40);
    expect(missing).toEqual([]);
  });
});
