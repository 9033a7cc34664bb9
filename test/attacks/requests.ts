import fc from 'fast-check';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { fieldsOf, formTypes, type FieldSpec } from '../../src/platform/http/fields.js';
import { routesOf, type Route } from '../../src/web/api/route-table.js';
import { fitting, hostileJson, hostileText } from './hostile-values.js';

export interface Target extends Route {
  /** Names its handler reads from the address, and fields of the forms it names. */
  readonly queryNames: readonly string[];
  readonly fields: readonly FieldSpec[];
}

export interface Shot {
  readonly target: Target;
  readonly role: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly body: { readonly type: string; readonly text: string | Buffer } | null;
  readonly token: boolean;
}

/** Every route of the running application, with the names it listens to. */
export function targetsOf(app: NestFastifyApplication): Target[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  const types = new Map(
    controllers.map(({ metatype }) => [
      (metatype as { name: string }).name,
      metatype as new () => Record<string, unknown>,
    ]),
  );
  const forms = new Map(formTypes().map((type) => [type.name, type]));
  return routesOf(app).map((route) => {
    const [controller = '', method = ''] = route.handler.split('.');
    const type = types.get(controller);
    const source = String(type?.prototype[method]);
    const all = String(type);
    const named = [...source.matchAll(/\b\w+(?:Form|Query|Filter)\b/g)].map(([name]) => name);
    const fallback = [...all.matchAll(/\b\w+(?:Form|Query|Filter)\b/g)].map(([name]) => name);
    const fields = [...new Set(named.some((name) => forms.has(name)) ? named : fallback)].flatMap((name) =>
      fieldsOf(forms.get(name) ?? Object),
    );
    const args = Object.values(
      (type && (Reflect.getMetadata(ROUTE_ARGS_METADATA, type, method) as Record<string, { data?: unknown }>)) ?? {},
    );
    const queryNames = args.flatMap(({ data }) => (typeof data === 'string' ? [data] : []));
    return {
      ...route,
      queryNames: [
        ...new Set([...queryNames, ...fields.map(({ name }) => name), 'page', 'sort', 'q', 'limit', 'cursor']),
      ],
      fields,
    };
  });
}

/** A request to the target: half of what it carries would pass, half is meant to break it. */
export function shotAt(
  target: Target,
  roles: readonly string[],
  idsFor: (target: Target, name: string) => readonly string[],
): fc.Arbitrary<Shot> {
  const names = [...target.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const part = (name: string) => {
    const ids = idsFor(target, name);
    return ids.length === 0
      ? hostileText
      : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: hostileText });
  };
  const path = fc
    .tuple(...names.map(part))
    .map((values) =>
      names.reduce(
        (text, name, i) => text.replace(`:${name}`, () => encode(String(values[i])).slice(0, 4_000)),
        target.path,
      ),
    );
  const query = fc.array(
    fc.tuple(
      fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...target.queryNames) }, { weight: 1, arbitrary: hostileText }),
      hostileText,
    ),
    { maxLength: 4 },
  );
  const body = target.method === 'GET' ? fc.constant(null) : bodyFor(target);
  return fc.record({
    target: fc.constant(target),
    role: fc.constantFrom(...roles),
    path,
    query,
    body,
    token: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  });
}

/** A value that fits for about half of the fields, so that requests get past the form. */
function bodyFor({ fields, path }: Target): fc.Arbitrary<Shot['body']> {
  const good = fc.record(Object.fromEntries(fields.map((spec) => [spec.name, fitting(spec)])), {
    requiredKeys: fields.filter(({ options }) => !options.optional).map(({ name }) => name),
  });
  const odd = <T>(value: fc.Arbitrary<T>) =>
    fc.array(
      fc.tuple(
        fc.oneof(
          {
            weight: 9,
            arbitrary: fc.constantFrom(...fields.map(({ name }) => name), '_key', '_version', 'id', 'state'),
          },
          { weight: 1, arbitrary: hostileText },
        ),
        value,
      ),
      { maxLength: 3 },
    );
  const json = fc
    .tuple(good, odd(hostileJson))
    .map(([base, changes]) => JSON.stringify({ ...base, ...Object.fromEntries(changes) }));
  const form = fc.tuple(good, odd(hostileText)).map(([base, changes]) => {
    const params = new URLSearchParams(base as Record<string, string>);
    for (const [name, value] of changes) params.append(name, value);
    return params.toString();
  });
  const jsonType = 'application/json';
  const formType = 'application/x-www-form-urlencoded';
  const asJson = json.map((text) => ({ type: jsonType, text }));
  const asForm = form.map((text) => ({ type: formType, text }));
  const api = path.startsWith('/api/');
  return fc.oneof(
    { weight: 12, arbitrary: api ? asJson : asForm },
    { weight: 1, arbitrary: api ? asForm : asJson },
    { weight: 3, arbitrary: fc.constantFrom(...brokenBodies) },
  );
}

