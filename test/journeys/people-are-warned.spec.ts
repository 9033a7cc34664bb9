import { MailServer } from '../outbox/mail-server.js';
import { buildTown } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { decoded } from '../support/mail-link.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/109.0 Safari/537.36';

testDatabases('people are warned', (kind) => {
  const mails = new MailServer();
  let test: TestApp;

  beforeAll(async () => {
    test = await openTestApp(kind, { SMTP_URL: await mails.listen() });
    await buildTown(test.app);
  });
  afterAll(async () => {
    await test.close();
    await mails.close();
  });

  /** What has been mailed to an address, as text. */
  const to = async (address: string): Promise<string[]> => {
    await test.drain();
    return mails.arrivals.filter(({ recipients }) => recipients.includes(address)).map(({ raw }) => decoded(raw));
  };
  const signIn = async (visitor: Visitor, username: string) =>
    expect((await visitor.signIn(username)).location).toBe('/w');

  it('by mail and in the inbox when they sign in on a device not seen before, but for the very first', async () => {
    const [office, home] = [test.visitor({ agent: WINDOWS }), test.visitor({ agent: WINDOWS })];
    await signIn(office, 'officer');
    await office.post('/sign-out');
    await signIn(office, 'officer');
    expect(await to('officer@example.com')).toEqual([]);
    await signIn(home, 'officer');
    const [warning, ...more] = await to('officer@example.com');
    expect(warning).toContain('在新的设备上登录');
    expect(warning).toContain('设备 Chrome · Windows');
    expect(warning).toContain('/me/security');
    expect(more).toEqual([]);
    expect((await home.get('/inbox')).body).toContain('账号安全：');
    for (const known of [office, home]) {
      await known.post('/sign-out');
      await signIn(known, 'officer');
    }
    expect(await to('officer@example.com')).toHaveLength(1);
    // Somebody else at the same browser is at a device that is new for them, but theirs is the first.
    await home.post('/sign-out');
    await signIn(home, 'leader');
    expect(await to('leader@example.com')).toEqual([]);
  });

  it('once when two sign-ins on a new device meet, and of a program by its name', async () => {
    await signIn(test.visitor(), 'bank1');
    const program = test.visitor({ agent: 'curl/8.5.0' });
    await Promise.all([program.useToken('bank1'), program.useToken('bank1')]);
    await program.useToken('bank1');
    const warnings = await to('bank1@example.com');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('设备 curl/8.5.0');
  });

  it('at the old address when the address is changed or taken away', async () => {
    const me = test.visitor();
    await signIn(me, 'enterprise1');
    const details = { name: '李经理', mail: 'thief@example.net', mobile: '', locale: 'zh-CN' };
    expect((await me.post('/me', details)).status).toBe(303);
    const [warning] = await to('enterprise1@example.com');
    expect(warning).toContain('邮箱已修改');
    expect(await to('thief@example.net')).toEqual([]);
    expect((await me.post('/me', { ...details, mail: '' })).status).toBe(303);
    expect((await to('thief@example.net'))[0]).toContain('邮箱已修改');
  });
});
