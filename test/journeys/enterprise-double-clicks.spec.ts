import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import { Choosing } from '../../src/domains/financing/deals/choosing.service.js';
import { Quoting } from '../../src/domains/financing/deals/quoting.service.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';
import { CaseNote } from '../../src/matchmaking/referral.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { LeaseClock } from '../../src/platform/clock/lease-clock.js';
import { IdempotencyKey } from '../../src/platform/idempotency/idempotency-key.entity.js';
import { Idempotency } from '../../src/platform/idempotency/idempotency.service.js';
import { aQuote } from '../attacks/busy-town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { buildTown, fileNeed, type Town } from '../factories/town.js';

testDatabases('the same request arrives twice', (kind) => {
  let test: TestApp;
  let town: Town;
  let idempotency: Idempotency;
  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
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

  /** A deal that both sides may call off. */
  async function chosen(): Promise<{ need: string; path: string }> {
    const get = <T>(type: new (...args: never[]) => T): T => test.app.get(type);
    const [owner, bank] = [town.actor('enterprise1'), town.actor('bank1')];
    const need = await fileNeed(test.app, town);
    await get(Consenting).give(owner, need, [town.donghu.id]);
    const [referral] = await get(Referring).refer(town.actor('officer'), need, [town.products[0]!.id]);
    await get(Answering).accept(bank, referral!.id);
    await get(Choosing).choose(owner, need, (await get(Quoting).quote(bank, referral!.id, aQuote)).id);
    return { need, path: `/financing/referrals/${referral!.id}/release` };
  }
  const signedIn = async (name: string) => {
    const visitor = test.visitor();
    await visitor.signIn(name);
    return visitor;
  };
  const said = ({ status, location }: { status: number; location: string | null }) => `${status} ${location}`;

  it.each(['bank1', 'enterprise1', 'officer'])('calls a deal off once, however often %s says so', async (who) => {
    const { need, path } = await chosen();
    const visitor = await signedIn(who);
    const body = { reason: 'other', _key: 'one' };
    const clicks = await Promise.all([1, 2, 3].map(() => visitor.post(path, body)));
    const list = who === 'bank1' ? '/financing/referrals' : '/financing/needs';
    expect(clicks.map(said)).toEqual(Array.from({ length: 3 }, () => `303 ${list}`));
    expect(said(await visitor.post(path, body))).toBe(`303 ${list}`);
    const later = await visitor.post(path, { ...body, _key: 'two' });
    expect([later.status, later.body.includes('这笔合作已经取消')]).toEqual([409, true]);
    const at = await Promise.all([1, 2, 3].map((n) => visitor.post(path, { ...body, _key: `at once ${n}` })));
    expect(at.map(({ status }) => status)).toEqual([409, 409, 409]);
    expect((await visitor.get(path)).status).toBe(409);
    expect(await test.app.get(Database).repo(AuditEntry).countBy({ aggregateId: need, action: 'deal.release' })).toBe(
      1,
    );
  });

  it.each(['enterprise1', 'officer'])('takes a need back once, however often %s says so', async (who) => {
    const { need } = await chosen();
    const path = `/financing/needs/${need}`;
    const visitor = await signedIn(who);
    const body = { reason: 'terms', note: '谢谢', _key: 'one' };
    const clicks = await Promise.all([1, 2, 3].map(() => visitor.post(`${path}/withdrawal`, body)));
    expect(clicks.map(said)).toEqual(Array.from({ length: 3 }, () => `303 ${path}`));
    expect(said(await visitor.post(`${path}/withdrawal`, body))).toBe(`303 ${path}`);
    const later = await visitor.post(`${path}/withdrawal`, { ...body, _key: 'two' });
    expect([later.status, later.body.includes('这条需求已经结束')]).toEqual([409, true]);
    const notes = await test.app.get(Database).repo(CaseNote).findBy({ demandId: need });
    expect(notes.map(({ text }) => text)).toEqual(['谢谢']);
  });

  it('withdraws a consent once, and is never told that there was none', async () => {
    const { need } = await chosen();
    const visitor = await signedIn('enterprise1');
    const path = `/financing/needs/${need}/consents/${town.donghu.id}/withdrawal`;
    const clicks = await Promise.all([1, 2, 3].map(() => visitor.post(path, { _key: 'one' })));
    expect(clicks.map(said)).toEqual(Array.from({ length: 3 }, () => `303 /financing/needs/${need}/consents`));
    const later = await visitor.post(path, { _key: 'two' });
    expect([later.status, later.body.includes('对这家机构的授权已经撤回')]).toEqual([409, true]);
    expect((await visitor.post(path.replace(town.donghu.id, town.qingyuan.id))).status).toBe(404);
  });

  it('takes a need back once for a program, under one key or several', async () => {
    const { need } = await chosen();
    const url = `/api/v1/financing/needs/${need}/withdrawal`;
    const program = test.visitor();
    await program.useToken('enterprise1');
    const ask = (key: string) => program.api('POST', url, { reason: 'terms' }, { 'idempotency-key': key });
    const same = await Promise.all([1, 2, 3].map(() => ask('k1')));
    expect(same.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(same.map(({ body }) => body)).size).toBe(1);
    const others = await Promise.all(['k2', 'k3'].map(ask));
    expect(others.map((answer) => [answer.status, answer.json<{ code: string }>().code])).toEqual([
      [409, 'demand-over'],
      [409, 'demand-over'],
    ]);
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
