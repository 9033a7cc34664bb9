import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { openDatabase } from '../../src/platform/database/open.js';
import { newId } from '../../src/platform/ids.js';
import { Delivery } from '../../src/platform/notifications/delivery.entity.js';
import { FolderTransport, SmtpTransport } from '../../src/platform/notifications/mail-transport.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import type { Telling } from '../../src/platform/notifications/notices.service.js';
import { emptyTables, openTestDatabase, testDatabases, type TestDatabase } from '../support/databases.js';
import { backgroundSchema } from './background-schema.js';
import { mailHarness } from './mail-harness.js';
import { withdrawn } from './mail-kinds.js';
import { MailServer } from './mail-server.js';
import { SteppedLeaseClock } from './test-clocks.js';

Logger.overrideLogger(['fatal']);
const HOUR = 3_600_000;

testDatabases('notices', (kind) => {
  let test: TestDatabase;
  let server: MailServer;
  let leases: SteppedLeaseClock;
  let transport: SmtpTransport;
  let refuse: (address: string) => string | undefined;
  let parts: ReturnType<typeof mailHarness>;

  beforeAll(async () => {
    test = await openTestDatabase(kind, backgroundSchema);
    server = new MailServer({ refuse: (_, address) => refuse(address) });
    transport = new SmtpTransport(await server.listen());
  });
  afterAll(async () => {
    transport.close();
    await server.close();
    await test.close();
  });
  beforeEach(async () => {
    await emptyTables(test.db);
    server.arrivals.length = 0;
    refuse = () => undefined;
    leases = new SteppedLeaseClock();
    parts = mailHarness(test.db, { transport, leases });
  });

  const telling = (more: Partial<Telling> = {}): Telling => ({
    kind: 'referral-received',
    to: { organisationId: 'bank' },
    about: { type: 'referral', id: 'r1', href: '/financing/referrals/r1' },
    params: { number: 'RZ-2026-000123', product: '科技贷', dueAt: '2026-11-25T09:00:00.000Z' },
    eventKey: 'referral:r1:sent',
    ...more,
  });
  const tell = (more: Partial<Telling> = {}): Promise<number> =>
    test.db.transaction(() => parts.notices.tell(telling(more)));
  const person = (more: object = {}): Promise<void> =>
    parts.people.add({ id: newId(), organisationId: 'bank', ...more });
  const delivery = async (): Promise<Delivery> => (await test.db.repo(Delivery).find())[0] as Delivery;

  it('tells everybody of an organisation with the permission, once, in the transaction', async () => {
    await person({ permission: 'financing.referral.accept' });
    await person({ permission: 'other' });
    await person({ organisationId: 'another bank' });
    const to = { organisationId: 'bank', permission: 'financing.referral.accept' };
    expect(await tell({ to })).toBe(1);
    expect(await tell({ to })).toBe(0);
    expect(await tell({ to: { organisationId: 'bank' } })).toBe(1);
    const failing = test.db.transaction(async () => {
      await parts.notices.tell(telling({ eventKey: 'undone' }));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await test.db.repo(Notice).count()).toBe(2);
    expect(await parts.sender.drain()).toBe(2);
    expect(server.arrivals).toHaveLength(2);
  });

  it('tells once when two transactions tell at the same time', async () => {
    await person();
    const told = await Promise.all([tell(), tell(), tell()]);
    expect(told.sort()).toEqual([0, 0, 1]);
    expect(await test.db.repo(Delivery).count()).toBe(1);
  });

  it('mails what each person wants, in their language, and keeps all in the inbox', async () => {
    const ids = { must: newId(), progress: newId(), all: newId() };
    for (const level of ['must', 'progress', 'all'] as const)
      await person({ id: ids[level], mailLevel: level, locale: level === 'all' ? 'en' : 'zh-CN' });
    await tell();
    await tell({ kind: 'need-submitted', eventKey: '2' });
    await tell({ kind: 'products-stale', eventKey: '3', params: { count: 2 } });
    await tell({ kind: 'import-done', eventKey: '4', params: { accepted: 1, refused: 0 } });
    await parts.sender.drain();
    const got = (id: string): number =>
      server.arrivals.filter(({ recipients }) => recipients[0] === `${id}@example.cn`).length;
    expect([got(ids.must), got(ids.progress), got(ids.all)]).toEqual([1, 2, 3]);
    expect(await parts.inbox.unread(ids.must)).toBe(4);
    const english = server.arrivals.find(
      ({ subject, recipients }) => recipients[0]?.startsWith(ids.all) && subject.startsWith('New referral'),
    );
    expect(english?.subject).toContain('RZ-2026-000123');
  });

  it('reads an inbox by its owner alone', async () => {
    const [mine, other] = [newId(), newId()];
    await person({ id: mine });
    await person({ id: other });
    await tell();
    await tell({ eventKey: '2', about: { type: 'referral', id: 'r2', href: '/x' } });
    const [newest, older] = await parts.inbox.list(mine);
    expect([newest?.aboutId, older?.aboutId]).toEqual(['r2', 'r1']);
    expect(await parts.inbox.list(mine, { after: newest?.id ?? '' })).toHaveLength(1);
    expect(await parts.inbox.markRead(other, newest?.id ?? '')).toBe(false);
    expect(await parts.inbox.markRead(mine, newest?.id ?? '')).toBe(true);
    expect(await parts.inbox.markRead(mine, newest?.id ?? '')).toBe(false);
    expect(await parts.inbox.list(mine, { unread: true })).toHaveLength(1);
    expect(await parts.inbox.markAllRead(mine)).toBe(1);
    expect(await parts.inbox.unread(mine)).toBe(0);
    expect(await parts.inbox.markAllRead(other)).toBe(2);
  });

  it('never sends what is no longer wanted, whenever the consent goes', async () => {
    await person();
    await tell();
    withdrawn.add('r1');
    await parts.sender.drain();
    withdrawn.clear();
    expect(await delivery()).toMatchObject({ state: 'held', lastError: 'not-wanted' });
    expect(await parts.deliveries.replay((await delivery()).id)).toBe(0);
    expect(await parts.deliveries.replay('all')).toBe(0);
    await parts.sender.drain();
    expect(server.arrivals).toEqual([]);
  });

  it('holds a mail whose consent went while it waited for another try', async () => {
    await person();
    await tell();
    refuse = () => '451 4.7.1 later';
    await parts.sender.drain();
    expect(await delivery()).toMatchObject({ state: 'due', attempts: 1, lastError: 'smtp-4.7.1' });
    refuse = () => undefined;
    withdrawn.add('r1');
    leases.forward(HOUR);
    await parts.sender.drain();
    withdrawn.clear();
    expect((await delivery()).state).toBe('held');
    expect(server.arrivals).toEqual([]);
  });

  it('waits longer after each temporary failure and gives up after 72 hours', async () => {
    await person();
    await tell();
    refuse = () => '451 4.7.1 later';
    const waits: number[] = [];
    for (let n = 0; n < 8; n++) {
      await parts.sender.drain();
      const wait = (await delivery()).nextAt.getTime() - leases.now().getTime();
      waits.push(wait);
      leases.forward(wait + 1_000);
    }
    expect(waits[0]).toBeLessThan(38_000);
    expect(waits[7]).toBeGreaterThan(40 * 60_000);
    expect(await parts.deliveries.stuck()).toHaveLength(1);
    leases.forward(72 * HOUR);
    await parts.sender.drain();
    expect((await delivery()).state).toBe('failed-technical');
    refuse = () => undefined;
    expect(await parts.deliveries.replay('all')).toBe(1);
    await parts.sender.drain();
    expect(await delivery()).toMatchObject({ state: 'sent', attempts: 1, lastError: null });
    expect((await delivery()).sentAt).toBeInstanceOf(Date);
  });

  it('takes a refusal for good, tells staff, and writes there no more until they lift it', async () => {
    await person({ mail: 'Gone@example.cn' });
    await tell();
    refuse = () => '550 5.1.1 no such person';
    await parts.sender.drain();
    refuse = () => undefined;
    expect(await delivery()).toMatchObject({ state: 'failed-permanent', lastError: 'smtp-5.1.1' });
    await tell({ eventKey: '2' });
    await parts.sender.drain();
    expect(await parts.deliveries.counts()).toMatchObject({ 'failed-permanent': 1, suppressed: 1, due: 0, sent: 0 });
    const [failed] = await parts.deliveries.list('failed-permanent');
    expect(failed).toMatchObject({ kind: 'referral-received', address: 'Gone@example.cn', attempts: 1 });
    expect(failed?.queuedAt).toBeInstanceOf(Date);
    expect(await parts.deliveries.replay(failed?.id ?? '')).toBe(1);
    await parts.sender.drain();
    expect(server.arrivals).toHaveLength(1);
  });

  it('does not blame the recipient for our own setting', async () => {
    await person();
    await tell();
    const broken = mailHarness(test.db, { transport: new SmtpTransport('smtp://127.0.0.1:1'), leases });
    await broken.sender.drain();
    expect(await delivery()).toMatchObject({ state: 'due', attempts: 1, lastError: 'ESOCKET' });
  });

  it('goes to the address of today, and to none that is not a single one', async () => {
    const id = newId();
    await person({ id });
    await tell();
    const change = (mail: string | null): Promise<number> =>
      test.db.transaction(() => test.db.execute('UPDATE recipient SET mail = ? WHERE id = ?', [mail, id]));
    await change('new@example.cn');
    await parts.sender.drain();
    expect(server.arrivals.map(({ recipients }) => recipients)).toEqual([['new@example.cn']]);
    for (const [n, mail] of [
      'a@b.cn,c@d.cn',
      'a@b.cn\r\nBcc: c@d.cn',
      '"x" <a@b.cn>',
      '=?utf-8?q?a=40b.cn?=@d.cn',
    ].entries()) {
      await change(mail);
      await tell({ eventKey: `bad ${n}` });
    }
    await parts.sender.drain();
    expect(await parts.deliveries.counts()).toMatchObject({ 'failed-permanent': 4, sent: 1 });
    await tell({ eventKey: 'last' });
    await change(null);
    await parts.sender.drain();
    expect(await parts.deliveries.counts()).toMatchObject({ suppressed: 1 });
    expect(server.arrivals).toHaveLength(1);
  });

  it('keeps line breaks in names and words out of the headers', async () => {
    await person({ name: '王\r\nBcc: c@d.cn\r\n', mail: 'a@b.cn' });
    await tell({ params: { number: 'RZ-1\r\nBcc: c@d.cn', product: 'x', dueAt: '' } });
    await parts.sender.drain();
    expect(server.arrivals[0]?.recipients).toEqual(['a@b.cn']);
    expect(server.arrivals[0]?.raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im);
  });

  it('mints one-time links while sending; none lies in the database', async () => {
    await person();
    await tell({
      kind: 'account-invited',
      about: { type: 'user', id: 'u', href: '/sign-in' },
      params: { inviter: 'x', organisation: 'y' },
    });
    await parts.sender.drain();
    const [notice] = await test.db.repo(Notice).find();
    const text = Buffer.from(
      server.arrivals[0]?.raw.split('\r\n\r\n')[2]?.replace(/\s+--[^]*$/, '') ?? '',
      'base64',
    ).toString();
    expect(`${text}${server.arrivals[0]?.raw}`).toContain(`/invitations#${notice?.id}`);
    expect(notice?.href).toBe('/sign-in');
  });

  it('refuses links that lead elsewhere and kinds nobody defined', async () => {
    for (const href of ['//evil.cn', '/\\evil.cn', 'https://evil.cn', 'x', '/a b', `/${'x'.repeat(300)}`])
      await expect(tell({ about: { type: 'x', id: 'x', href } })).rejects.toThrow('not a path');
    await expect(tell({ kind: 'nothing' })).rejects.toThrow('no notice kind');
  });

  it('sends nothing twice with two senders on one database', async () => {
    for (let n = 0; n < 60; n++) await person();
    await tell();
    const db = kind === 'sqlite' ? test.db : await openDatabase(test.url, backgroundSchema);
    const other = mailHarness(db, { transport, leases });
    await Promise.all([parts.sender.drain(), other.sender.drain()]);
    expect(new Set(server.arrivals.map(({ messageId }) => messageId)).size).toBe(60);
    expect(server.arrivals).toHaveLength(60);
    if (db !== test.db) await db.close();
  });

  it('writes files when there is no mail server', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yipanqi-mail-'));
    await person({ mail: 'a@b.cn' });
    await tell();
    await mailHarness(test.db, { transport: new FolderTransport(folder) }).sender.drain();
    const { id } = await delivery();
    expect(readdirSync(folder)).toEqual([`${id}.eml`]);
    const mail = readFileSync(join(folder, `${id}.eml`), 'utf8');
    expect(mail).toContain(`Message-ID: <${id}@yipanqi.example.cn>`);
    expect(mail).toContain('Auto-Submitted: auto-generated');
    rmSync(folder, { recursive: true });
  });
});
