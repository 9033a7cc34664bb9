import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/bootstrap.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { BusinessClock } from '../../src/platform/clock/business-clock.js';
import { Background } from '../../src/platform/scheduling/background.service.js';
import { newPlace } from './databases.js';
import { type Place, Visitor } from './visitor.js';

/** The day on which tests begin: a Monday with whole working weeks around it. */
export const TEST_NOW = new Date('2026-11-23T01:00:00Z'); // 09:00 in Shanghai

export interface TestApp {
  readonly app: NestFastifyApplication;
  /** A fresh browser-like visitor: keeps cookies, finds form tokens, follows redirects. */
  visitor(place?: Place): Visitor;
  /** Lets outbox, mails and due jobs work until nothing is left. */
  drain(): Promise<void>;
  travelTo(instant: Date | string): void;
  close(): Promise<void>;
}

/** The whole application on an empty database of its own, its clock standing on TEST_NOW, its mails in a folder. */
export async function openTestApp(
  kind: 'sqlite' | 'mariadb' = 'sqlite',
  environment: Record<string, string> = {},
): Promise<TestApp> {
  const place = newPlace(kind);
  const files = mkdtempSync(join(tmpdir(), 'yipanqi-files-'));
  const settings = readSettings({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: place.url,
    FILES_DIR: files,
    SESSION_SECRET: 'a secret for tests only, 32 chars',
    LOG_LEVEL: 'silent',
    ...environment,
  });
  const app = await createApp(settings);
  app.get(BusinessClock).travelTo(TEST_NOW);
  return {
    app,
    visitor: (place) => new Visitor(app, place),
    drain: () => app.get(Background).drain(),
    travelTo: (instant) => app.get(BusinessClock).travelTo(new Date(instant)),
    close: async () => {
      await app.close();
      await place.drop();
      rmSync(files, { recursive: true, force: true });
    },
  };
}
