import { DataSource, type MigrationInterface, type MixedList } from 'typeorm';
import { Counter } from './counter.entity.js';
import { Database } from './database.js';
import { type DatabaseUrl, parseDatabaseUrl } from './database-url.js';
import { Guard } from './guard.js';
import { DatabaseLogger } from './database-logger.js';
import { DatabaseTables1770000000001 } from './migrations/1770000000001-database-tables.migration.js';
import { KeyNaming } from './naming.js';
import { Nodes } from './nodes.js';
import { Operation } from './operation.entity.js';
import { guardPool, mysqlOptions } from './mysql.js';
import { prepareServer, type ServerKind } from './server.js';
import { serialise, sqliteOptions } from './sqlite.js';
import { UnitOfWork } from './unit-of-work.js';

type ClassOf<T> = new () => T;

export interface Schema {
  readonly entities: readonly ClassOf<object>[];
  /** In the order in which they are run. */
  readonly migrations: readonly ClassOf<MigrationInterface>[];
}

/** The database's own tables come first, so that nobody can forget them. */
function withOwnTables({ entities, migrations }: Schema) {
  return {
    entities: [Operation, Counter, ...entities],
    migrations: [DatabaseTables1770000000001, ...migrations] as MixedList<ClassOf<MigrationInterface>>,
    namingStrategy: new KeyNaming(),
    logger: new DatabaseLogger(),
    synchronize: false,
    migrationsRun: false,
    migrationsTableName: 'migration',
  };
}

export interface OpenChoices {
  /** How long a transaction waits for its turn on SQLite. */
  readonly gateLimitMs?: number;
}

/** Opens the database of a DATABASE_URL; a database or file that is missing is created, its tables are not. */
export async function openDatabase(url: string, schema: Schema, choices: OpenChoices = {}): Promise<Database> {
  const where = parseDatabaseUrl(url);
  const guard = new Guard();
  if (where.kind === 'sqlite') {
    const source = new DataSource({ ...sqliteOptions(where.file), ...withOwnTables(schema) });
    const transactions = serialise(source, where.file, guard, choices.gateLimitMs);
    await source.initialize();
    return new Database('sqlite', source, guard, new UnitOfWork(guard, transactions));
  }
  const kind = await prepareServer(where);
  const nodes = new Nodes(where.nodes);
  const source = new DataSource({ ...mysqlOptions(where, kind, nodes), ...withOwnTables(schema) });
  const transactions = guardPool(source, nodes, guard);
  await source.initialize();
  return new Database(kind, source, guard, new UnitOfWork(guard, transactions));
}

/** A plain source for migrations alone: no guard, no query limit, closed afterwards. */
export async function openForMigrations(url: string, schema: Schema): Promise<DataSource> {
  const where = parseDatabaseUrl(url);
  return new DataSource({ ...(await plainOptions(where)), ...withOwnTables(schema) }).initialize();
}

async function plainOptions(where: DatabaseUrl) {
  if (where.kind === 'sqlite') return sqliteOptions(where.file);
  const kind: ServerKind = await prepareServer(where);
  return mysqlOptions(where, kind, new Nodes(where.nodes), false);
}
