import fc from 'fast-check';
import type { FieldSpec } from '../../src/platform/http/fields.js';

/** Texts that have broken programs before. */
export const hostileTexts = [
  '', ' ', '0', '-1', '1e3', 'NaN', '99999999999999999999', '9007199254740993', '-9223372036854775809', '1e999', '0x10', 'null', 'undefined',
  'true', '[]', '{}', '\u0000', 'a\u0000b', '\ud800', '\udfff\ud800', '\u202etxt', '👩‍👩‍👧‍👦', 'é'.normalize('NFD'), '１２３', '%', '%00', '%zz', '%c0%af',
  "' OR 1=1 --", '1; DROP TABLE demand', '" UNION SELECT * FROM user_account --', '`', '\\', "\\'", '{{constructor}}', '{{{this}}}', '${7*7}', '<%= 1 %>',
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '../../etc/passwd',
  '..\\..\\x', '//evil.example', 'javascript:alert(1)', '\r\nSet-Cookie: a=b', '=1+1', '2026-02-30', '0000-00-00', '9999-99-99', '+275760-09-14',
  '99999-01-01', 'a'.repeat(300), '9'.repeat(400), '好'.repeat(5_000),
] as const; // prettier-ignore

export const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

/** What an API may be sent where it expects one plain value. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, true, false, -1, 0, 1.5, 1e21, -0, Number.MAX_SAFE_INTEGER, 1e308, [], {}, [[]], [null], { a: { b: {} } }),
  fc.constantFrom<unknown>({ $ne: null }, { length: 1e9 }, { toString: 1 }, { type: 'Buffer', data: [1] }, ['a', { b: 1 }], Array.from({ length: 300 }, () => 'x')),
  fc.jsonValue({ maxDepth: 4 }),
); // prettier-ignore

/** Something the field would take. */
export function fitting({ kind, options }: FieldSpec): fc.Arbitrary<string> {
  switch (kind) {
    case 'choice':
    case 'choices':
      return fc.constantFrom(...(options.codes?.length ? options.codes : ['x']));
    case 'flag':
      return fc.constantFrom('1', 'on', '');
    case 'wan':
      return fc.constantFrom('1', '300', '500.5', '100000', '0.01');
    case 'percent':
      return fc.constantFrom('3.6', '0.1', '24');
    case 'whole':
      return fc.constantFrom('1', '3', '24', '100', '2026');
    case 'day':
      return fc.constantFrom('2026-11-23', '2026-12-31', '2019-04-01', '1900-01-01', '2999-12-31');
    case 'mobile':
      return fc.constant('13800000001');
    case 'mail':
      return fc.constantFrom('someone@example.com', 'x@y.zz');
    case 'password':
      return fc.constant('not the password 1');
    case 'creditCode':
      return fc.constant('91350502MA00T002XX');
    case 'text':
    case 'prose':
    case 'hidden':
    case 'file':
      return fc.constantFrom('一句话', 'credit', 'x', '示例');
  }
}
