import { displayName, mailbox, singleAddress } from './mail-address.js';

describe('one address', () => {
  it.each(['a@b.cn', 'first.last+tag@mail.example.com', 'x_1%y@xn--fiq228c.xn--p1ai', 'A-B@example.org'])(
    'takes %s',
    (text) => expect(singleAddress(text)).toBe(text),
  );

  it.each([
    '',
    'a',
    '@b.cn',
    'a@',
    'a@b',
    'a@localhost',
    'a@b.cn,c@d.cn',
    'a@b.cn;c@d.cn',
    'a@b.cn c@d.cn',
    'a@b.cn\r\nBcc: c@d.cn',
    'a@b.cn\nTo: c@d.cn',
    'a@b.cn\0',
    'a\r@b.cn',
    '<a@b.cn>',
    'Name <a@b.cn>',
    '"a@b.cn"@d.cn',
    '"a b"@d.cn',
    'a@b@d.cn',
    'a(comment)@b.cn',
    'group: a@b.cn;',
    '=?utf-8?q?a=40b.cn?=@d.cn',
    '=?utf-8?b?YUBiLmNuLA==?=',
    'a@=?utf-8?q?b.cn?=',
    'a@b.cn%00',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@b..cn',
    '.a@b.cn',
    'a.@b.cn',
    'a..b@c.cn',
    'a@-b.cn',
    'a@b.cn.',
    'a@b.cn ',
    ' a@b.cn',
    'a@b，cn',
    'а@b.cn', // Cyrillic
    `${'a'.repeat(65)}@b.cn`,
    `a@${'b'.repeat(64)}.cn`,
    `a@${'b.'.repeat(130)}cn`,
  ])('refuses %j', (text) => expect(singleAddress(text)).toBeNull());

  it('answers a hostile length at once', () => {
    const before = performance.now();
    expect(singleAddress(`${'a.'.repeat(50_000)}@${'b-'.repeat(50_000)}`)).toBeNull();
    expect(performance.now() - before).toBeLessThan(50);
  });
});

it('keeps a name on one line and out of the address', () => {
  expect(displayName('王明\r\nBcc: x@y.cn')).toBe('王明 Bcc x y.cn');
  expect(displayName('a <b@c.cn>, d')).toBe('a b c.cn d');
});

it('reads the sender', () => {
  expect(mailbox('一盘棋 <noreply@example.com>')).toEqual({ name: '一盘棋', address: 'noreply@example.com' });
  expect(mailbox('noreply@localhost')).toEqual({ name: '', address: 'noreply@localhost' });
  expect(() => mailbox('x <a@b.cn,c@d.cn>')).toThrow();
});
