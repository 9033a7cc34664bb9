import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './cursor.js';

const raw = (json: string) => Buffer.from(json).toString('base64url');

describe('cursor', () => {
  it('comes back as it went', () => {
    const parts = ['2026-11-23', 42, null, '泉州'];
    expect(decodeCursor(encodeCursor(parts), 4)).toEqual({ ok: true, value: parts });
    expect(encodeCursor(parts)).toMatch(/^[\w-]+$/);
  });
  it.each([
    ['another number of parts', encodeCursor(['a'])],
    ['no array', raw('{"0":"a","1":"b","length":2}')],
    ['parts that are objects', raw('[{"$gt":1},"b"]')],
    ['no JSON', raw('["a",')],
    ['signs outside base64url', 'a+b/'],
    ['nothing', ''],
    ['too much', encodeCursor(['a', 'x'.repeat(2000)])],
  ])('refuses %s', (_what, text) => expect(decodeCursor(text, 2)).toEqual({ ok: false, code: 'cursor' }));
  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(typeof decodeCursor(text, 2).ok).toBe('boolean')));
  });
});
