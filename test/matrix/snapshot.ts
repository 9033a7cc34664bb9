import type { Database } from '../../src/platform/database/database.js';

/** What is used of better-sqlite3, which brings no types. */
interface Sqlite {
  exec(sql: string): void;
  pragma(text: string): void;
  prepare(sql: string): { all(): unknown[]; get(): unknown };
  transaction(run: () => void): () => void;
}

/** Puts the world back after a request that changed it, so that every request of the matrix meets the same one. */
export class Snapshot {
  private readonly sqlite: Sqlite;
  private readonly tables: readonly string[];
  private changes = 0;

  constructor(db: Database) {
    this.sqlite = (db.manager.connection.driver as unknown as { databaseConnection: Sqlite }).databaseConnection;
    const named = this.sqlite
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all();
    this.tables = (named as { name: string }[]).map(({ name }) => name);
    this.sqlite.exec("ATTACH ':memory:' AS kept");
    for (const table of this.tables) this.sqlite.exec(`CREATE TABLE kept."${table}" AS SELECT * FROM main."${table}"`);
    this.changes = this.total();
  }

  get changed(): boolean {
    return this.total() !== this.changes;
  }

  restore(): void {
    this.sqlite.pragma('foreign_keys = OFF');
    this.sqlite.transaction(() => {
      for (const table of this.tables) {
        this.sqlite.exec(`DELETE FROM main."${table}"; INSERT INTO main."${table}" SELECT * FROM kept."${table}"`);
      }
    })();
    this.sqlite.pragma('foreign_keys = ON');
    this.changes = this.total();
  }

  private total(): number {
    return (this.sqlite.prepare('SELECT total_changes() AS n').get() as { n: number }).n;
  }
}
