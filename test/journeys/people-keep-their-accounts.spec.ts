import { Database } from '../../src/platform/database/database.js';
import { OneTimeLinks } from '../../src/platform/identity/one-time-links.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { Users } from '../../src/platform/identity/users.js';
import { MailServer } from '../outbox/mail-server.js';
import { buildTown, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { linkFor } from '../support/mail-link.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const NEW_PASSWORD = 'seven green bottles';

testDatabases('people keep their accounts', (kind) => {
  const mails = new MailServer();
  let test: TestApp;
  let town: Town;
  const db = () => test.app.get(Database);

  beforeAll(async () => {
    test = await openTestApp(kind, { SMTP_URL: await mails.listen() });
    town = await buildTown(test.app);
  });
  afterAll(async () => {
    await test.close();
    await mails.close();
  });

  const signedIn = async (username: string, password?: string): Promise<Visitor> => {
    const visitor = test.visitor();
    expect((await visitor.signIn(username, password)).location).toBe('/w');
    return visitor;
  };
  const works = async (visitor: Visitor) => (await visitor.get('/me')).status === 200;

  it('locks a name after five failures, known or not, and opens it after half an hour', async () => {
    for (const name of ['bank2', 'nobody-at-all']) {
      for (let i = 0; i < 5; i++) {
        const refused = await test.visitor().signIn(name, 'wrong wrong wrong');
        expect(refused.status).toBe(422);
        expect(refused.body).toContain('用户名或密码不对');
      }
      const locked = await test.visitor().signIn(name);
      expect(locked.status).toBe(422);
      expect(locked.body).toContain('账号暂停 30 分钟');
      expect(locked.body).toContain('/password/forgotten');
    }
    // The account is locked by every name. By the mail address a stranger reads what they would of one that nobody has:
    // nothing tells that it belongs to the user name they have locked, not even the right password.
    const read = async (name: string, password?: string) => {
      const { status, body } = await test.visitor({ from: '203.0.113.7' }).signIn(name, password);
      return [status, /账号暂停 30 分钟/.test(body) ? 'locked' : /用户名或密码不对/.test(body) ? 'failed' : body];
    };
    for (const name of ['bank2@example.com', 'nobody@example.com']) {
      const right = await read(name);
      const wrong = [];
      for (let i = 0; i < 5; i++) wrong.push(await read(name, 'wrong wrong wrong'));
      expect([right, ...wrong]).toEqual([...Array<unknown>(5).fill([422, 'failed']), [422, 'locked']]);
    }
    await test.drain();
    expect(mails.arrivals.filter(({ recipients }) => recipients.includes('bank2@example.com'))).toHaveLength(1);

    const past = new Date(Date.now() - 1000);
    await db().transaction(() => db().execute('UPDATE sign_in_attempt SET lockedUntil = ?', [past]));
    await signedIn('bank2');
    expect(await db().select('SELECT id FROM sign_in_attempt WHERE id = ?', [town.actor('bank2').userId])).toEqual([]);
  });

  it('locks an account by five failures over both its names, and lifts the lock for both', async () => {
    for (const name of ['enterprise1', 'enterprise1@example.com', 'enterprise1', 'enterprise1@example.com'])
      await test.visitor({ from: '203.0.113.8' }).signIn(name, 'wrong wrong wrong');
    await test.visitor({ from: '203.0.113.8' }).signIn('Enterprise1 ', 'wrong wrong wrong');
    for (const name of ['enterprise1', 'enterprise1@example.com'])
      expect((await test.visitor({ from: '203.0.113.8' }).signIn(name)).status).toBe(422);
    await test.app.get(Users).unlock(town.actor('admin'), town.actor('enterprise1').userId);
    for (const name of ['enterprise1', 'enterprise1@example.com'])
      expect((await test.visitor({ from: '203.0.113.8' }).signIn(name)).location).toBe('/w');
  });

  it('counts parallel failures one by one', async () => {
    const tries = Array.from({ length: 8 }, () => test.visitor().signIn('parallel-stranger', 'wrong wrong wrong'));
    for (const { status } of await Promise.all(tries)) expect(status).toBe(422);
    expect((await test.visitor().signIn('parallel-stranger')).body).toContain('账号暂停');
  });

  it('resets a password by a mailed link that works once', async () => {
    const old = await signedIn('enterprise2');
    const asking = test.visitor();
    const known = await asking.post('/password/forgotten', { username: 'enterprise2' });
    const unknown = await asking.post('/password/forgotten', { username: 'enterprise-none' });
    expect([known.status, known.location]).toEqual([unknown.status, unknown.location]);
    await test.drain();
    const link = linkFor(mails, 'enterprise2@example.com', /\/password\/reset\/[\w-]{43}/);
    expect(await db().select('SELECT id FROM one_time_token WHERE id = ?', [link.split('/').at(-1)])).toEqual([]);

    expect((await asking.get(link)).body).toContain('enterprise2');
    const weak = await asking.post(link, { password: 'short' });
    expect(weak.status).toBe(422);
    expect(weak.body).toContain('密码至少 10 个字符');

    const uses = await Promise.all(
      Array.from({ length: 20 }, () => test.visitor().post(link, { password: NEW_PASSWORD })),
    );
    expect(uses.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(uses.filter(({ status }) => status === 410)).toHaveLength(19);
    expect(uses.find(({ status }) => status === 410)?.body).toContain('链接已失效');
    expect(await works(old)).toBe(false);
    expect((await test.visitor().signIn('enterprise2')).status).toBe(422);
    await signedIn('enterprise2', NEW_PASSWORD);
  });

  it('forgets a link after its time, and when a newer one is made', async () => {
    const links = test.app.get(OneTimeLinks);
    const { userId } = town.actor('officer');
    const [first, second] = [await links.issue(userId, 'reset'), await links.issue(userId, 'reset')];
    expect((await test.visitor().get(first)).status).toBe(410);
    expect((await test.visitor().get(second)).status).toBe(200);
    expect((await test.visitor().get(second.replace('password/reset', 'invitation'))).status).toBe(410);
    const past = new Date(Date.now() - 1000);
    await db().transaction(() => db().execute('UPDATE one_time_token SET expiresAt = ?', [past]));
    expect((await test.visitor().get(second)).status).toBe(410);
  });

  it('never mails a link to a host the request named', async () => {
    const body = new URLSearchParams({ _csrf: await test.visitor().token(), username: 'leader' }).toString();
    const visitor = test.visitor();
    await visitor.send('POST', '/password/forgotten', body.replace(/_csrf=[^&]*/, `_csrf=${await visitor.token()}`), {
      'content-type': 'application/x-www-form-urlencoded',
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example',
    });
    await test.drain();
    expect(mails.arrivals.some(({ recipients }) => recipients.includes('leader@example.com'))).toBe(true);
    expect(mails.arrivals.some(({ raw }) => raw.includes('evil.example'))).toBe(false);
  });

  it('changes a password for who knows the old one, and ends the other sessions', async () => {
    const [here, there] = [await signedIn('bank1'), await signedIn('bank1')];
    const wrong = await here.post('/me/password', { old: 'not the old one', password: NEW_PASSWORD });
    expect([wrong.status, wrong.body.includes('现在的密码不对')]).toEqual([422, true]);
    expect((await here.post('/me/password', { old: 'correct horse battery', password: NEW_PASSWORD })).status).toBe(
      303,
    );
    expect([await works(here), await works(there)]).toEqual([true, false]);
  });

  it('lists sessions, tokens too, and ends one, the others, or all within a second', async () => {
    const { userId, organisationId } = town.actor('auditor');
    const [here, there] = [await signedIn('auditor'), await signedIn('auditor')];
    const { token } = await test.app.get(Sessions).open(userId, organisationId, 'api', 'curl/8');
    const withToken = () =>
      here.send('GET', '/me', undefined, { cookie: '', authorization: `Bearer ${token}`, accept: 'text/html' });
    expect((await withToken()).status).toBe(200);
    const list = (await here.get('/me/security')).body;
    expect(list).toContain('程序令牌');
    const [api] = await db().select<{ id: string }>("SELECT id FROM session WHERE kind = 'api' AND userId = ?", [
      userId,
    ]);
    const other = await signedIn('leader');
    expect((await other.post(`/me/sessions/${api!.id}/end`)).status).toBe(404);
    expect((await here.post(`/me/sessions/${api!.id}/end`)).status).toBe(303);
    expect((await withToken()).status).toBe(303);
    await here.post('/me/sessions/others/end');
    expect([await works(here), await works(there)]).toEqual([true, false]);

    const again = await signedIn('auditor');
    const started = performance.now();
    await again.post('/me/sessions/all/end');
    expect([await works(here), await works(again)]).toEqual([false, false]);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('gives a new session at sign-in, whatever cookie came with it', async () => {
    const planted = 'planted-by-somebody-else-0123456789';
    const visitor = test.visitor();
    await visitor.get('/sign-in', { cookie: `yipanqi_session=${planted}` });
    await visitor.signIn('officer');
    expect(
      (await visitor.send('GET', '/me', undefined, { cookie: `yipanqi_session=${planted}`, accept: 'text/html' }))
        .status,
    ).toBe(303);
    const rows = await db().select<{ id: string }>('SELECT id FROM session WHERE userId = ?', [
      town.actor('officer').userId,
    ]);
    expect(rows.map(({ id }) => id)).not.toContain(planted);
  });

  it('names the session cookie so that no neighbour can plant one, where there is https', async () => {
    const secure = await openTestApp('sqlite', { BASE_URL: 'https://yipanqi.example.cn' });
    await buildTown(secure.app);
    const visitor = secure.visitor();
    const entered = await visitor.signIn('officer');
    const cookie = [entered.headers['set-cookie']].flat().find((one) => String(one).includes('yipanqi_session'));
    expect(cookie).toMatch(/^__Host-yipanqi_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const token = /=([\w-]{43});/.exec(String(cookie))![1]!;
    expect((await visitor.get('/me')).status).toBe(200);
    expect((await secure.visitor().get('/me', { cookie: `yipanqi_session=${token}` })).status).toBe(303);
    await secure.close();
  });

  it('keeps details, language and mail level, and refuses a mail address somebody has', async () => {
    const me = await signedIn('leader');
    const details = { name: '周主任', mail: 'leader@example.com', mobile: '138 0000 0007', locale: 'en' };
    const taken = await me.post('/me', { ...details, mail: 'OFFICER@example.com' });
    expect([taken.status, taken.body.includes('138 0000 0007')]).toEqual([422, true]);
    expect((await me.post('/me', details)).location).toBe('/me');
    expect((await me.get('/me')).body).toContain('My account');
    await me.post('/preferences/language', { locale: 'zh-CN', back: '/me' });
    expect((await me.get('/me')).body).toContain('我的账号');
    await me.post('/me/notify', { mailLevel: 'must' });
    const [row] = await db().select('SELECT mobile, locale, mailLevel FROM user_account WHERE id = ?', [
      town.actor('leader').userId,
    ]);
    expect(row).toMatchObject({ mobile: '13800000007', locale: 'zh-CN', mailLevel: 'must' });
  });

  it('answers a form sent after the session ended with the way back to its page', async () => {
    const me = await signedIn('leader');
    const csrf = await me.token();
    await db().transaction(() => db().execute('DELETE FROM session WHERE userId = ?', [town.actor('leader').userId]));
    const late = await me.send('POST', '/me/notify', `_csrf=${csrf}&mailLevel=all`, {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html',
      referer: 'http://localhost/me/notify',
    });
    expect(late.status).toBe(401);
    expect(late.body).toMatch(/\/sign-in\?next(=|&#x3D;)%2Fme%2Fnotify/);
  });
});
