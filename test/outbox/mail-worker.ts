// A real worker process for mail-proof.spec.ts: sends until every mail has reached an end, unless it is killed before.
import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { In } from 'typeorm';
import { openDatabase } from '../../src/platform/database/open.js';
import { Delivery } from '../../src/platform/notifications/delivery.entity.js';
import { SmtpTransport } from '../../src/platform/notifications/mail-transport.js';
import { backgroundSchema } from './background-schema.js';
import { mailHarness } from './mail-harness.js';

const [, , url = '', smtp = ''] = process.argv;
Logger.overrideLogger(false);
const db = await openDatabase(url, backgroundSchema);
const transport = new SmtpTransport(smtp, { connectionTimeout: 500, greetingTimeout: 500, socketTimeout: 500 });
const settings = { leaseMs: 1_500, backoff: { baseMs: 20, capMs: 200 } };
const { sender } = mailHarness(db, { transport, settings });
while ((await db.repo(Delivery).countBy({ state: In(['due', 'sending']) })) > 0) {
  await sender.drain();
  await wait(20);
}
transport.close();
await db.close();
