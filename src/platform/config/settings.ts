import { isIP } from 'node:net';
import { parseDatabaseUrl } from '../database/database-url.js';
import { readKeptSecret } from './kept-secret.js';

export type Role = 'all' | 'web' | 'worker';
export type LogLevel = (typeof LOG_LEVELS)[number];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const ROLES = ['all', 'web', 'worker'] as const;

/** What the operator chose, parsed and checked once at boot. Nothing else reads the environment. */
export class Settings {
  readonly production!: boolean;
  readonly port!: number;
  /** Where people reach the portal, without a trailing slash; mailed links start with it. */
  readonly baseUrl!: string;
  /** `sqlite:<file>` or `mysql://` / `mariadb://` with one or several hosts, the writer first. */
  readonly databaseUrl!: string;
  /** Absent: mails are written as files to `mailDir`. */
  readonly smtpUrl!: string | undefined;
  readonly mailFrom!: string;
  readonly redisUrl!: string | undefined;
  /** Proxies that may say for whom they ask: addresses, ranges, `loopback`. Empty: none. */
  readonly trustProxy!: readonly string[];
  readonly sessionSecret!: string;
  /** What Prometheus sends as its bearer token; absent: only staff may read /metrics. */
  readonly metricsToken?: string | undefined;
  readonly demo!: boolean;
  readonly logLevel!: LogLevel;
  readonly role!: Role;
  readonly filesDir!: string;
  /** Where mails are written as files while there is no mail server. */
  readonly mailDir!: string;
  /** The zone in which days begin and deadlines end. */
  readonly businessZone!: string;

  constructor(values: Settings) {
    Object.assign(this, values);
  }
}

/** Every bad value at once, so that one restart is enough to put them right. */
export class BadSettings extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The settings cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\nSee .env.example.`);
    this.name = 'BadSettings';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks all settings.
 *
 * @throws BadSettings naming every value that cannot be used
 */
export function readSettings(env: Environment = process.env): Settings {
  const faults: string[] = [];
  const get = (name: string) => env[name]?.trim() || undefined;

  const parsed = <T>(name: string, fallback: string, parse: (text: string) => T | undefined, wants: string): T => {
    const text = get(name) ?? fallback;
    const value = parse(text);
    if (value === undefined) faults.push(`${name}=${hidden(text)}: ${wants}`);
    return value as T; // an undefined value has left a fault, so it never gets out
  };
  const optional = <T>(name: string, parse: (text: string) => T | undefined, wants: string) =>
    get(name) === undefined ? undefined : parsed(name, '', parse, wants);

  const production = get('NODE_ENV') === 'production';
  const port = parsed('PORT', '3000', asPort, 'a whole number from 0 to 65535');
  const values = {
    production,
    port,
    baseUrl: parsed('BASE_URL', `http://localhost:${port ?? 3000}`, asBaseUrl, 'an http:// or https:// address'),
    databaseUrl: parsed('DATABASE_URL', 'sqlite:var/yipanqi.db', asDatabaseUrl, DATABASE_URL_FORMS),
    smtpUrl: optional('SMTP_URL', (text) => asUrl(text, ['smtp:', 'smtps:']), 'smtp://user:password@host:port'),
    mailFrom: parsed('MAIL_FROM', '一盘棋 <noreply@localhost>', asSender, '"Name <address@host>" or an address'),
    redisUrl: optional('REDIS_URL', (text) => asUrl(text, ['redis:', 'rediss:']), 'redis://host:port'),
    trustProxy: parsed('TRUST_PROXY', 'loopback', asProxies, 'none, loopback, or addresses and ranges'),
    metricsToken: get('METRICS_TOKEN'),
    demo: parsed('DEMO', 'false', asFlag, 'true or false'),
    logLevel: parsed('LOG_LEVEL', 'info', oneOf(LOG_LEVELS), `one of ${LOG_LEVELS.join(', ')}`),
    role: parsed('ROLE', 'all', oneOf(ROLES), `one of ${ROLES.join(', ')}`),
    filesDir: get('FILES_DIR') ?? 'var/files',
    mailDir: get('MAIL_DIR') ?? 'var/mail',
    businessZone: parsed('TZ_BUSINESS', 'Asia/Shanghai', asZone, 'a time zone such as Asia/Shanghai'),
  };
  const given = get('SESSION_SECRET');
  if (given !== undefined && given.length < 32) faults.push('SESSION_SECRET: at least 32 characters');
  if (given === undefined && production) faults.push('SESSION_SECRET: required in production (at least 32 characters)');
  if (values.metricsToken !== undefined && values.metricsToken.length < 16)
    faults.push('METRICS_TOKEN: at least 16 characters');
  if (faults.length > 0) throw new BadSettings(faults);
  return new Settings({ ...values, sessionSecret: given ?? readKeptSecret('var/session-secret') });
}

const DATABASE_URL_FORMS = 'sqlite:<file>, mysql://user:password@host[:port][,host…]/database or mariadb://…';

/** A fault is printed and logged: it must not carry a password. */
function hidden(text: string): string {
  return text.replace(/\/\/[^@/]*@/, '//***@');
}

function asPort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

function asUrl(text: string, protocols: readonly string[]): string | undefined {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol) ? text : undefined;
}

function asBaseUrl(text: string): string | undefined {
  return asUrl(text, ['http:', 'https:'])?.replace(/\/+$/, '');
}

function asDatabaseUrl(text: string): string | undefined {
  try {
    return parseDatabaseUrl(text) && text;
  } catch {
    return undefined;
  }
}

function asSender(text: string): string | undefined {
  return /^[^<>@\s]+@[^<>@\s]+$|^[^<>]+<[^<>@\s]+@[^<>@\s]+>$/.test(text) ? text : undefined;
}

function asProxies(text: string): readonly string[] | undefined {
  if (text === 'none') return [];
  const all = text.split(',').map((one) => one.trim());
  return all.every((one) => one === 'loopback' || isRange(one)) ? all : undefined;
}

/** `10.0.0.7`, `10.0.0.0/24`, `fd00::/8` */
function isRange(text: string): boolean {
  const [address = '', bits] = text.split('/');
  const widest = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  return widest > 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= widest));
}

function asFlag(text: string): boolean | undefined {
  if (/^(true|1|yes)$/i.test(text)) return true;
  return /^(false|0|no)$/i.test(text) ? false : undefined;
}

function asZone(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone && text;
  } catch {
    return undefined;
  }
}

function oneOf<T extends string>(allowed: readonly T[]) {
  return (text: string): T | undefined => allowed.find((value) => value === text);
}
