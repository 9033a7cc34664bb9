import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';
import { buildTown } from '../factories/town.js';
import { readFormPage } from '../forms/form-page.js';

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';
const multi = 'multipart/form-data; boundary=b';
const parts = (...bodies: string[]) => `${bodies.map((body) => `--b\r\n${body}\r\n`).join('')}--b--\r\n`;
const part = (name: string, value: string) => `content-disposition: form-data; name="${name}"\r\n\r\n${value}`;

type Body = readonly [what: string, type: string, text: string | Buffer, status: number];

/** What neither a browser nor a sound program sends. */
const bodies: readonly Body[] = [
  ['half an object', json, '{"amount":', 400],
  ['nothing but null', json, 'null', 400],
  ['a list', json, '[{"amount":1}]', 400],
  ['a text', json, '"amount"', 400],
  ['JSON 33 deep', json, `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, 400],
  ['JSON 40,000 deep', json, `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`, 400],
  ['lists 90,000 deep', json, '['.repeat(90_000), 400],
  ['JSON with 3,000 members', json, `{"a":[${'1,'.repeat(3_000)}1]}`, 400],
  ['a prototype', json, '{"__proto__":{"polluted":1}}', 400],
  ['300 kB of JSON', json, `{"title":"${'x'.repeat(300_000)}"}`, 413],
  ['bytes that are no text', json, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400],
  ['2,001 fields', form, 'a=1&'.repeat(2_001), 400],
  ['a prototype as a field', form, '__proto__=1', 400],
  ['a form of 600 kB', form, `a=${'x'.repeat(600_000)}`, 413],
  ['plain text', 'text/plain', 'amount=1', 415],
  ['XML with an entity', 'application/xml', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', 415],
  ['a type that is none', 'nonsense', 'x', 415],
  ['a workbook as the body', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', Buffer.from('PK\u0003\u0004'), 415],
  ['parts without a boundary', 'multipart/form-data', 'x', 400],
  ['parts that never begin', multi, 'garbage', 400],
  ['parts that never end', multi, `--b\r\n${part('a', '1')}\r\n`, 400],
  ['120 parts', multi, parts(...Array.from({ length: 120 }, (_, i) => part(`f${i}`, '1'))), 400],
  ['6 files', multi, parts(...Array.from({ length: 6 }, (_, i) => `content-disposition: form-data; name="f${i}"; filename="a.pdf"\r\n\r\n%PDF-`)), 413],
  ['a part of 2 MB of text', multi, parts(part('note', 'x'.repeat(2_000_000))), 413],
  ['a part of inherited name', multi, parts(part('__proto__', '1')), 400],
]; // prettier-ignore

const said: Record<number, readonly [zh: string, en: string]> = {
  400: ['提交的内容读不出来', 'could not be read'],
  413: ['内容太大', 'Too large'],
  415: ['不接受这种格式', 'format'],
};

describe('a body that is none', () => {
  let test: TestApp;
  let program: Visitor;
  let person: Visitor;

  beforeAll(async () => {
    test = await openTestApp();
    await buildTown(test.app);
    [program, person] = [test.visitor(), test.visitor()];
    await program.useToken('enterprise1');
    await person.signIn('enterprise1');
  }, 60_000);
  afterAll(() => test.close());

  it.each(bodies)('%s is refused to a program as a problem in its language', async (_, type, text, status) => {
    for (const [at, locale] of ['zh-CN', 'en'].entries()) {
      const answer = await program.send('POST', '/api/v1/financing/needs', text, {
        'content-type': type,
        accept: 'application/json',
        'accept-language': locale,
        authorization: await bearer(),
      });
      expect([answer.status, answer.headers['content-type']]).toEqual([
        status,
        'application/problem+json; charset=utf-8',
      ]);
      const problem = answer.json<{ title: string; status: number; code: string; traceId: string }>();
      expect(problem).toMatchObject({ status, traceId: expect.any(String) });
      expect(problem.title).toContain(said[status]?.[at]);
    }
  });

  it.each(bodies)('%s is refused to a person by a page with a way back', async (_, type, text, status) => {
    for (const [at, locale] of ['zh-CN', 'en'].entries()) {
      const answer = await person.send('POST', '/financing/needs/new', text, {
        'content-type': type,
        accept: 'text/html',
        referer: 'http://localhost/financing/needs/new',
        'x-csrf-token': await person.token(),
        cookie: `${person.cookieHeader()}; locale=${locale}`,
      });
      expect([answer.status, String(answer.headers['content-type']).split(';')[0]]).toEqual([status, 'text/html']);
      const page = readFormPage(answer.body, '/');
      expect(page.h1).not.toBe('');
      expect(answer.body).toContain(said[status]?.[at]);
      expect(answer.body).toContain('href="/financing/needs/new"');
    }
  });

  let token: string | null = null;
  async function bearer(): Promise<string> {
    token ??= (
      await test
        .visitor()
        .api('POST', '/api/v1/sessions', { username: 'enterprise1', password: 'correct horse battery' })
    ).json<{ token: string }>().token;
    return `Bearer ${token}`;
  }

  it('is not even read when it says that it is larger than any form of ours', async () => {
    const answer = await person.send('POST', '/imports', parts(part('a', '1')), {
      'content-type': multi,
      'content-length': String(60 * 1024 * 1024),
      accept: 'text/html',
    });
    expect(answer.status).toBe(413);
    expect(answer.body).toContain('内容太大');
  });
});
