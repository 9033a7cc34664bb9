import { Logger } from '@nestjs/common';
import { BusinessClock } from '../../src/platform/clock/business-clock.js';
import { newId } from '../../src/platform/ids.js';
import { LeasedQueue } from '../../src/platform/outbox/leased-queue.js';
import { OutboxDispatcher, OutboxSettings } from '../../src/platform/outbox/outbox-dispatcher.service.js';
import { OutboxEvent } from '../../src/platform/outbox/outbox-event.entity.js';
import { Outbox } from '../../src/platform/outbox/outbox.service.js';
import { openDatabase } from '../../src/platform/database/open.js';
import { emptyTables, openTestDatabase, testDatabases, type TestDatabase } from '../support/databases.js';
import { backgroundSchema } from './background-schema.js';
import { Recipient, TableRecipients } from './recipients.js';
import { SteppedLeaseClock, testSettings } from './test-clocks.js';

Logger.overrideLogger(['fatal']);

testDatabases('outbox', (kind) => {
  let test: TestDatabase;
  let outbox: Outbox;
  let leases: SteppedLeaseClock;
  let dispatcher: OutboxDispatcher;

  beforeAll(async () => {
    test = await openTestDatabase(kind, backgroundSchema);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await emptyTables(test.db);
    leases = new SteppedLeaseClock();
    outbox = new Outbox(test.db, new BusinessClock(testSettings()), leases);
    dispatcher = new OutboxDispatcher(test.db, leases, outbox, Object.assign(new OutboxSettings(), { maxAttempts: 3 }));
  });

  const emit = (topic: string, payload = {}): Promise<void> => test.db.transaction(() => outbox.emit(topic, payload));
  const event = async (): Promise<OutboxEvent> => (await test.db.repo(OutboxEvent).find())[0] as OutboxEvent;

  it('delivers what was committed, once to each consumer, and nothing that was rolled back', async () => {
    const got: unknown[] = [];
    outbox.on<{ n: number }>('a.v1', 'first', async ({ payload }) => got.push(['first', payload.n]));
    outbox.on<{ n: number }>('a.v1', 'second', async ({ payload }) => got.push(['second', payload.n]));
    await emit('a.v1', { n: 1 });
    const undone = test.db.transaction(async () => {
      await outbox.emit('a.v1', { n: 2 });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    await expect(outbox.emit('a.v1', {})).rejects.toThrow('stray write');
    expect(await dispatcher.drain()).toBe(1);
    expect(await dispatcher.drain()).toBe(0);
    expect(got).toEqual([
      ['first', 1],
      ['second', 1],
    ]);
  });

  it('drains what handlers emit, outside the transaction that rang', async () => {
    const got: string[] = [];
    outbox.on('a.v1', 'x', () => outbox.emit('b.v1', {}));
    outbox.on('b.v1', 'x', async () => got.push('b'));
    await emit('a.v1');
    expect(await dispatcher.drain()).toBe(2);
    expect(got).toEqual(['b']);
  });

  it('has effects once, even when the handler ran and its worker then died', async () => {
    const people = new TableRecipients(test.db);
    outbox.on('a.v1', 'x', () => people.add({ id: newId() }));
    await emit('a.v1');
    await dispatcher.drain();
    // As if the process had been killed between the handler's commit and the note that the event is done.
    await test.db.transaction(() =>
      test.db.execute("UPDATE outbox_event SET state = 'running', nextAt = ?", [leases.now()]),
    );
    expect(await dispatcher.drain()).toBe(1);
    expect(await test.db.repo(Recipient).count()).toBe(1);
    expect((await event()).state).toBe('done');
  });

  it('rolls a failed handler back, waits, tries again, and gives up after n', async () => {
    const people = new TableRecipients(test.db);
    let good = 0;
    let fail = true;
    outbox.on('a.v1', 'good', async () => good++);
    outbox.on('a.v1', 'bad', async () => {
      await people.add({ id: newId() });
      if (fail) throw Object.assign(new Error('王明 13800000000'), { code: 'E_BAD' });
    });
    await emit('a.v1');
    await dispatcher.drain();
    expect(await event()).toMatchObject({ state: 'due', attempts: 1, lastError: 'E_BAD', leaseOwner: null });
    expect(await dispatcher.drain()).toBe(0);
    for (let n = 0; n < 2; n++) {
      leases.forward(3_600_000);
      await dispatcher.drain();
    }
    expect(await event()).toMatchObject({ state: 'dead', attempts: 3 });
    expect(await test.db.repo(Recipient).count()).toBe(0);
    expect(good).toBe(1);
    fail = false;
    expect(await dispatcher.replay('all')).toBe(1);
    await dispatcher.drain();
    expect(await event()).toMatchObject({ state: 'done', attempts: 1, lastError: null });
    expect(await test.db.repo(Recipient).count()).toBe(1);
    expect(good).toBe(1);
    expect(await dispatcher.replay((await event()).id)).toBe(0);
  });

  it('fences off a worker whose lease ran out', async () => {
    await emit('a.v1');
    const queue = new LeasedQueue(test.db, leases, { table: 'outbox_event', busy: 'running', leaseMs: 1_000 });
    const [slow] = await queue.claim(1);
    if (slow === undefined) throw new Error('nothing claimed');
    expect(await queue.claim(1)).toEqual([]);
    leases.forward(2_000);
    const [quick] = await queue.claim(1);
    if (quick === undefined) throw new Error('nothing claimed');
    expect(await queue.extend(slow)).toBe(false);
    expect(await queue.finish(slow, 'done')).toBe(false);
    expect(await queue.retry(slow, 'x', { baseMs: 1, capMs: 1 })).toBe(false);
    expect(await queue.finish(quick, 'done')).toBe(true);
    expect(await event()).toMatchObject({ state: 'done', attempts: 2 });
  });

  it('claims nothing twice with two dispatchers on one database', async () => {
    const events = 200;
    await test.db.transaction(async () => {
      for (let n = 0; n < events; n++) await outbox.emit('a.v1', { n });
    });
    const db = kind === 'sqlite' ? test.db : await openDatabase(test.url, backgroundSchema);
    const handled: string[] = [];
    const claimed: string[] = [];
    const workers = [test.db, db].map((own) => {
      const box = new Outbox(own, new BusinessClock(testSettings()), leases);
      box.on('a.v1', 'x', async ({ id }) => {
        claimed.push(id);
        own.afterCommit(() => handled.push(id));
      });
      return new OutboxDispatcher(own, leases, box, new OutboxSettings());
    });
    await Promise.all(workers.map((worker) => worker.drain()));
    expect(new Set(handled).size).toBe(events);
    expect(handled).toHaveLength(events);
    expect(await test.db.repo(OutboxEvent).countBy({ state: 'done', attempts: 1 })).toBe(events);
    if (db !== test.db) await db.close();
  });

  it('is rung by the commit, and stops after the event in hand', async () => {
    const got: unknown[] = [];
    let reached: () => void = () => {};
    const first = new Promise<void>((resolve) => (reached = resolve));
    outbox.on<{ n: number }>('a.v1', 'x', async ({ payload }) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      got.push(payload.n);
      reached();
    });
    dispatcher.start();
    await test.db.transaction(async () => {
      for (let n = 0; n < 10; n++) await outbox.emit('a.v1', { n });
    });
    await first;
    await dispatcher.stop();
    expect(got.length).toBeLessThan(5);
    const waiting = await test.db.repo(OutboxEvent).findBy({ state: 'due' });
    expect(waiting).toHaveLength(10 - got.length);
    expect(waiting.every((row) => row.attempts === 0 && row.leaseOwner === null)).toBe(true);
    await dispatcher.drain();
    expect(got).toHaveLength(10);
  });
});
