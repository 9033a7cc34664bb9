import { Test } from '@nestjs/testing';
import { ClockModule } from '../../src/platform/clock/clock.module.js';
import { BusinessClock } from '../../src/platform/clock/business-clock.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { Counters } from '../../src/platform/database/counters.js';
import { Database } from '../../src/platform/database/database.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { Migrations } from '../../src/platform/database/migrations.js';
import { newPlace, testDatabases } from '../support/databases.js';
import { sampleSchema } from './sample.js';

testDatabases('DatabaseModule', (kind) => {
  it('gives the database of the settings, creates what is missing, and closes it at shutdown', async () => {
    const place = newPlace(kind);
    const settings = readSettings({ DATABASE_URL: place.url, SESSION_SECRET: 'x'.repeat(32) });
    const app = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(settings), ClockModule, DatabaseModule.forRoot(sampleSchema)],
    }).compile();
    const db = app.get(Database);
    expect(db.kind).toBe(kind);
    expect(app.get(BusinessClock).today()).toMatch(/^\d{4}-\d\d-\d\d$/);
    await app.get(Migrations).migrate();
    expect(await db.transaction(() => app.get(Counters).next('RZ', 2026))).toBe(1);
    await app.close();
    await expect(db.ping()).rejects.toThrow();
    await place.drop();
  });
});
