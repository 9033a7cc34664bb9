import { readFileSync } from 'node:fs';
import { Settings } from '../../src/platform/config/settings.js';
import { Database } from '../../src/platform/database/database.js';
import { readCatalogue } from '../../src/platform/i18n/catalogue.js';
import { LOCALES, type Locale } from '../../src/platform/i18n/locale.js';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';
import { MailTemplates } from '../../src/platform/notifications/mail-templates.js';
import type { NoticeParams } from '../../src/platform/notifications/notice-params.js';
import { NoticeKinds } from '../../src/platform/notifications/notice-kinds.js';
import { Notices } from '../../src/platform/notifications/notices.service.js';
import { buildTown, type Town } from '../factories/town.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

const number = 'RZ-2026-000001';
const dueAt = '2026-11-25T09:00:00.000Z';
const institution = '东湖银行（示例）';
const organisation = '云岫软件有限公司（示例）';
const officer = '林晓敏';
const clocked = { number, dueAt, institution, duty: 'quote' };

/** What the notices of demands and classes are told with, each with its part of it. */
const talent = {
  number: 'YG-2026-000001',
  class: '数控技术订单班',
  organisation,
  institution,
  seats: 8,
  firms: 4,
  max: 30,
  missing: 7,
  size: 18,
  into: 'DD-2026-000009',
  startsOn: '2027-09-01',
  count: 2,
  dueAt,
  expiresOn: '2027-03-01',
  day: '2027-03-01',
  reason: 'pay',
  officer,
  quarter: '2026-4',
  since: '2026-10-01',
  at: dueAt,
  list: '数控技术',
  college: '东海职业学院（示例）',
  major: '数控技术',
  milestone: 'opening',
  dueOn: '2027-03-01',
  state: 'running',
};

/** What each kind is told with, as the services do it. */
const told: Record<string, NoticeParams> = {
  'agreement-ended': talent,
  'agreement-expired': talent,
  'agreement-in-force': talent,
  'agreement-returned': talent,
  'agreement-to-review': talent,
  'agreement-to-sign': talent,
  'class-accepted': talent,
  'class-moved': talent,
  'milestone-due': talent,
  'placement-confirmed': talent,
  'placement-disputed': talent,
  'placement-to-confirm': talent,
  'class-cancelled': talent,
  'class-confirmed': talent,
  'class-declined': talent,
  'class-extended': talent,
  'class-left': talent,
  'class-merged': talent,
  'class-proposed': talent,
  'class-put-off': talent,
  'class-short': talent,
  'class-smaller': talent,
  'class-smaller-agreed': talent,
  'class-smaller-refused': talent,
  'class-to-shrink': talent,
  'class-waits': talent,
  'college-data-due': talent,
  'demand-expired': talent,
  'demand-interest': talent,
  'demand-listed': talent,
  'demand-returned': talent,
  'demand-submitted': talent,
  'demand-to-call': talent,
  'demand-to-verify': talent,
  'demand-unmatched': talent,
  'demand-waiting': talent,
  'demand-withdrawn': talent,
  'pool-declined': talent,
  'pool-interested': talent,
  'pool-waits': talent,
  'seats-agreed': talent,
  'seats-proposed': talent,
  'seats-released': talent,
  'seats-to-confirm': talent,
  'export-ready': { count: 12, until: dueAt },
  'export-failed': { count: 0, until: dueAt },
  'import-done': { accepted: 8, refused: 2 },
  'account-invited': { inviter: officer, organisation },
  'password-reset': {},
  'security-event': { event: 'new-sign-in', at: dueAt, device: 'Chrome · Windows' },
  'registration-received': { organisation },
  'account-approved': { organisation },
  'account-refused': { reason: 'outside-zone' },
  'referral-received': { number, dueAt, product: '科创快贷' },
  'referral-assigned': { number, dueAt, product: '科创快贷' },
  'consent-asked': { number, institutions: [institution] },
  'consent-withdrawn': { number },
  'referral-reminder': { number, dueAt },
  'referral-overdue': clocked,
  'referral-escalated': clocked,
  'referral-lapsed': { number },
  'deadline-reminder': clocked,
  'deadline-overdue': clocked,
  'deadline-escalated': clocked,
  'case-message': { number, officer },
  'case-mention': { number, officer },
  'need-submitted': { number, dueAt },
  'need-to-verify': { number, dueAt, organisation },
  'need-returned': { number, dueAt, count: 2 },
  'need-matched': { number, count: 3, products: ['科创快贷', '成长贷'] },
  'need-unmatched': { number, dueAt },
  'need-withdrawn': { number },
  'need-changed': { number },
  'need-near-expiry': { number, expiresOn: '2026-12-20' },
  'need-handed-over': { number, officer },
  'need-expired': { number },
  'referral-accepted': { number, institution, product: '科创快贷' },
  'referral-declined': { number, institution },
  'referral-handed-over': { number },
  'referral-surveying': { number, institution },
  'referral-approving': { number, institution },
  'papers-asked': { number, institution, dueAt },
  'papers-supplied': { number },
  'quote-received': { number, institution },
  'quote-chosen': { number },
  'quote-not-chosen': { number },
  'quote-expired': { number, institution },
  'deal-released': { number },
  'loan-signed': { number, institution },
  'disbursement-to-confirm': { number, institution },
  'disbursement-confirmed': { number },
  'disbursement-disputed': { number },
  'payouts-ended': { number, institution },
  'payouts-end-agreed': { number },
  'payouts-end-refused': { number },
  'products-stale': { count: 4 },
};

