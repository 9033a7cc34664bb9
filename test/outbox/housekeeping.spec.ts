import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { Settings } from '../../src/platform/config/settings.js';
import { LeaseClock } from '../../src/platform/clock/lease-clock.js';
import { Database } from '../../src/platform/database/database.js';
import { Operation } from '../../src/platform/database/operation.entity.js';
import { Files } from '../../src/platform/files/files.service.js';
import { DONE_MS, KEY_MS, PlatformHousekeeping } from '../../src/platform/housekeeping/housekeeping.service.js';
import { newId } from '../../src/platform/ids.js';
import { IdempotencyKey } from '../../src/platform/idempotency/idempotency-key.entity.js';
import { KnownDevice } from '../../src/platform/identity/known-device.entity.js';
import { ThrottleCount } from '../../src/platform/identity/throttle-count.entity.js';
import { OneTimeToken, Session, SignInAttempt } from '../../src/platform/identity/user.entity.js';
import { OutboxDone } from '../../src/platform/outbox/outbox-done.entity.js';
import { OutboxEvent } from '../../src/platform/outbox/outbox-event.entity.js';
import { JobSlot } from '../../src/platform/scheduling/job-slot.entity.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

const MINUTE = 60_000;

testDatabases('the daily housekeeping', (kind) => {
  let test: TestApp;
  beforeAll(async () => {
    test = await openTestApp(kind);
  });
  afterAll(() => test.close());

  it('removes what is over and older than its time, and nothing else', async () => {
    const db = test.app.get(Database);
    const ago = (ms: number) => new Date(test.app.get(LeaseClock).now().getTime() - ms);
    const [old, fresh] = [ago(DONE_MS + MINUTE), ago(DONE_MS - MINUTE)];
    const work = { attempts: 1, leaseOwner: null, lastError: null };
    const event = (state: string, nextAt: Date) => ({
      ...work,
      id: newId(),
      topic: 'sample.v1',
      aggregateId: null,
      payload: {},
      createdAt: nextAt,
      state,
      nextAt,
    });
    const slot = (state: string, nextAt: Date, at: string) => ({
      ...work,
      id: newId(),
      job: 'sample',
      slot: at,
      state,
      nextAt,
    });
    const events = [event('done', old), event('done', fresh), event('dead', old), event('due', old)] as const;
    const slots = [slot('done', old, 'a'), slot('done', fresh, 'b'), slot('dead', old, 'c')] as const;
    const session = (id: string, expiresAt: Date) => ({
      id: id.padEnd(64, '0'),
      userId: newId(),
      organisationId: newId(),
      kind: 'web' as const,
      device: '',
      createdAt: old,
      seenAt: old,
      expiresAt,
    });
    const key = (id: string, createdAt: Date) => ({
      id: id.padEnd(64, '0'),
      requestHash: 'h',
      status: 200,
      answer: {},
      createdAt,
    });
    await db.transaction(async () => {
      await db.repo(OutboxEvent).insert([...events]);
      await db.repo(OutboxDone).insert(events.map(({ id }) => ({ id: newId(), eventId: id, consumer: 'sample' })));
      await db.repo(JobSlot).insert([...slots]);
      await db.repo(Session).insert([session('a', ago(MINUTE)), session('b', ago(-MINUTE))]);
      await db.repo(IdempotencyKey).insert([key('a', ago(KEY_MS + MINUTE)), key('b', ago(KEY_MS - MINUTE))]);
      await db.repo(Operation).insert([
        { opId: 'a', createdAt: old },
        { opId: 'b', createdAt: fresh },
      ]);
    });
    const job = test.app.get(PlatformHousekeeping);
    await Promise.all([job.run(), job.run()]);
    await job.run();

    const ids = async (table: string, column = 'id') =>
      (await db.select<Record<string, string>>(`SELECT ${column} FROM ${table}`)).map((row) => row[column] ?? '');
    const left = events.slice(1).map(({ id }) => id);
    expect((await ids('outbox_event')).toSorted()).toEqual(left.toSorted());
    expect((await ids('outbox_done', 'eventId')).toSorted()).toEqual(left.toSorted());
    expect((await ids('job_slot', 'slot')).toSorted()).toEqual(['b', 'c']);
    expect((await ids('session')).map((id) => id[0])).toEqual(['b']);
    expect((await ids('idempotency_key')).map((id) => id[0])).toEqual(['b']);
    expect(await ids('operation', 'opId')).toEqual(['b']);
  });

  it('forgets who knocked, who mistyped a name, and devices and links of long ago', async () => {
    const db = test.app.get(Database);
    const now = test.app.get(LeaseClock).now().getTime();
    const ago = (days: number) => new Date(now - days * 24 * 60 * MINUTE);
    const attempt = (id: string, failedAt: Date | null) => ({ id, failures: 1, lockedUntil: null, failedAt });
    const device = (secretHash: string, seenAt: Date) => ({
      id: newId(),
      userId: newId(),
      secretHash,
      createdAt: ago(400),
      seenAt,
    });
    const link = (id: string, expiresAt: Date) => ({
      id,
      purpose: 'reset' as const,
      userId: newId(),
      createdAt: ago(400),
      expiresAt,
      usedAt: null,
    });
    await db.transaction(async () => {
      await db.repo(ThrottleCount).insert([
        { id: 'over', tries: 9, until: ago(1) },
        { id: 'shut', tries: 9, until: ago(-1) },
      ]);
      await db.repo(SignInAttempt).insert([attempt('old', ago(31)), attempt('new', ago(29)), attempt('ancient', null)]);
      await db.repo(KnownDevice).insert([device('old', ago(366)), device('new', ago(364))]);
      await db.repo(OneTimeToken).insert([link('old', ago(31)), link('new', ago(29))]);
    });
    await test.app.get(PlatformHousekeeping).run();
    const left = async (table: string, column: string) =>
      (await db.select<Record<string, string>>(`SELECT ${column} FROM ${table}`)).map((row) => row[column]);
    expect(await left('throttle_count', 'id')).toEqual(['shut']);
    expect(await left('sign_in_attempt', 'id')).toEqual(['new']);
    expect(await left('known_device', 'secretHash')).toEqual(['new']);
    expect(await left('one_time_token', 'id')).toEqual(['new']);
  });

  it('is a daily job, and takes the bytes of removed files with it', async () => {
    const files = test.app.get(Files);
    const folder = test.app.get(Settings).filesDir;
    const blobs = () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
    const before = blobs();
    const by = { userId: newId(), name: 'sample', organisationId: newId() };
    const bytes = Buffer.from('%PDF-1.4\n%%EOF\n');
    const { id } = await files.store(by as never, { name: 'a.pdf', bytes }, { type: 'sample', id: newId() });
    const [blob = ''] = blobs().filter((path) => !before.includes(path));
    await files.remove(id);
    const longAgo = new Date(Date.now() - 2 * 24 * 3_600_000);
    utimesSync(blob, longAgo, longAgo);
    test.travelTo('2026-11-24T19:31:00Z'); // 03:31 in Shanghai
    await test.drain();
    const [slot] = await test.app
      .get(Database)
      .select<{ state: string }>(
        "SELECT state FROM job_slot WHERE job = 'platform.housekeeping' AND slot = '2026-11-25T03:30'",
      );
    expect(slot?.state).toBe('done');
    expect(blobs()).toEqual(before);
  });
});
