import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { pino } from 'pino';
import { Database } from '../../src/platform/database/database.js';
import { Log } from '../../src/platform/logging/log.js';
import { readMail } from '../../src/platform/notifications/eml.js';
import { MailSender } from '../../src/platform/notifications/mail-sender.service.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { Canaries } from './canaries.js';
import { Cast, type Principal } from './cast.js';
import { askUnderKey, type KeyedRequest } from './keyed-request.js';
import { Matrix } from './matrix.js';
import type { Right, Viewer } from './rights.js';
import { servedRoutes } from './routes.js';
import { Snapshot } from './snapshot.js';
import { playCases } from './world-cases.js';
import { askExports, keepHouse } from './world-house.js';
import { nameTheRest } from './world-ids.js';
import { settleParties } from './world-parties.js';
import { playTalent } from './world-talent.js';
import { labelNeeds } from './world-needs.js';
import { World } from './world.js';

async function seed(world: World): Promise<{ principals: Principal[]; keyed: KeyedRequest }> {
  await world.cast.enter();
  await settleParties(world);
  await playCases(world);
  await playTalent(world);
  await keepHouse(world);
  await world.test.drain();
  await askExports(world);
  const principals = await world.cast.principals();
  const keyed = await askUnderKey(world, principals);
  await nameTheRest(world);
  await labelNeeds(world);
  await openAll(world);
  return { principals, keyed };
}

/** Each institution has looked at what it got: the first look is on record, and reading changes nothing after it. */
async function openAll(world: World): Promise<void> {
  const db = world.get(Database);
  await db.transaction(() => db.execute('UPDATE referral SET seenAt = sentAt WHERE sentAt IS NOT NULL'));
}

const nobody: Viewer = { name: 'log', side: 'nobody', org: null, role: null };

/** The seeded world with everybody at its door, and what it logs and mails. */
export class Run {
  private constructor(
    readonly test: TestApp,
    readonly canaries: Canaries,
    readonly cast: Cast,
    readonly world: World,
    readonly principals: readonly Principal[],
    readonly keyed: KeyedRequest,
    readonly matrix: Matrix,
    readonly logged: readonly string[],
    private readonly mailDir: string,
  ) {}

  static async open(): Promise<Run> {
    const mailDir = mkdtempSync(join(tmpdir(), 'yipanqi-matrix-'));
    const test = await openTestApp('sqlite', { MAIL_DIR: mailDir });
    const logged: string[] = [];
    const write = (line: string) => void logged.push(line);
    Reflect.set(test.app.get(Log), 'logger', pino({ level: 'debug' }, { write }));
    const said = (...words: unknown[]) => write(words.map(String).join(' '));
    Logger.overrideLogger({ log: said, warn: said, error: said });
    const canaries = new Canaries();
    const cast = new Cast(test, canaries);
    const world = new World(test, cast, canaries);
    try {
      const { principals, keyed } = await seed(world);
      const snapshot = new Snapshot(test.app.get(Database));
      const mailAgain = async () => void (await test.app.get(MailSender).drain());
      const matrix = new Matrix(test.app, { ids: world.ids, canaries, snapshot }, mailAgain);
      return new Run(test, canaries, cast, world, principals, keyed, matrix, logged, mailDir);
    } catch (error) {
      await test.close();
      throw error;
    }
  }

  get served(): string[] {
    return servedRoutes(this.test.app).toSorted();
  }

  /**
   * Asks for the routes one after the other, then reads what was logged and mailed meanwhile and before.
   * @returns routes that did nothing for anybody: what they refuse would prove little
   */
  async walk(name: string, routes: readonly string[]): Promise<string[]> {
    const started = performance.now();
    for (const route of routes) await this.matrix.walk(route, this.principals);
    const seconds = Math.round((performance.now() - started) / 1000);
    const mails = this.searchMails();
    this.searchLog();
    const { requests, leaks, worked } = this.matrix;
    const idle = routes.filter((route) => !worked.has(route) && !route.startsWith('HEAD '));
    const counts = { requests, routes: this.matrix.routes.size, served: routes.length, leaks: leaks.size };
    process.stderr.write(
      `permission matrix, ${name}: ${requests} requests, ${counts.routes} of ${counts.served} routes, ${leaks.size} leaks ` +
        `(${this.canaries.size} canaries, ${this.principals.length} principals, ${mails} mails, ${this.logged.length} log lines, ${seconds} s)\n`,
    );
    // scripts/test.mjs adds the parts up.
    const folder = process.env['MATRIX_COUNTS'];
    if (folder) writeFileSync(join(folder, `matrix-${name}.json`), JSON.stringify(counts));
    return idle;
  }

  /** Nobody's data in the log, whoever reads it. */
  searchLog(): void {
    for (const line of this.logged) this.matrix.search(nobody, line, `log: ${line.slice(0, 200)}`);
  }

  /** Each mail must be its reader's to read; and no mail holds amounts or personal data, whoever reads it. @returns how many */
  searchMails(): number {
    const mails = this.mails();
    for (const { address, text } of mails) {
      const reader = this.cast.readers.get(address) ?? { ...nobody, name: `mail to ${address}` };
      this.matrix.search(reader, text, `mail: ${text.slice(0, 60)}`);
      for (const { token, right } of this.canaries.in(text))
        if (!mailable(reader, right)) this.matrix.leaks.set(`in a mail: ${token}`, text.slice(0, 60));
    }
    return mails.length;
  }

  /** Everything that was mailed, with the address it went to. */
  private mails(): { address: string; text: string }[] {
    const files = readdirSync(this.mailDir).filter((file) => file.endsWith('.eml'));
    return files.map((file) => {
      const { to, subject, text } = readMail(readFileSync(join(this.mailDir, file), 'utf8'));
      return { address: /[^\s<>]+@[^\s<>]+/.exec(to)?.[0] ?? '', text: `${subject}\n${text}` };
    });
  }

  async close(): Promise<void> {
    Logger.overrideLogger(['error', 'warn']);
    await this.test.close();
    rmSync(this.mailDir, { recursive: true, force: true });
  }
}

/** decisions.md, Mails: names of organisations and products, and who invites whom; an applicant is named to themselves. */
function mailable({ name }: Viewer, right: Right): boolean {
  if (right.of === 'enterprise') return right.field === 'enterprise';
  if (right.of === 'import') return true; // here: the name of an enterprise that an officer has imported
  return (
    ['institution', 'shelf', 'person', 'class-title'].includes(right.of) || (right.of === 'roles' && right.and === name)
  );
}

/** Routes of cases and products, and those of talent; the rest is the house. */
export const isCase = (route: string): boolean => / (?:\/api\/v1)?\/financing\//.test(`${route}/`);
export const isTalent = (route: string): boolean => / (?:\/api\/v1)?\/talent\//.test(`${route}/`);
