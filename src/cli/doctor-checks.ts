import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { calendarFolder, readCalendarYears } from '../platform/calendar/calendar-files.js';
import type { Settings } from '../platform/config/settings.js';

export interface Finding {
  readonly about: string;
  readonly state: 'ok' | 'warn' | 'bad';
  readonly found: string;
  readonly todo?: string;
}

type Check = Omit<Finding, 'about'>;

const NODE_AT_LEAST = [20, 19] as const;
const SCARCE_BYTES = 1024 ** 3;

export function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > NODE_AT_LEAST[0] || (major === NODE_AT_LEAST[0] && minor >= NODE_AT_LEAST[1]);
  if (enough) return { state: 'ok', found: process.version };
  return { state: 'bad', found: process.version, todo: `install Node.js ${NODE_AT_LEAST.join('.')} or later` };
}

export function checkZone({ businessZone }: Settings): Check {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: businessZone, dateStyle: 'short', timeStyle: 'short' });
  return { state: 'ok', found: `${businessZone}, now ${shown.format(new Date())}` };
}

/** Deadlines of a year without its notice are counted by weekends, which is wrong around holidays. */
export function checkCalendar({ businessZone }: Settings): Check {
  const now = new Date();
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: businessZone, dateStyle: 'short' }).format(now);
  const year = Number(day.slice(0, 4));
  const years = [...readCalendarYears(calendarFolder).keys()].toSorted((a, b) => a - b);
  const file = (missing: number) => `add config/calendars/cn-${missing}.json from the State Council's notice`;
  if (!years.includes(year)) return { state: 'bad', found: `no calendar of ${year}`, todo: file(year) };
  const late = day.slice(5) >= '11-15' && !years.includes(year + 1);
  if (late) return { state: 'warn', found: `no calendar of ${year + 1} yet`, todo: file(year + 1) };
  return { state: 'ok', found: years.join(', ') };
}

export function checkSecret({ production }: Settings): Check {
  const given = process.env['SESSION_SECRET'] !== undefined;
  if (given) return { state: 'ok', found: 'SESSION_SECRET is set' };
  const found = 'kept under var/session-secret';
  if (!production) return { state: 'ok', found };
  return { state: 'bad', found: 'not set', todo: 'set SESSION_SECRET (at least 32 characters)' };
}

export function checkFiles({ filesDir }: Settings): Check {
  const folder = resolve(filesDir);
  mkdirSync(folder, { recursive: true });
  accessSync(folder, constants.R_OK | constants.W_OK);
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const found = `${folder} can be written, ${Math.round(free / 1024 ** 2)} MiB free`;
  return free > SCARCE_BYTES ? { state: 'ok', found } : { state: 'warn', found, todo: 'make room on this disk' };
}

/** Whether somebody listens there; nothing is sent. */
export async function checkMail({ smtpUrl, mailDir }: Settings): Promise<Check> {
  if (smtpUrl === undefined) {
    const folder = existsSync(mailDir) ? mailDir : `${mailDir} (not there yet)`;
    return { state: 'warn', found: `no SMTP_URL: mails are written to ${folder}`, todo: 'set SMTP_URL to send them' };
  }
  const { hostname, port, protocol } = new URL(smtpUrl);
  const at = Number(port) || (protocol === 'smtps:' ? 465 : 587);
  const greeted = await reachable(hostname, at);
  if (greeted) return { state: 'ok', found: `${hostname}:${at} answers` };
  const todo = 'check host, port and firewall; mails wait in the queue for 72 hours meanwhile';
  return { state: 'bad', found: `${hostname}:${at} does not answer`, todo };
}

export function reachable(host: string, port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect({ host, port, timeout: 3_000 });
    const done = (value: boolean) => {
      socket.destroy();
      answer(value);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}
