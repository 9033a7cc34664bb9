import type { DataSource } from 'typeorm';
import { openForMigrations, type Schema } from './open.js';

/** Brings the tables to the state the code wants, or back. Each call opens a connection of its own. */
export class Migrations {
  constructor(
    private readonly url: string,
    private readonly schema: Schema,
  ) {}

  /** Runs what is pending, in order. Answers the names run. */
  migrate(): Promise<string[]> {
    return this.with(async (source) => (await source.runMigrations({ transaction: 'each' })).map(({ name }) => name));
  }

  /** Takes back the last `steps` migrations. */
  undo(steps = 1): Promise<void> {
    return this.with(async (source) => {
      for (let step = 0; step < steps; step++) await source.undoLastMigration({ transaction: 'each' });
    });
  }

  /** Names of the migrations not yet run. */
  pending(): Promise<string[]> {
    return this.with(async (source) => {
      const done = await executed(source);
      return source.migrations
        .map((migration) => migration.name ?? migration.constructor.name)
        .filter((name) => !done.has(name));
    });
  }

  /** Statements that would make the tables what the entities say: empty when migrations and entities agree. */
  drift(): Promise<string[]> {
    return this.with(async (source) =>
      (await source.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query),
    );
  }

  private async with<T>(use: (source: DataSource) => Promise<T>): Promise<T> {
    const source = await openForMigrations(this.url, this.schema);
    try {
      return await use(source);
    } finally {
      await source.destroy();
    }
  }
}

async function executed(source: DataSource): Promise<Set<string>> {
  const runner = source.createQueryRunner();
  try {
    if (!(await runner.hasTable('migration'))) return new Set();
    const rows = (await runner.query('SELECT name FROM migration')) as { name: string }[];
    return new Set(rows.map(({ name }) => name));
  } finally {
    await runner.release();
  }
}
