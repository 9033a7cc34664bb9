import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../bootstrap.js';
import { readSettings, type Settings } from '../platform/config/settings.js';

/** The application on the database of the settings, without serving and without background work. */
export async function withApp<T>(
  use: (app: NestFastifyApplication) => Promise<T> | T,
  settings: Settings = readSettings(),
): Promise<T> {
  const app = await createApp(settings);
  try {
    return await use(app);
  } finally {
    await app.close();
  }
}

/** The application on an empty database of its own: for what is read off the code alone. */
export async function withScratchApp<T>(use: (app: NestFastifyApplication) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'yipanqi-'));
  const settings = readSettings({
    NODE_ENV: 'test',
    DATABASE_URL: `sqlite:${join(folder, 'scratch.db')}`,
    FILES_DIR: join(folder, 'files'),
    SESSION_SECRET: 'only for reading the code: 32 char',
    LOG_LEVEL: 'error',
  });
  try {
    return await withApp(use, settings);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
