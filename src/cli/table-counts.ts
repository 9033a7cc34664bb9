import { getMetadataArgsStorage } from 'typeorm';
import type { Database } from '../platform/database/database.js';
import { schema } from '../app.schema.js';

export type Counts = Readonly<Record<string, number>>;

/** Every table that has an entity. */
export function tableNames(): string[] {
  const tables = getMetadataArgsStorage().tables;
  return schema.entities.flatMap((entity) => tables.find(({ target }) => target === entity)?.name ?? []).toSorted();
}

/** Rows of every table. */
export async function tableCounts(db: Database): Promise<Counts> {
  const counts: Record<string, number> = {};
  for (const table of tableNames()) {
    const [row] = await db.select<{ n: unknown }>(`SELECT COUNT(*) AS n FROM ${table}`);
    counts[table] = Number(row?.n ?? 0);
  }
  return counts;
}

/** Tables whose counts differ, said one a line. */
export function differences(wanted: Counts, found: Counts): string[] {
  return Object.keys({ ...wanted, ...found })
    .filter((table) => wanted[table] !== found[table])
    .map((table) => `${table}: ${wanted[table] ?? 0} rows in the backup, ${found[table] ?? 0} now`);
}