const multipart = (text: string) => ({ type: 'multipart/form-data; boundary=b', text: text.replaceAll('\n', '\r\n') });

/** Bodies no page of ours sends: bombs, half ones, wrong types. */
export const brokenBodies: readonly { type: string; text: string | Buffer }[] = [
  { type: 'application/json', text: '' }, { type: 'application/json', text: '{' }, { type: 'application/json', text: 'null' },
  { type: 'application/json', text: '[]' }, { type: 'application/json', text: '"x"' }, { type: 'application/json', text: '1e400' },
  { type: 'application/json', text: '{"__proto__":{"polluted":1}}' }, { type: 'application/json', text: '{"constructor":{"prototype":{"polluted":1}}}' },
  { type: 'application/json', text: '{"\\u005f_proto__":{"polluted":1}}' },
  ...[100, 1_000, 50_000].map((deep) => ({ type: 'application/json', text: '{"a":'.repeat(deep) + '1' + '}'.repeat(deep) })),
  { type: 'application/json', text: '['.repeat(90_000) }, { type: 'application/json', text: `[${'1,'.repeat(60_000)}1]` },
  { type: 'application/json', text: `{"title":"${'x'.repeat(300_000)}"}` }, { type: 'application/json', text: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) },
  { type: 'text/plain', text: 'amount=1' }, { type: 'application/xml', text: '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>' },
  { type: 'application/x-www-form-urlencoded', text: '__proto__=1&constructor[prototype][polluted]=1' },
  { type: 'application/x-www-form-urlencoded', text: '__proto__[polluted]=1' }, { type: 'application/x-www-form-urlencoded', text: 'a=%ff%fe&%00=1&=&&&' },
  { type: 'application/x-www-form-urlencoded', text: 'a=1&'.repeat(5_000) }, { type: 'application/x-www-form-urlencoded', text: `a=${'x'.repeat(600_000)}` },
  multipart('--b\ncontent-disposition: form-data; name="a"\n\n1\n'), multipart('garbage'), multipart('--b--'), multipart(''),
  multipart('--b\ncontent-disposition: form-data; name="__proto__"\n\n1\n--b--\n'),
  multipart('--b\ncontent-disposition: form-data; name="file"; filename="a.xlsx"\n\nPK\u0003\u0004broken\n--b--\n'),
  multipart('--b\ncontent-disposition: form-data; name="__proto__"; filename="x.pdf"\n\n%PDF-1.4\n--b--\n'),
  multipart('--b\ncontent-disposition: form-data; name="file"; filename="../../x\u0000.html"\n\n<script>1</script>\n--b--\n'),
  multipart(`--b\n${'x-h: y\n'.repeat(3_000)}\n--b--\n`), { type: 'multipart/form-data', text: 'no boundary' }, { type: 'nonsense', text: 'x' },
]; // prettier-ignore

/** Percent-encodes what encodeURIComponent refuses, too: a lone surrogate goes out as its broken bytes. */
export function encode(text: string): string {
  if (text === '.' || text === '..' || text.startsWith('%')) return text; // sent raw: broken escapes belong to the attack
  return Array.from(text, (letter) =>
    /^[\ud800-\udfff]$/.test(letter) ? '%ED%A0%80' : encodeURIComponent(letter),
  ).join('');
}
