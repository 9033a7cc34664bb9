import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { column, table } from '../platform/database/columns.js';
import { projectFolder } from '../platform/i18n/project-folder.js';

/** What the centre's administrator sets: zone name, phone, limits, expiry days, the hour. Key and text; defaults stand in code. */
@table('zone_setting')
export class ZoneSetting {
  @column.code(60, { primary: true }) name!: string;
  @column.label(300) value!: string;
}

/** What stands until an administrator sets the zone's own name and phone. */
export const defaultZone = JSON.parse(readFileSync(projectFolder('config/zone.json'), 'utf8')) as {
  readonly name: string;
  readonly phone: string;
};

@Injectable()
export class ZoneSettings {
  private cache: Map<string, string> | null = null;
  private readAt = 0;

  constructor(private readonly db: Database) {}

  async text(key: string, fallback: string): Promise<string> {
    return (await this.all()).get(key) ?? fallback;
  }

  async number(key: string, fallback: number): Promise<number> {
    const text = (await this.all()).get(key);
    return text === undefined ? fallback : Number(text);
  }

  /** A switch is off until an administrator sets it. */
  async isOn(key: string): Promise<boolean> {
    return (await this.text(key, String(false))) === String(true);
  }

  async set(values: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      const changed = await this.db.execute('UPDATE zone_setting SET value = ? WHERE name = ?', [value, name]);
      if (changed === 0) {
        const known = await this.db.repo(ZoneSetting).existsBy({ name });
        if (!known) await this.db.repo(ZoneSetting).insert({ name, value });
      }
    }
    this.cache = null;
    // Whoever read between here and the commit has kept what stood before.
    this.db.afterCommit(() => (this.cache = null));
  }

  /** Other processes see a change within five seconds. */
  private async all(): Promise<Map<string, string>> {
    if (!this.cache || performance.now() - this.readAt > 5_000) {
      const rows = await this.db.repo(ZoneSetting).find();
      this.cache = new Map(rows.map(({ name, value }) => [name, value]));
      this.readAt = performance.now();
    }
    return this.cache;
  }
}
