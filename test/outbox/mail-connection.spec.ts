import { Logger } from '@nestjs/common';
import { newId } from '../../src/platform/ids.js';
import { Delivery } from '../../src/platform/notifications/delivery.entity.js';
import { MailSuppression } from '../../src/platform/notifications/mail-suppression.entity.js';
import { SmtpTransport } from '../../src/platform/notifications/mail-transport.js';
import { emptyTables, openTestDatabase, type TestDatabase } from '../support/databases.js';
import { backgroundSchema } from './background-schema.js';
import { mailHarness } from './mail-harness.js';
import { MailServer } from './mail-server.js';
import { StuckServer } from './stuck-server.js';
import { SteppedLeaseClock } from './test-clocks.js';

Logger.overrideLogger(['fatal']);
const HOUR = 3_600_000;

describe('the connection to the mail server', () => {
  let test: TestDatabase;
  let leases: SteppedLeaseClock;
  let server: MailServer;
  let url: string;
  let refuse: (n: number) => string | undefined;
  let refuseSender: () => string | undefined;
  let transport: SmtpTransport;

  beforeAll(async () => {
    test = await openTestDatabase('sqlite', backgroundSchema);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await emptyTables(test.db);
    leases = new SteppedLeaseClock();
    refuse = () => undefined;
    refuseSender = () => undefined;
    server = new MailServer({ refuse: (n) => refuse(n), refuseSender: () => refuseSender() });
    url = await server.listen();
    transport = new SmtpTransport(url);
  });
  afterEach(async () => {
    transport.close();
    await server.close();
  });

  async function queue(mails: number): Promise<void> {
    const { people, notices } = mailHarness(test.db, { transport });
    for (let n = 0; n < mails; n++) await people.add({ id: newId(), organisationId: 'bank' });
    await test.db.transaction(() =>
      notices.tell({
        kind: 'need-submitted',
        to: { organisationId: 'bank' },
        about: { type: 'demand', id: 'd', href: '/financing/needs/d' },
        params: { number: 'RZ-2026-000123' },
        eventKey: newId(),
      }),
    );
  }
  const sender = (over = transport, settings = {}) =>
    mailHarness(test.db, { transport: over, leases, settings }).sender;
  const deliveries = (): Promise<Delivery[]> => test.db.repo(Delivery).find({ order: { nextAt: 'ASC' } });

  it('carries mail after mail, also past a refusal, and is renewed after a hundred', async () => {
    refuse = (n) => (n === 3 ? '451 4.3.0 later' : n === 5 ? '550 5.1.1 nobody' : undefined);
    await queue(20);
    expect(await sender().drain()).toBe(20);
    expect(server.arrivals).toHaveLength(18);
    expect(server.connections).toBe(1);
    await emptyTables(test.db);
    await queue(100);
    await sender().drain();
    expect(server.arrivals).toHaveLength(118);
    expect(server.connections).toBe(2);
  });

  it('is made anew after the server hung up, without a failed try', async () => {
    await queue(1);
    await sender().drain();
    server.hangUp();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await emptyTables(test.db);
    await queue(1);
    await sender().drain();
    expect(await deliveries()).toMatchObject([{ state: 'sent', attempts: 1 }]);
    expect(server.connections).toBe(2);
  });

  it('lets mails wait when it is our sender that is refused', async () => {
    refuseSender = () => '550 5.7.1 sender not allowed';
    await queue(1);
    await sender().drain();
    expect(await deliveries()).toMatchObject([{ state: 'due', lastError: 'smtp-5.7.1' }]);
    expect(await test.db.repo(MailSuppression).count()).toBe(0);
    refuseSender = () => undefined;
    leases.forward(HOUR);
    await sender().drain();
    expect(await deliveries()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  it('gives up on a server that never falls silent, mail by mail, and sends them all once it is well again', async () => {
    const stuck = new StuckServer();
    const slow = new SmtpTransport(await stuck.listen(), { mailTimeout: 200 });
    await queue(3);
    expect(await sender(slow).drain()).toBe(3);
    expect(await deliveries()).toMatchObject(Array(3).fill({ state: 'due', attempts: 1, lastError: 'EABORT' }));
    await stuck.close();
    leases.forward(HOUR);
    await sender().drain();
    expect(await deliveries()).toMatchObject(Array(3).fill({ state: 'sent', attempts: 2 }));
    expect(server.arrivals).toHaveLength(3);
  });

  it('does not hold up a stop while the server is stuck', async () => {
    const stuck = new StuckServer();
    const slow = new SmtpTransport(await stuck.listen());
    await queue(3);
    const worker = sender(slow, { stopMs: 100 });
    worker.start();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await worker.stop(); // long before the minute that a mail may take
    expect((await deliveries()).map(({ state }) => state)).toEqual(['due', 'due', 'due']);
    await stuck.close();
  });
});
