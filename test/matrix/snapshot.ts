import type { Database } from '../../src/platform/database/database.js';

/** What is used of better-sqlite3, which brings no types. */
interface Sqlite {
  exec(sql: string): void;
  pragma(text: string): void;
  prepare(sql: string): { all(): unknown[]; get(): unknown };
  transaction(run: () => void): () => void;
}

/**
 * Puts the world back after a request that changed it, so that every request of the matrix meets the same one. Triggers
 * note which tables a transaction has written to (and forget it when that is rolled back), so that only those are put back.
 */
export class Snapshot {
  private readonly sqlite: Sqlite;
  private changes = 0;
  /** The last row of each table: what was only added to is put back by taking away what came after. */
  private readonly last = new Map<string, number>();

  constructor(db: Database) {
    this.sqlite = (db.manager.connection.driver as unknown as { databaseConnection: Sqlite }).databaseConnection;
    this.sqlite.pragma('synchronous = OFF'); // nothing of it has to survive
    const tables = this.names("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    this.sqlite.exec(
      "ATTACH ':memory:' AS kept; CREATE TEMP TABLE touched (name TEXT, event TEXT, PRIMARY KEY (name, event))",
    );
    for (const table of tables) {
      this.sqlite.exec(`CREATE TABLE kept."${table}" AS SELECT * FROM main."${table}"`);
      for (const event of ['INSERT', 'UPDATE', 'DELETE'])
        this.sqlite.exec(
          `CREATE TEMP TRIGGER "${table} ${event}" AFTER ${event} ON main."${table}"
           BEGIN INSERT OR IGNORE INTO touched VALUES ('${table}', '${event}'); END`,
        );
      this.measure(table);
    }
    this.changes = this.total();
  }

  /** Tables that were written to since the last restore. */
  touched(): readonly string[] {
    const total = this.total();
    if (total === this.changes) return [];
    const names = this.names('SELECT DISTINCT name FROM temp.touched');
    if (names.length === 0) this.changes = total; // rolled back
    return names;
  }

  /** From now on the table is as it should be. */
  keep(table: string): void {
    this.sqlite.exec(`DELETE FROM kept."${table}"; INSERT INTO kept."${table}" SELECT * FROM main."${table}"`);
    this.measure(table);
    this.sqlite.exec('DELETE FROM temp.touched');
    this.changes = this.total();
  }

  restore(tables: readonly string[]): void {
    const rewritten = new Set(this.names("SELECT DISTINCT name FROM temp.touched WHERE event <> 'INSERT'"));
    this.sqlite.pragma('foreign_keys = OFF');
    this.sqlite.transaction(() => {
      for (const table of tables) {
        if (rewritten.has(table)) {
          this.sqlite.exec(`DELETE FROM main."${table}"; INSERT INTO main."${table}" SELECT * FROM kept."${table}"`);
          this.measure(table); // rows put back get new numbers
        } else this.sqlite.exec(`DELETE FROM main."${table}" WHERE rowid > ${this.last.get(table)}`);
      }
      this.sqlite.exec('DELETE FROM temp.touched');
    })();
    this.sqlite.pragma('foreign_keys = ON');
    this.changes = this.total();
  }

  private measure(table: string): void {
    const { n } = this.sqlite.prepare(`SELECT COALESCE(MAX(rowid), 0) AS n FROM main."${table}"`).get() as {
      n: number;
    };
    this.last.set(table, n);
  }

  private names(sql: string): string[] {
    return (this.sqlite.prepare(sql).all() as { name: string }[]).map(({ name }) => name);
  }

  private total(): number {
    return (this.sqlite.prepare('SELECT total_changes() AS n').get() as { n: number }).n;
  }
}
