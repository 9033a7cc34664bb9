import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Global, Logger, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AuditModule } from '../../src/platform/audit/audit.module.js';
import { BusinessClock } from '../../src/platform/clock/business-clock.js';
import { ClockModule } from '../../src/platform/clock/clock.module.js';
import { LeaseClock } from '../../src/platform/clock/lease-clock.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { Database } from '../../src/platform/database/database.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { Migrations } from '../../src/platform/database/migrations.js';
import { FilesModule } from '../../src/platform/files/files.module.js';
import { Problem } from '../../src/kernel/problem.js';
import { Files } from '../../src/platform/files/files.service.js';
import { newId } from '../../src/platform/ids.js';
import { Delivery } from '../../src/platform/notifications/delivery.entity.js';
import { MailTransport } from '../../src/platform/notifications/mail-transport.js';
import { NotificationsModule } from '../../src/platform/notifications/notifications.module.js';
import { Notices } from '../../src/platform/notifications/notices.service.js';
import { RecipientDirectory } from '../../src/platform/notifications/recipient-directory.js';
import { OutboxModule } from '../../src/platform/outbox/outbox.module.js';
import { Outbox } from '../../src/platform/outbox/outbox.service.js';
import { Background } from '../../src/platform/scheduling/background.service.js';
import { JobSlot } from '../../src/platform/scheduling/job-slot.entity.js';
import { Scheduler } from '../../src/platform/scheduling/scheduler.service.js';
import { SchedulingModule } from '../../src/platform/scheduling/scheduling.module.js';
import { newPlace, testDatabases } from '../support/databases.js';
import { backgroundSchema } from './background-schema.js';
import { testNotices } from './mail-kinds.js';
import { TableRecipients } from './recipients.js';
import { SteppedLeaseClock, testSettings } from './test-clocks.js';

Logger.overrideLogger(['fatal']);

@Global()
@Module({
  providers: [
    { provide: RecipientDirectory, useFactory: (db: Database) => new TableRecipients(db), inject: [Database] },
  ],
  exports: [RecipientDirectory],
})
class RecipientsModule {}

const pdf = Buffer.from('%PDF-1.7\n%%EOF\n');
const actor = { userId: newId(), organisationId: newId() };
const actorColumns = { uploadedBy: actor.userId, organisationId: actor.organisationId };

