import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { Settings } from '../../src/platform/config/settings.js';
import { Database } from '../../src/platform/database/database.js';
import { ThrottleSettings } from '../../src/platform/identity/throttle.js';
import { MailServer } from '../outbox/mail-server.js';
import { buildTown } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

/** Smaller than the real one, since every guess costs the time of a password check. */
const LIMIT = 8;
let address = 0;
/** An address nobody has come from yet. */
const freshAddress = () => `203.0.113.${++address}`;

testDatabases('strangers try many names', (kind) => {
  const mails = new MailServer();
  let test: TestApp;
  const db = () => test.app.get(Database);

  beforeAll(async () => {
    test = await openTestApp(kind, { SMTP_URL: await mails.listen(), TRUST_PROXY: '10.0.0.5' });
    limit(test);
    await buildTown(test.app);
  });
  afterAll(async () => {
    await test.close();
    await mails.close();
  });

  const limit = ({ app }: TestApp) => void (app.get(ThrottleSettings)['sign-in'] = { tries: LIMIT, minutes: 15 });
  const guess = (from: string, name: string, app = test) => app.visitor({ from }).signIn(name, 'wrong wrong wrong');
  const guesses = async (from: string, count: number) => {
    const answers = await Promise.all(Array.from({ length: count }, (_, n) => guess(from, `name-${from}-${n}`)));
    return answers.map(({ status }) => status);
  };

  it('shuts an address out after so many failures, whatever the names, and no other', async () => {
    const from = freshAddress();
    expect((await guesses(from, LIMIT)).every((status) => status === 422)).toBe(true);
    const shut = await test.visitor({ from }).signIn('officer');
    expect(shut.status).toBe(429);
    expect(shut.body).toMatch(/这个网络地址试得太多，请过 1[45] 分钟再试/);
    expect(shut.body).toContain('value="officer"');
    expect((await test.visitor({ from: freshAddress() }).signIn('officer')).location).toBe('/w');
    const program = await test
      .visitor({ from })
      .api('POST', '/api/v1/sessions', { username: 'officer', password: 'correct horse battery' });
    expect(program.status).toBe(429);
    expect(Number(program.headers['retry-after'])).toBeGreaterThan(13 * 60);
    expect(program.json()).toMatchObject({ code: 'too-many-requests' });

    const past = new Date(Date.now() - 1_000);
    await db().transaction(() => db().execute('UPDATE throttle_count SET until = ?', [past]));
    expect((await test.visitor({ from }).signIn('officer')).location).toBe('/w');
  });

  it('counts a thousand at once one by one, and good ones not at all', async () => {
    const from = freshAddress();
    for (let n = 0; n < 3; n++) expect((await test.visitor({ from }).signIn('leader')).location).toBe('/w');
    const answers = await guesses(from, LIMIT + 30);
    expect(answers.filter((status) => status === 422)).toHaveLength(LIMIT);
    expect(answers.filter((status) => status === 429)).toHaveLength(30);
  });

  it('shares the count between processes', async () => {
    if (kind === 'sqlite') return; // one process a file
    const other = await openTestApp(kind, { DATABASE_URL: test.app.get(Settings).databaseUrl });
    limit(other);
    const from = freshAddress();
    for (let n = 0; n < LIMIT; n++) await guess(from, `shared-${n}`, n % 2 === 0 ? test : other);
    for (const app of [test, other]) expect((await guess(from, 'shared', app)).status).toBe(429);
    await other.close();
  });

  it('believes only a trusted proxy about the address', async () => {
    const [client, liar] = [freshAddress(), freshAddress()];
    const through = async (proxy: string, said: string, name: string) => {
      const visitor = test.visitor({ from: proxy });
      const body = `_csrf=${await visitor.token()}&username=${name}&password=wrong+wrong+wrong`;
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': said };
      return (await visitor.send('POST', '/sign-in', body, headers)).status;
    };
    for (let n = 0; n < LIMIT; n++) expect(await through('10.0.0.5', client, `behind-${n}`)).toBe(422);
    expect(await through('10.0.0.5', client, 'behind')).toBe(429);
    expect(await through('10.0.0.5', freshAddress(), 'beside')).toBe(422);
    // What a stranger says of themselves, also through the proxy, changes nothing.
    expect(await through('10.0.0.5', `198.51.100.1, ${client}`, 'behind')).toBe(429);
    for (let n = 0; n < LIMIT; n++) expect(await through(liar, `198.51.100.${n}`, `liar-${n}`)).toBe(422);
    expect(await through(liar, '198.51.100.99', 'liar')).toBe(429);
  });

  it('mails one person five resets an hour, and tells nobody that it stopped', async () => {
    const sent = () => mails.arrivals.filter(({ recipients }) => recipients.includes('bank1@example.com')).length;
    for (let n = 0; n < 7; n++) {
      const asked = await test
        .visitor({ from: freshAddress() })
        .post('/password/forgotten', { username: n % 2 === 0 ? 'bank1' : 'bank1@example.com' });
      expect(asked.location).toBe('/password/forgotten/sent');
    }
    await test.drain();
    expect(sent()).toBe(5);
  });

  it('stops one address from asking for resets and accounts all day', async () => {
    const from = freshAddress();
    const statuses: number[] = [];
    for (let n = 0; n < 22; n++)
      statuses.push((await test.visitor({ from }).post('/password/forgotten', { username: `nobody-${n}` })).status);
    expect(statuses).toEqual([...Array<number>(20).fill(303), 429, 429]);
    await db().transaction(() => db().execute('UPDATE throttle_count SET tries = 60'));
    const application = {
      organisationKind: 'enterprise',
      organisationName: '海岚光电科技有限公司（示例）',
      creditCode: makeCreditCode('91350502', 'MA00T099'),
      personName: '王明',
      mobile: '13800000000',
      mail: 'new@example.cn',
      username: 'new.person',
      password: 'seven green bottles',
    };
    await test.visitor({ from }).post('/register', application);
    await db().transaction(() => db().execute('UPDATE throttle_count SET tries = 60'));
    const shut = await test.visitor({ from }).post('/register', application);
    expect([shut.status, shut.body.includes('海岚光电科技有限公司')]).toEqual([429, true]);
  });
});
