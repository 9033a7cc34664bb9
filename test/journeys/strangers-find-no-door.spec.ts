import { RequestMethod, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { newId } from '../../src/platform/ids.js';
import { ACCESS, type Access } from '../../src/platform/http/access.js';
import { ownPath } from '../../src/web/sign-in.pages.js';
import { buildTown } from '../factories/town.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly access: Access | undefined;
}

/** Every route of the running application, as Nest knows them, with ids that name nothing in place of parameters. */
function routesOf({ app }: TestApp): Route[] {
  const types = [...app.get(ModulesContainer).values()].flatMap(({ controllers }) =>
    [...controllers.values()].map(({ metatype }) => metatype as Type),
  );
  return types.flatMap((type) =>
    handlersOf(type).flatMap((handler) => {
      const pathsOf = (of: object) => [Reflect.getMetadata('path', of) as string | string[]].flat();
      return pathsOf(type).flatMap((base) =>
        pathsOf(handler).map((path) => routeOf(type, handler, `/${base}/${path}`)),
      );
    }),
  );
}

function routeOf(type: Type, handler: object, pattern: string): Route {
  const path = pattern
    .replace(/\/+/g, '/')
    .replace(/(.)\/$/, '$1')
    .replace(/:\w+/g, newId());
  const access = (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, type)) as Access | undefined;
  return { method: RequestMethod[Reflect.getMetadata('method', handler) as number]!, path, access };
}

function handlersOf(type: Type): object[] {
  const found = new Map<string, object>();
  for (let proto = type.prototype as object; proto !== Object.prototype; proto = Object.getPrototypeOf(proto) as object)
    for (const name of Object.getOwnPropertyNames(proto)) {
      const handler = (proto as Record<string, unknown>)[name];
      if (!found.has(name) && typeof handler === 'function' && Reflect.hasMetadata('method', handler))
        found.set(name, handler);
    }
  return [...found.values()];
}

