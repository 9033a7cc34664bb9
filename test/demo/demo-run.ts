import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoSettings } from '../../src/demo/demo-settings.js';
import { type DemoRun, runDemo } from '../../src/demo/run-demo.js';
import { newPlace } from '../support/databases.js';

export interface TestDemo extends DemoRun {
  readonly mailDir: string;
  close(): Promise<void>;
}

/** Where a demo of a test keeps its things; `drop` removes them all. */
export function demoPlace(kind: 'sqlite' | 'mariadb') {
  const place = newPlace(kind);
  const folder = mkdtempSync(join(tmpdir(), 'yipanqi-demo-'));
  const mailDir = join(folder, 'mail');
  const env = {
    PORT: '0',
    DATABASE_URL: place.url,
    FILES_DIR: join(folder, 'files'),
    MAIL_DIR: mailDir,
    SESSION_SECRET: 'a secret for tests only, 32 chars',
    LOG_LEVEL: 'silent',
  };
  const drop = async () => {
    rmSync(folder, { recursive: true, force: true });
    await place.drop();
  };
  return { env, mailDir, drop };
}

/** The whole demo, played in this process. */
export async function playDemo(): Promise<TestDemo> {
  const { env, mailDir, drop } = demoPlace('sqlite');
  try {
    const run = await runDemo(await demoSettings(env));
    const close = async () => {
      await run.app.close();
      await drop();
    };
    return { ...run, mailDir, close };
  } catch (error) {
    await drop();
    throw error;
  }
}