testDatabases('the modules together', (kind) => {
  const place = newPlace(kind);
  const folder = mkdtempSync(join(tmpdir(), 'yipanqi-files-'));
  const leases = new SteppedLeaseClock();
  const mails: string[] = [];

  async function start(role: 'all' | 'web') {
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(testSettings({ role, filesDir: folder })),
        ClockModule,
        DatabaseModule.forRoot({ ...backgroundSchema, url: place.url }),
        RecipientsModule,
        OutboxModule,
        AuditModule,
        NotificationsModule.with(testNotices),
        SchedulingModule,
        FilesModule,
      ],
    })
      .overrideProvider(LeaseClock)
      .useValue(leases)
      .overrideProvider(MailTransport)
      .useValue({ send: async ({ subject }: { subject: string }) => void mails.push(subject), close: () => {} })
      .compile();
    module.useLogger(false);
    return module.init();
  }
  let app: Awaited<ReturnType<typeof start>>;

  beforeAll(async () => {
    await new Migrations(place.url, backgroundSchema).migrate();
    app = await start('all');
  });
  afterAll(async () => {
    await app.close();
    await place.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has tables that are what the entities say', async () => {
    expect(await app.get(Migrations).drift()).toEqual([]);
  });

  it('drains a job that emits an event that tells somebody who is mailed', async () => {
    const db = app.get(Database);
    const id = newId();
    await app.get<TableRecipients>(RecipientDirectory).add({ id });
    app.get(Outbox).on<{ userId: string }>('stale.v1', 'tell', ({ payload, id: eventKey }) =>
      app.get(Notices).tell({
        kind: 'products-stale',
        to: { userIds: [payload.userId] },
        about: { type: 'organisation', id: 'o', href: '/financing/products' },
        params: { count: 2 },
        eventKey,
      }),
    );
    app
      .get(Scheduler)
      .every('stale', 'daily 08:00', () => db.transaction(() => app.get(Outbox).emit('stale.v1', { userId: id })));
    await app.get(Background).drain();
    expect(mails).toEqual(['2 个产品 90 天没有更新']);
    expect(await db.repo(Delivery).countBy({ state: 'sent' })).toBe(1);
    await app.get(Background).drain();
    expect(mails).toHaveLength(1);
    app.get(BusinessClock).travelTo(new Date(Date.now() + 24 * 3_600_000));
    await app.get(Background).drain();
    app.get(BusinessClock).resume();
    expect(mails).toHaveLength(2);
  });

  it('runs a slot once however many look, and again after a failure', async () => {
    const scheduler = app.get(Scheduler);
    let runs = 0;
    let bad = true;
    scheduler.every('count', 1440, async () => {
      runs++;
      if (bad) throw new Error('down');
    });
    await Promise.all([scheduler.runDue(), scheduler.runDue(), scheduler.runDue()]);
    expect(runs).toBe(1);
    const slot = () => app.get(Database).repo(JobSlot).findOneByOrFail({ job: 'count' });
    expect(await slot()).toMatchObject({ state: 'due', attempts: 1, lastError: 'Error' });
    for (let n = 0; n < 3; n++) {
      leases.forward(3_600_000);
      await scheduler.runDue();
    }
    bad = false;
    leases.forward(3_600_000);
    await scheduler.runDue();
    expect(runs).toBe(5);
    expect(await slot()).toMatchObject({ state: 'done', attempts: 5 });
    expect(() => scheduler.every('count', 5, async () => {})).toThrow('twice');
  });

  it('works by itself when started, and not at all when ROLE=web', async () => {
    const web = await start('web');
    let handled = 0;
    for (const each of [web, app]) each.get(Outbox).on('ping.v1', 'count', async () => handled++);
    const emit = () => web.get(Database).transaction(() => web.get(Outbox).emit('ping.v1', {}));
    web.get(Background).start();
    await emit();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(handled).toBe(0);
    await web.close();
    app.get(Background).start();
    for (let n = 0; n < 100 && handled === 0; n++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(handled).toBe(1);
  });

  it('keeps files by hash, opens them by id, and removes what nobody shares', async () => {
    const files = app.get(Files);
    const owner = { type: 'demand', id: newId() };
    const first = await files.store(actor, { name: '../授权书.pdf', bytes: pdf }, owner);
    const second = await files.store(actor, { name: 'b.pdf', bytes: pdf }, owner);
    expect(first).toMatchObject({ name: '授权书.pdf', type: 'pdf', size: pdf.length, ...actorColumns });
    expect(second.sha256).toBe(first.sha256);
    expect((await files.of('demand', owner.id)).map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(await text((await files.open(first.id)).stream)).toBe(pdf.toString());
    const path = join(folder, first.sha256.slice(0, 2), first.sha256);
    expect(await readFile(path)).toEqual(pdf);

    expect(await files.remove(first.id)).toBe(true);
    expect(await files.remove(first.id)).toBe(false);
    await expect(files.open(first.id)).rejects.toMatchObject({ code: 'not-found' });
    utimesSync(path, 0, 0);
    expect(await files.purge()).toBe(0);
    await files.remove(second.id);
    expect(await files.purge()).toBe(1);
    await expect(readFile(path)).rejects.toThrow('ENOENT');
    expect(await files.purge()).toBe(0);
  });

  it('refuses files that are empty, too large or of another kind', async () => {
    const store = (name: string, bytes: Buffer) =>
      app.get(Files).store(actor, { name, bytes }, { type: 'demand', id: 'd' });
    await expect(store('a.pdf', Buffer.alloc(0))).rejects.toEqual(new Problem('file-empty'));
    await expect(store('a.pdf', Buffer.alloc(10 * 1024 * 1024 + 1))).rejects.toEqual(new Problem('file-too-large'));
    await expect(store('a.exe', pdf)).rejects.toEqual(new Problem('file-type-refused'));
  });
});