describe('strangers find no door', () => {
  let test: TestApp;
  let routes: Route[];
  beforeAll(async () => {
    test = await openTestApp();
    await buildTown(test.app);
    routes = routesOf(test);
  });
  afterAll(() => test.close());

  const ask = (method: string, url: string, headers: Record<string, string> = {}) =>
    test.app.inject({ method: method as 'GET', url, headers: { host: 'localhost', ...headers } });

  it('every route says who may call it', () => {
    expect(routes.length).toBeGreaterThan(60);
    expect(routes.filter(({ access }) => access === undefined)).toEqual([]);
  });

  /** Other ways to write an address that a router, a proxy or a guard could read otherwise than the other two. */
  const spellings = (path: string): string[] => [
    `${path}/`,
    path.replace('/', '//'),
    path.replace(/\/([^/]+)$/, '//$1'),
    `/.${path}`,
    `/x/..${path}`,
    path.toUpperCase(),
    path.replace(/^\/(.)/, (_, letter: string) => `/${letter.toUpperCase()}`),
    path.replace(/^\/(.)/, (_, letter: string) => `/%${letter.charCodeAt(0).toString(16)}`),
    path.replace(/^\/([^/]+)\//, '/$1%2f'),
    path.replace(/^\/([^/]+)\//, '/$1%5c'),
    `${path}%00`,
    `${path}%20`,
    `${path};x=1`,
    `${path}.json`,
    `${path}?_method=GET`,
  ];
  const refusals = [400, 401, 403, 404, 405];

  it('a stranger is sent to sign in, by GET and HEAD alike, and whoever else asks is refused', async () => {
    const guarded = routes.filter(({ access }) => access?.kind !== 'public');
    expect(guarded.length).toBeGreaterThan(100);
    for (const { method, path } of guarded) {
      const page = !path.startsWith('/api/');
      for (const asked of method === 'GET' ? ['GET', 'HEAD'] : [method]) {
        const { statusCode, headers } = await ask(asked, path, { accept: 'text/html' });
        const signIn = page && method === 'GET' ? `/sign-in?next=${encodeURIComponent(path)}` : undefined;
        expect([asked, path, statusCode, headers.location]).toEqual([asked, path, signIn ? 303 : 401, signIn]);
      }
    }
  });

  it('no spelling of a protected address gives anything to a stranger, nor to somebody without the right', async () => {
    const stranger = { accept: 'application/json', 'x-original-url': '/help', 'x-rewrite-url': '/help' };
    const admin = test.visitor(); // reads no case, and files none
    await admin.signIn('admin');
    const known = { ...stranger, cookie: admin.cookieHeader(), 'x-csrf-token': await admin.token() };
    for (const { method, path, access } of routes.filter((route) => route.access?.kind !== 'public')) {
      const cases = access?.kind === 'permission' && access.anyOf.every((one) => one.startsWith('financing.'));
      for (const url of [path, ...spellings(path)])
        for (const asked of method === 'GET' ? ['GET', 'HEAD'] : [method])
          for (const headers of cases ? [stranger, known] : [stranger]) {
            const { statusCode } = await ask(asked, url, headers);
            expect([asked, url, statusCode, refusals.includes(statusCode)]).toEqual([asked, url, statusCode, true]);
          }
    }
  });

  it('no unsafe request works without the form token, nor with another site behind it', async () => {
    const officer = test.visitor();
    await officer.signIn('admin');
    const unsafe = routes.filter(({ method, path }) => !['GET', 'HEAD'].includes(method) && !path.startsWith('/api/'));
    expect(unsafe.length).toBeGreaterThan(25);
    const token = await officer.token();
    const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
    for (const { method, path } of unsafe) {
      const without = await officer.send(method, path, 'a=1', form);
      expect([method, path, without.status]).toEqual([method, path, 403]);
      const foreign = await officer.send(method, path, `_csrf=${token}`, { ...form, origin: 'https://evil.example' });
      expect([method, path, foreign.status]).toEqual([method, path, 403]);
    }
    const plain = await officer.send('POST', '/me/notify', `_csrf=${token}&mailLevel=all`, {
      'content-type': 'text/plain',
    });
    expect(plain.status).toBeGreaterThanOrEqual(400);
    expect((await officer.get('/me')).status).toBe(200);
  });

  it('goes back only to paths of this site', async () => {
    const corpus = [
      'https://evil.example',
      '//evil.example',
      '///evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      '/%2f/evil.example\n',
      'javascript:alert(1)',
      'data:text/html,x',
      '/..//evil.example',
      'evil.example',
      '/x\r\nset-cookie: a=b',
      '/@evil.example',
      '////',
      'http:/evil.example',
      ' //evil.example',
      '/.//evil.example',
      '/%0d%0aLocation:x',
    ];
    for (const next of corpus) {
      const visitor = test.visitor();
      const { status, location } = await visitor.post('/sign-in', {
        username: 'officer',
        password: 'correct horse battery',
        next,
      });
      expect([next, status]).toEqual([next, 303]);
      const target = new URL(location!, 'http://localhost');
      expect([next, target.host, /[\r\n\\]|^\/\//.test(target.pathname)]).toEqual([next, 'localhost', false]);
    }
    expect(ownPath('/financing/needs/1?tab=a&x=%E4')).toBe('/financing/needs/1?tab=a&x=%E4');
    const visitor = test.visitor();
    const entered = await visitor.post('/sign-in', {
      username: 'officer',
      password: 'correct horse battery',
      next: '/me/notify',
    });
    expect(entered.location).toBe('/me/notify');
  });

  it('help answers, and the statements state', async () => {
    expect((await ask('GET', '/help')).body).toContain('忘记密码怎么办？');
    expect((await ask('GET', '/privacy')).body).toContain('密码只保存不可还原的摘要');
    const officer = test.visitor();
    await officer.signIn('officer');
    const help = (await officer.get('/help')).body;
    expect([help.includes('怎样核实一条需求？'), help.includes('怎样更新产品？')]).toEqual([true, false]);
  });

  it('help, statements and the kit are open, in both languages', async () => {
    for (const path of ['/help', '/privacy', '/accessibility', '/kit', '/register', '/password/forgotten'])
      for (const locale of ['zh-CN', 'en']) {
        const { statusCode, body } = await ask('GET', path, { cookie: `locale=${locale}`, accept: 'text/html' });
        expect([path, statusCode]).toEqual([path, 200]);
        expect(body).toContain(`<html lang="${locale}">`);
        expect(body.match(/<h1>/g)).toHaveLength(1);
      }
  });
});
