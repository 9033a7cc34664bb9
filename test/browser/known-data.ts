import { readFileSync, readdirSync } from 'node:fs';
import { defaultZone } from '../../src/directory/zone-settings.js';
import type { Database } from '../../src/platform/database/database.js';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';

const HAN = /\p{Script=Han}/u;

/** What people wrote and what was published: it stays in its own language on every page. */
export class KnownData {
  private readonly known = new Set<string>(['示例']); // the mark at the names of everything invented
  private readonly longestFirst: readonly string[];
  private readonly rests = new Map<string, string>();

  private constructor(values: readonly unknown[]) {
    for (const value of values) this.learn(value);
    this.longestFirst = [...this.known].toSorted((a, b) => b.length - a.length);
  }

  static async of(db: Database): Promise<KnownData> {
    const tables = db.manager.connection.entityMetadatas.map(({ tableName }) => tableName);
    const rows: unknown[] = [defaultZone, ...calendars()];
    for (const table of tables) rows.push(await db.select(`SELECT * FROM ${table}`));
    return new KnownData(rows);
  }

  /** The Chinese of a text that is nobody's data: words that nobody translated. Masked names are data too. */
  untranslated(text: string): string {
    if (!HAN.test(text)) return '';
    const cached = this.rests.get(text);
    if (cached !== undefined) return cached;
    let rest = text.replace(/\p{Script=Han}\*+\p{Script=Han}?/gu, '');
    for (const value of this.longestFirst) if (rest.includes(value)) rest = rest.replaceAll(value, '');
    this.rests.set(text, HAN.test(rest) ? rest : '');
    return HAN.test(rest) ? rest : '';
  }

  private learn(value: unknown): void {
    if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) this.learn(part);
    if (typeof value !== 'string' || !HAN.test(value)) return;
    if (/^[[{]/.test(value)) return this.learn(JSON.parse(value));
    this.known.add(value.replace(/\s+/g, ' ').trim());
  }
}

/** Holiday notices are cited by their Chinese titles. */
function calendars(): unknown[] {
  const folder = projectFolder('config/calendars');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as unknown);
}
