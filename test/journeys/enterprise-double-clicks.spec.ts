import { Database } from '../../src/platform/database/database.js';
import { LeaseClock } from '../../src/platform/clock/lease-clock.js';
import { IdempotencyKey } from '../../src/platform/idempotency/idempotency-key.entity.js';
import { Idempotency } from '../../src/platform/idempotency/idempotency.service.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { buildTown } from '../factories/town.js';

testDatabases('the same request arrives twice', (kind) => {
  let test: TestApp;
  let idempotency: Idempotency;
  beforeAll(async () => {
    test = await openTestApp(kind);
    await buildTown(test.app);
    idempotency = test.app.get(Idempotency);
  });
  afterAll(() => test.close());

  /** A form of ours as the browser posts it: text size, which is public and harmless, behind a session. */
  it('answers twenty clicks on one form with one redirect', async () => {
    const visitor = test.visitor();
    await visitor.signIn('enterprise1');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        visitor.post('/preferences/text-size', { size: 'big', back: '/me', _key: 'click' }),
      ),
    );
    expect(answers.map(({ status, location }) => `${status} ${location}`)).toEqual(
      Array.from({ length: 20 }, () => '303 /me'),
    );
    expect(answers.filter(({ headers }) => String(headers['set-cookie'] ?? '').includes('big=1'))).toHaveLength(1);
    const changed = await visitor.post('/preferences/text-size', { size: 'big', back: '/w', _key: 'click' });
    expect([changed.location, String(changed.headers['set-cookie'])]).toEqual(['/w', expect.stringContaining('big=1')]);
    const other = test.visitor();
    await other.signIn('enterprise2');
    const theirs = await other.post('/preferences/text-size', { size: 'big', back: '/me', _key: 'click' });
    expect(String(theirs.headers['set-cookie'])).toContain('big=1');
  });

  const call = (id: string) => ({ id: id.padEnd(64, '0'), requestHash: 'h'.repeat(64) });
  const answerOf = (body: number) => ({ status: 201, body });

  it('runs claimed work once and hands its answer to all who wait', async () => {
    let runs = 0;
    const work = async () => {
      runs++;
      await new Promise((go) => setTimeout(go, 100));
      return runs;
    };
    const all = await Promise.all(Array.from({ length: 20 }, () => idempotency.around(call('a'), work, answerOf)));
    expect([runs, all.filter(({ replayed }) => !replayed).length]).toEqual([1, 1]);
    expect(all.filter((one) => one.replayed).every((one) => one.replayed && one.body === 1)).toBe(true);
  });

  it('lets the next one try when the work fails, and forgets nothing that succeeded', async () => {
    await expect(idempotency.around(call('b'), () => Promise.reject(new Error('no')), answerOf)).rejects.toThrow('no');
    expect(await idempotency.around(call('b'), async () => 7, answerOf)).toEqual({ replayed: false, result: 7 });
    expect(await idempotency.around(call('b'), async () => 8, answerOf)).toMatchObject({ replayed: true, body: 7 });
    expect(
      await idempotency.around(
        call('c'),
        async () => 9,
        () => null,
      ),
    ).toEqual({ replayed: false, result: 9 });
    expect(await idempotency.around(call('c'), async () => 10, answerOf)).toEqual({ replayed: false, result: 10 });
  });

  it('takes over a key whose process died, after a minute', async () => {
    const db = test.app.get(Database);
    const dead = { ...call('d'), status: null, answer: null };
    const minuteAgo = new Date(test.app.get(LeaseClock).now().getTime() - 61_000);
    await db.transaction(() => db.repo(IdempotencyKey).insert({ ...dead, createdAt: minuteAgo }));
    const all = await Promise.all([1, 2, 3].map((n) => idempotency.around(call('d'), async () => n, answerOf)));
    expect(all.filter(({ replayed }) => !replayed)).toHaveLength(1);
  });

  it('rolls key and effect back together', async () => {
    const db = test.app.get(Database);
    const effect = async () => {
      await db.repo(IdempotencyKey).insert({ ...call('effect'), status: 1, answer: {}, createdAt: new Date() });
      throw new Error('after the effect');
    };
    await expect(idempotency.together(call('e'), effect, () => ({ status: 200, body: null }))).rejects.toThrow(
      'after the effect',
    );
    expect(await db.repo(IdempotencyKey).findOneBy({ id: call('e').id })).toBeNull();
    expect(await db.repo(IdempotencyKey).findOneBy({ id: call('effect').id })).toBeNull();
  });
});
