import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKeptSecret } from './kept-secret.js';
import { BadSettings, readSettings } from './settings.js';

const SECRET = 'a secret of more than 32 characters';

describe('readSettings', () => {
  it('has a default for everything outside production', () => {
    expect(readSettings({ SESSION_SECRET: SECRET })).toMatchObject({
      production: false,
      port: 3000,
      baseUrl: 'http://localhost:3000',
      databaseUrl: 'sqlite:var/yipanqi.db',
      smtpUrl: undefined,
      redisUrl: undefined,
      trustProxy: ['loopback'],
      demo: false,
      logLevel: 'info',
      role: 'all',
      filesDir: 'var/files',
      mailDir: 'var/mail',
      businessZone: 'Asia/Shanghai',
      sessionSecret: SECRET,
    });
  });

  it('takes what is given; an empty value is as if it were not there', () => {
    const settings = readSettings({
      PORT: '8080',
      BASE_URL: ' https://match.example.org/ ',
      DATABASE_URL: 'mysql://u:p%40@a:3306,b,c:3307/yipanqi',
      SMTP_URL: 'smtp://mail:25',
      MAIL_FROM: 'match@example.org',
      REDIS_URL: '',
      TRUST_PROXY: 'loopback, 10.0.0.5, 10.1.0.0/16,fd00::/8',
      SESSION_SECRET: SECRET,
      DEMO: '1',
      LOG_LEVEL: 'warn',
      ROLE: 'worker',
    });
    expect(settings).toMatchObject({
      port: 8080,
      baseUrl: 'https://match.example.org',
      databaseUrl: 'mysql://u:p%40@a:3306,b,c:3307/yipanqi',
      smtpUrl: 'smtp://mail:25',
      mailFrom: 'match@example.org',
      redisUrl: undefined,
      trustProxy: ['loopback', '10.0.0.5', '10.1.0.0/16', 'fd00::/8'],
      demo: true,
      logLevel: 'warn',
      role: 'worker',
    });
    expect(readSettings({ PORT: '81', SESSION_SECRET: SECRET }).baseUrl).toBe('http://localhost:81');
  });

  it('names every bad value at once and shows no password', () => {
    const bad = {
      PORT: '70000',
      BASE_URL: 'match.example.org',
      DATABASE_URL: 'postgres://me:hunter2@host/db',
      SMTP_URL: 'mail',
      MAIL_FROM: 'nobody',
      REDIS_URL: 'http://x',
      TRUST_PROXY: 'proxy.example.org',
      SESSION_SECRET: 'short',
      DEMO: 'perhaps',
      LOG_LEVEL: 'loud',
      ROLE: 'boss',
      TZ_BUSINESS: 'Mars/Olympus',
    };
    const error = catchError(() => readSettings(bad));
    expect(error).toBeInstanceOf(BadSettings);
    for (const name of Object.keys(bad)) expect(error.message).toContain(name);
    expect((error as BadSettings).faults).toHaveLength(Object.keys(bad).length);
    expect(error.message).not.toContain('hunter2');
    expect(error.message).not.toContain('short:');
  });

  it('requires a session secret in production', () => {
    expect(() => readSettings({ NODE_ENV: 'production' })).toThrow('SESSION_SECRET: required in production');
    expect(readSettings({ NODE_ENV: 'production', SESSION_SECRET: SECRET }).production).toBe(true);
  });

  it('is documented: .env.example names every setting, and what it sets can be used', () => {
    const example = readFileSync('.env.example', 'utf8');
    const source = readFileSync('src/platform/config/settings.ts', 'utf8');
    const read = new Set([...source.matchAll(/(?:get|parsed|optional)\('([A-Z_]+)'/g)].map(([, name]) => name));
    const documented = new Set([...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name));
    expect(read.size).toBeGreaterThan(10);
    expect(documented).toEqual(read);
    const set = Object.fromEntries([...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
    expect(() => readSettings({ ...set, SESSION_SECRET: SECRET })).not.toThrow();
  });
});

describe('readKeptSecret', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'yipanqi-secret-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes a secret once, for its owner alone', () => {
    const file = join(folder, 'deep', 'secret');
    const secret = readKeptSecret(file);
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(readKeptSecret(file)).toBe(secret);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('refuses a file that holds no secret', () => {
    const file = join(folder, 'secret');
    writeFileSync(file, '');
    expect(() => readKeptSecret(file)).toThrow('delete it');
  });
});

function catchError(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