const catalogues = Object.fromEntries(
  LOCALES.map((locale) => [locale, readCatalogue(projectFolder('config/locales', locale))]),
) as Record<Locale, Record<string, string>>;

let test_: TestApp;
let town: Town;
beforeAll(async () => {
  test_ = await openTestApp();
  town = await buildTown(test_.app);
});
afterAll(() => test_.close());

const kinds = () => test_.app.get(NoticeKinds).all;
/** A key of the catalogue, a hole of a template, or a word that was never looked up. */
const raw = /\{\{|\}\}|\$t\(|undefined|\b(notices|deadline|mails)\.\w/;

test('every kind of the program stands in the table above', () => {
  expect(Object.keys(told).toSorted()).toEqual(
    kinds()
      .map(({ kind }) => kind)
      .toSorted(),
  );
});

test.each(LOCALES)('the inbox says every kind in %s', async (locale) => {
  const { userId } = town.actor('officer');
  const db = test_.app.get(Database);
  const officer = test_.visitor();
  await officer.signIn('officer'); // each time a new browser, of which they are told
  await officer.post('/inbox/reading');
  await db.transaction(async () => {
    await db.execute('UPDATE user_account SET locale = ? WHERE id = ?', [locale, userId]);
    for (const { kind } of kinds()) {
      const about = { type: 'sample', id: kind, href: '/w' };
      await test_.app.get(Notices).tell({
        kind,
        to: { userIds: [userId] },
        about,
        params: told[kind] ?? {},
        eventKey: `sample:${locale}:${kind}`,
      });
    }
  });
  const newest = await officer.get('/inbox?show=unread');
  const [, after = ''] = /after(?:=|&#x3D;)([0-9a-f-]{36})/.exec(newest.body) ?? [];
  const body = newest.body + (await officer.get(`/inbox?show=unread&after=${after}`)).body;
  const line = /opening">.*?<button class="lnk">(?:<span class="vh">[^<]*<\/span>)?([^<]+)<\/button>/g;
  const texts = [...body.matchAll(line)].map(([, text = '']) => text);
  expect(texts).toHaveLength(kinds().length);
  expect(texts.filter((text) => raw.test(text))).toEqual([]);
  expect(new Set(texts).size).toBe(texts.length);
  const duty = catalogues[locale]['deadline.quote'] ?? '';
  expect(texts.filter((text) => text.includes(duty)).length).toBeGreaterThanOrEqual(3);
});

test.each(LOCALES)('no line of the inbox in %s asks for what is not told', (locale) => {
  const holes = kinds().flatMap(({ kind }) =>
    [...(catalogues[locale][`notices.${kind}`] ?? '').matchAll(/\{\{(\w+)\}\}/g)]
      .filter(([, name = '']) => !(name in (told[kind] ?? {})))
      .map(([hole]) => `${kind} ${hole}`),
  );
  expect(holes).toEqual([]);
});

test.each(LOCALES)('every mail in %s is whole, and asks for nothing that is not told', (locale) => {
  const templates = new MailTemplates(test_.app.get(Settings).businessZone);
  for (const { kind } of kinds().filter(({ mail }) => mail)) {
    const params = told[kind] ?? {};
    const source = readFileSync(projectFolder('templates/mails', `${kind}.${locale}.hbs`), 'utf8');
    const asked = [...source.matchAll(/\{\{(?:\w+ (?:"\w+" )?)?(\w+)\}\}/g)].map(([, name = '']) => name);
    expect([kind, asked.filter((name) => !(name in params))]).toEqual([kind, []]);
    const mail = templates.render(kind, { locale, baseUrl: 'https://portal.example', href: '/w', params });
    expect([kind, raw.exec(mail.subject + mail.text)]).toEqual([kind, null]);
    expect(mail.text).toContain('https://portal.example/w');
  }
});
