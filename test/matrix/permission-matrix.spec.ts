import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Database } from '../../src/platform/database/database.js';
import { Log } from '../../src/platform/logging/log.js';
import { readMail } from '../../src/platform/notifications/eml.js';
import { MailSender } from '../../src/platform/notifications/mail-sender.service.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { Canaries } from './canaries.js';
import { Cast, type Org, type Principal } from './cast.js';
import { expectations } from './expectations.js';
import { Matrix } from './matrix.js';
import type { Viewer } from './rights.js';
import { servedRoutes } from './routes.js';
import { Snapshot } from './snapshot.js';
import { World } from './world.js';

const nobody: Viewer = { name: 'log', side: 'nobody', org: null, role: null };

/** G4: requests across all tenants, roles and states; what is answered is as the table says, and nobody reads a stranger's field. */
/** Under way: minutes long, and the routes of imports, exports and releases have no lines yet. MATRIX=1 runs it. */
const whenAsked = process.env.MATRIX ? describe : describe.skip;

whenAsked('the permission matrix', () => {
  const mailDir = mkdtempSync(join(tmpdir(), 'yipanqi-matrix-'));
  const canaries = new Canaries();
  const logged: string[] = [];
  let test: TestApp;
  let cast: Cast;
  let world: World;
  let principals: Principal[];
  let matrix: Matrix;

  beforeAll(async () => {
    test = await openTestApp('sqlite', { MAIL_DIR: mailDir });
    Reflect.set(
      test.app.get(Log),
      'logger',
      pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }),
    );
    cast = new Cast(test, canaries);
    await cast.enter();
    world = new World(test, cast, canaries);
    await world.build();
    principals = await cast.principals();
    await name();
    const snapshot = new Snapshot(test.app.get(Database));
    matrix = new Matrix(
      test.app,
      { ids: world.ids, canaries, snapshot },
      async () => void (await test.app.get(MailSender).drain()),
    );
  }, 120_000);
  afterAll(async () => {
    await test.close();
    rmSync(mailDir, { recursive: true, force: true });
  });

  /** Ids that only the database knows. */
  async function name(): Promise<void> {
    const db = test.app.get(Database);
    for (const [key, { id }] of cast.organisations) world.ids[`org/${key satisfies Org}`] = id;
    for (const [who, { userId }] of cast.actors) {
      world.ids[`user/${who}`] = userId;
      const [notice] = await db.select<{ id: string }>('SELECT id FROM notice WHERE userId = ? LIMIT 1', [userId]);
      if (notice) world.ids[`notice/${who}`] = notice.id;
    }
    const [registration] = await db.select<{ id: string }>('SELECT id FROM registration');
    world.ids['registration'] = registration?.id ?? '';
  }

  it('has a line for every route, and no line for a route that is gone', () => {
    const served = servedRoutes(test.app).filter((route) => !route.startsWith('HEAD '));
    expect(served.filter((route) => !(route in expectations))).toEqual([]);
    expect(Object.keys(expectations).filter((route) => !served.includes(route))).toEqual([]);
    expect(served.length).toBeGreaterThan(200);
  });

  it('answers every request as the table says, and shows nobody what is not theirs', async () => {
    const served = servedRoutes(test.app).toSorted();
    const started = performance.now();
    for (const route of served) await matrix.walk(route, principals);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);

    for (const line of logged) matrix.search(nobody, line, `log: ${line.slice(0, 200)}`);
    const mails = readdirSync(mailDir).filter((file) => file.endsWith('.eml'));
    for (const file of mails) {
      const { to, subject, text } = readMail(readFileSync(join(mailDir, file), 'utf8'));
      const address = /[^\s<>]+@[^\s<>]+/.exec(to)?.[0] ?? '';
      matrix.search(
        cast.mails.get(address) ?? { ...nobody, name: `mail to ${address}` },
        `${subject}\n${text}`,
        `mail: ${subject}`,
      );
    }
    const { requests, routes, leaks, faults } = matrix;
    process.stdout.write(
      `permission matrix: ${requests} requests, ${routes.size} of ${served.length} routes, ${leaks.size} leaks ` +
        `(${canaries.size} canaries, ${principals.length} principals, ${mails.length} mails, ${logged.length} log lines, ${seconds} s)\n`,
    );
    expect(faults.map(({ request, why }) => `${request}: ${why}`)).toEqual([]);
    expect([...leaks]).toEqual([]);
    expect(requests).toBeGreaterThanOrEqual(10_000);
    expect(logged.length).toBeGreaterThan(0);
    expect(mails.length).toBeGreaterThan(0);
  }, 300_000);
});
