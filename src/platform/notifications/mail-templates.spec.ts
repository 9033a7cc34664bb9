import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { MailTemplates } from './mail-templates.js';
import type { NoticeParams } from './notice-params.js';

const mails = new MailTemplates('Asia/Shanghai');
const kinds = MailTemplates.kinds();
const each = kinds.flatMap((kind) => (['zh-CN', 'en'] as const).map((locale) => [kind, locale] as const));
const source = (kind: string, locale: string): string => readFileSync(`templates/mails/${kind}.${locale}.hbs`, 'utf8');

/** The only words a mail may carry: none of them is an amount, a rate or a person, but for the officer in the footer. */
const ALLOWED = [
  'number', 'dueAt', 'at', 'expiresOn', 'count', 'accepted', 'refused', 'list', 'when', 'day', 'word', 'products',
  'product', 'institutions', 'institution', 'organisation', 'inviter', 'reason', 'event', 'until', 'device', 'if',
  'class', 'seats', 'firms', 'max', 'missing', 'dueOn', 'size',
]; // prettier-ignore
/** Mails that are about no case. */
const WITHOUT_NUMBER = [
  'account-invited',
  'account-approved',
  'account-refused',
  'password-reset',
  'products-stale',
  'college-data-due',
  'pool-waits',
  'import-done',
  'export-ready',
  'security-event',
];

const params: NoticeParams = {
  number: 'RZ-2026-000123',
  dueAt: '2026-11-25T09:00:00.000Z',
  at: '2026-11-25T09:00:00.000Z',
  expiresOn: '2026-12-31',
  until: '2026-12-31T09:00:00.000Z',
  count: 3,
  accepted: 41,
  refused: 5,
  products: ['科技贷', '税易贷'],
  product: '科技贷',
  institutions: ['甲银行', '乙银行'],
  institution: '甲银行',
  organisation: '示例公司',
  inviter: '企业服务中心',
  reason: 'other',
  event: 'locked',
  class: '数控技术订单班',
  seats: 8,
  firms: 4,
  max: 30,
  missing: 7,
  size: 18,
  dueOn: '2027-03-01',
};
const render = (kind: string, locale: 'zh-CN' | 'en', more: NoticeParams = {}) =>
  mails.render(kind, {
    locale,
    baseUrl: 'https://a.example.cn',
    href: '/financing/needs/1?a=1&b=2',
    params: { ...params, ...more },
  });

/** Names a template uses, helpers included. */
function names(text: string): Set<string> {
  const found = new Set<string>();
  class Names extends Handlebars.Visitor {
    override PathExpression(path: hbs.AST.PathExpression): void {
      found.add(path.original);
    }
  }
  new Names().accept(Handlebars.parse(text));
  return found;
}

it('covers the financing line in both languages', () => expect(kinds.length).toBeGreaterThanOrEqual(30));

describe.each(each)('%s in %s', (kind, locale) => {
  it('carries only allowed words', () => {
    expect([...names(source(kind, locale))].filter((name) => !ALLOWED.includes(name))).toEqual([]);
    expect(source(kind, locale)).not.toContain('{{{');
  });

  it('names the case in its subject', () => {
    expect(render(kind, locale).subject.includes('RZ-2026-000123')).toBe(!WITHOUT_NUMBER.includes(kind));
  });

  it('uses the same words in the other language', () => {
    const other = locale === 'en' ? 'zh-CN' : 'en';
    expect([...names(source(kind, locale))].sort()).toEqual([...names(source(kind, other))].sort());
  });

  it('is short, with one button, and leaves no gap', () => {
    const { text, html, subject } = render(kind, locale);
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).toContain('href="https://a.example.cn/financing/needs/1?a&#x3D;1&amp;b&#x3D;2"');
    expect(text).toContain('https://a.example.cn/financing/needs/1?a=1&b=2');
    const body = text.slice(0, text.indexOf('https://'));
    expect(body.length).toBeLessThanOrEqual(locale === 'en' ? 400 : 200);
    expect(subject.length).toBeLessThanOrEqual(locale === 'en' ? 90 : 50);
    expect(`${subject}${body}`).not.toMatch(/\{\{|undefined|：。|: \.|  /);
  });

  it('shows markup and line breaks of others as plain words', () => {
    const evil = '<img src=x onerror=alert(1)>\r\nBcc: x@y.cn\n\n{{constructor}}';
    const all = Object.fromEntries(
      Object.entries(params).map(([key, value]) => [key, Array.isArray(value) ? [evil, evil] : evil]),
    );
    const { subject, html, text } = render(kind, locale, all);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toMatch(/<img/);
    expect(html.match(/<\w+/g)).toEqual(render(kind, locale).html.match(/<\w+/g));
    expect(text.split('\n\n')).toHaveLength(render(kind, locale).text.split('\n\n').length);
  });
});

it('says when in the business time zone, in the language of the reader', () => {
  expect(render('referral-received', 'zh-CN').subject).toBe('新推荐 RZ-2026-000123，请在 2026年11月25日 17:00 前回复');
  expect(render('referral-received', 'en').subject).toContain('by November 25, 2026 at 17:00');
  expect(render('need-matched', 'zh-CN').text).toContain('科技贷、税易贷');
});

it('names the officer only when given, and where to get fewer mails', () => {
  const { text } = render('need-submitted', 'zh-CN', { officerName: '李专员', officerPhone: '0791-1234567' });
  expect(text).toContain('专员：李专员 0791-1234567');
  expect(text).toContain('减少邮件：https://a.example.cn/me/notify');
  expect(render('need-submitted', 'zh-CN').text).not.toContain('专员：');
});

it('has an inbox line of each kind, in both languages, with equal parameters', () => {
  const words = (locale: string): Record<string, string> =>
    JSON.parse(readFileSync(`config/locales/${locale}/notices.json`, 'utf8')) as Record<string, string>;
  const holes = (text = ''): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
  const [zh, en] = [words('zh-CN'), words('en')];
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  for (const kind of kinds) expect(zh[`notices.${kind}`]).toBeTruthy();
  for (const key of Object.keys(zh)) expect(holes(zh[key])).toEqual(holes(en[key]));
});

it('refuses a kind without a template', () => {
  expect(() => render('nothing', 'en')).toThrow(expect.objectContaining({ code: 'mail-template-missing' }));
});
