import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import type { DatabaseUrl } from './database-url.js';
import { Nodes } from './nodes.js';

export type ServerUrl = Extract<DatabaseUrl, { kind: 'server' }>;
export type ServerKind = 'mariadb' | 'mysql';

/** Collations under which equal means equal byte for byte, trailing spaces included, as on SQLite. */
const NO_PAD_BINARY = { mariadb: 'utf8mb4_nopad_bin', mysql: 'utf8mb4_0900_bin' } as const;
const PADDED_BINARY = 'utf8mb4_bin';

/** At start nobody waits for an answer yet: a busy machine gets more time than a request would. */
const START_PATIENCE_MS = 10_000;

/** Only what mysql2 and the server agree on without a query. */
export function credentials(url: ServerUrl, nodes: Nodes) {
  return {
    user: url.user,
    password: url.password,
    connectTimeout: 2_000,
    charset: 'utf8mb4',
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: false,
    stream: () => nodes.connect(),
  };
}

/**
 * Asks the server what it is, creates the database when it is missing and checks what correctness rests on.
 *
 * @throws Error saying what to change on the server
 */
export async function prepareServer(url: ServerUrl): Promise<ServerKind> {
  const connection = await connectFirst(url);
  try {
    const [row] = await rows(connection, 'SELECT VERSION() AS version, @@sql_mode AS mode');
    const kind = /mariadb/i.test(String(row?.version)) ? 'mariadb' : 'mysql';
    if (!/STRICT_(TRANS|ALL)_TABLES/.test(String(row?.mode)))
      throw new Error('the database server must run with sql_mode STRICT_TRANS_TABLES: it would cut values to fit');
    await connection.reset(); // what pooled connections look like after each release
    const [charset] = await rows(connection, 'SELECT @@character_set_client AS client');
    if (charset?.client !== 'utf8mb4')
      throw new Error('the database server must run with character-set-server=utf8mb4');
    await ensureDatabase(connection, url.database, kind);
    return kind;
  } finally {
    connection.destroy();
  }
}

/** Tries every node once: the writer may be down while the application starts. */
async function connectFirst(url: ServerUrl): Promise<Connection> {
  const nodes = new Nodes(url.nodes);
  for (let left = url.nodes.length; ; left--) {
    try {
      return await createConnection({ ...credentials(url, nodes), connectTimeout: START_PATIENCE_MS });
    } catch (error) {
      if (left <= 1) throw error;
    }
  }
}

async function ensureDatabase(connection: Connection, database: string, kind: ServerKind): Promise<void> {
  const collation = await binaryCollation(connection, kind);
  const [schema] = await rows(
    connection,
    `SELECT default_collation_name AS collation,
            (SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = schema_name) AS tables
       FROM information_schema.schemata WHERE schema_name = ?`,
    [database],
  );
  const meaning = `\`${database}\` CHARACTER SET utf8mb4 COLLATE ${collation}`;
  if (!schema) await connection.query(`CREATE DATABASE IF NOT EXISTS ${meaning}`);
  else if (schema.collation === collation) return;
  else if (Number(schema.tables) === 0) await connection.query(`ALTER DATABASE ${meaning}`);
  else
    throw new Error(
      `database ${database} has collation ${String(schema.collation)}: convert its tables, then ALTER DATABASE ${meaning}`,
    );
}

async function binaryCollation(connection: Connection, kind: ServerKind): Promise<string> {
  const [known] = await rows(
    connection,
    'SELECT COUNT(*) AS n FROM information_schema.collations WHERE collation_name = ?',
    [NO_PAD_BINARY[kind]],
  );
  return Number(known?.n) > 0 ? NO_PAD_BINARY[kind] : PADDED_BINARY;
}

async function rows(connection: Connection, sql: string, parameters: unknown[] = []): Promise<RowDataPacket[]> {
  const [found] = await connection.query<RowDataPacket[]>(sql, parameters);
  return found;
}
