import { CommitUnknown } from '../../src/platform/database/errors.js';
import type { Database } from '../../src/platform/database/database.js';
import { openDatabase } from '../../src/platform/database/open.js';
import { Migrations } from '../../src/platform/database/migrations.js';
import { newId } from '../../src/platform/ids.js';
import { emptyTables, newPlace, onServer as runOnServer, serverUrl, type TestPlace } from '../support/databases.js';
import { tcpProxy, type TcpProxy, type Verdict } from '../support/tcp-proxy.js';
import { Account, Entry, sampleSchema } from './sample.js';

const withServer = process.env.TEST_DATABASE_URL ? describe : describe.skip;

withServer('server faults (mariadb)', () => {
  let place: TestPlace;
  let proxy: TcpProxy;
  let db: Database;

  const [, credentials = '', host = '', port = '3306'] =
    /\/\/(?:([^@/]*)@)?([^:/]+)(?::(\d+))?/.exec(process.env.TEST_DATABASE_URL ? serverUrl() : '') ?? [];
  const through = (ports: number[]) =>
    `mariadb://${credentials}@${ports.map((via) => `127.0.0.1:${via}`).join(',')}/${place.url.split('/').at(-1)}`;

  beforeAll(async () => {
    place = newPlace('mariadb');
    await new Migrations(place.url, sampleSchema).migrate();
    proxy = await tcpProxy(host, Number(port));
    db = await openDatabase(through([proxy.port]), sampleSchema);
  });
  afterAll(async () => {
    await db.close();
    await proxy.stop();
    await place.drop();
  });
  beforeEach(() => emptyTables(db));
  afterEach(() => {
    proxy.judge = () => 'pass';
  });

  /** Acts on the first packet that carries the statement. */
  const breakAt = (statement: RegExp, verdict: Verdict) => {
    let left = 1;
    proxy.judge = (chunk) => (statement.test(chunk.toString('latin1')) && left-- > 0 ? verdict : 'pass');
  };
  const entry = (accountId = 'a') => ({ id: newId(), accountId, amount: 1 });

  it('runs both of two crossing units to their end after a deadlock', async () => {
    const [one, two] = [newId(), newId()].map((id) => ({ id, state: 'open', balance: 0 }));
    if (!one || !two) throw new Error('two accounts');
    await db.transaction(() => db.repo(Account).insert([one, two]));
    let runs = 0;
    let arrived = 0;
    let meet = () => {};
    const both = new Promise<void>((resolve) => (meet = resolve));
    const cross = (first: string, second: string) =>
      db.transaction(async () => {
        runs++;
        await db.execute('UPDATE account SET balance = balance + 1 WHERE id = ?', [first]);
        if (++arrived === 2) meet();
        await both;
        await db.execute('UPDATE account SET balance = balance + 1 WHERE id = ?', [second]);
      });
    await Promise.all([cross(one.id, two.id), cross(two.id, one.id)]);
    expect(runs).toBeGreaterThan(2); // the server did refuse one of them
    expect((await db.repo(Account).find()).map(({ balance }) => balance)).toEqual([2, 2]);
  });

  it.each([
    { what: 'COMMIT is lost', at: /COMMIT$/, verdict: 'lose', runs: 2 },
    { what: "COMMIT's answer is lost", at: /COMMIT$/, verdict: 'lose-answer', runs: 1 },
    { what: 'START TRANSACTION is lost', at: /START TRANSACTION$/, verdict: 'lose', runs: 1 },
    { what: 'a statement is lost', at: /INSERT INTO `entry`/, verdict: 'lose', runs: 2 },
    { what: "a statement's answer is lost", at: /INSERT INTO `entry`/, verdict: 'lose-answer', runs: 2 },
  ] as const)('with an opId does the work once when $what', async ({ at, verdict, runs }) => {
    let begun = 0;
    breakAt(at, verdict);
    const answer = await db.transaction(
      async () => {
        const run = ++begun;
        await db.repo(Entry).insert(entry());
        return run;
      },
      { opId: newId() },
    );
    expect([begun, answer]).toEqual([runs, runs]);
    expect(await db.repo(Entry).count()).toBe(1);
  });

  it('without an opId says that the outcome is unknown, and does not try again', async () => {
    let runs = 0;
    breakAt(/COMMIT$/, 'lose-answer');
    const unit = db.transaction(async () => {
      runs++;
      await db.repo(Entry).insert(entry());
    });
    await expect(unit).rejects.toThrow(CommitUnknown);
    expect(runs).toBe(1);
  });

  it.each(['lose', 'garble'] as const)('never gives back a connection whose ROLLBACK failed (%s)', async (verdict) => {
    breakAt(/ROLLBACK$/, verdict);
    const unit = db.transaction(async () => {
      await db.repo(Entry).insert(entry('half'));
      throw new Error('refused');
    });
    await expect(unit).rejects.toThrow('refused');
    await Promise.all(Array.from({ length: 30 }, () => db.transaction(() => db.repo(Entry).insert(entry('whole')))));
    expect(await db.repo(Entry).countBy({ accountId: 'half' })).toBe(0);
    expect(await db.repo(Entry).countBy({ accountId: 'whole' })).toBe(30);
  });

  it('gives the database and every column the no-pad binary collation, and refuses another collation once there are tables', async () => {
    const collations = await db.select<{ name: string }>(
      `SELECT DISTINCT collation_name AS name FROM information_schema.columns
        WHERE table_schema = DATABASE() AND collation_name IS NOT NULL
       UNION SELECT default_collation_name FROM information_schema.schemata WHERE schema_name = DATABASE()`,
    );
    expect(collations.map(({ name }) => name)).toEqual(['utf8mb4_nopad_bin']);
    const other = newPlace('mariadb');
    const name = other.url.split('/').at(-1) ?? '';
    await runOnServer(`CREATE DATABASE ${name} COLLATE utf8mb4_general_ci`);
    await (await openDatabase(other.url, sampleSchema)).close(); // empty: put right
    await runOnServer(`ALTER DATABASE ${name} COLLATE utf8mb4_general_ci`);
    await runOnServer(`CREATE TABLE ${name}.there (id INT)`);
    await expect(openDatabase(other.url, sampleSchema)).rejects.toThrow('utf8mb4_general_ci');
    await other.drop();
  });

  it('goes on at the next host when the writer dies, and loses nothing', async () => {
    const writer = await tcpProxy(host, Number(port));
    const second = await tcpProxy(host, Number(port));
    const cluster = await openDatabase(through([writer.port, second.port]), sampleSchema);
    const kept = new Set<string>();
    const write = async () => {
      const row = entry();
      await cluster.transaction(() => cluster.repo(Entry).insert(row), { opId: newId() });
      kept.add(row.id);
    };
    const client = async () => {
      for (let n = 0; n < 20; n++) await write();
    };
    const clients = Promise.all(Array.from({ length: 8 }, client));
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(second.connections()).toBe(0); // writer first
    await writer.stop();
    await clients;
    expect(second.connections()).toBeGreaterThan(0);
    const found = new Set((await cluster.repo(Entry).find()).map(({ id }) => id));
    expect([kept.size, [...kept].filter((id) => !found.has(id)), found.size]).toEqual([160, [], 160]);
    await cluster.close();
    await second.stop();
  });

  it('turns the eleventh long unit away instead of letting it wait for ever', async () => {
    let end = () => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    const slow = Array.from({ length: 10 }, () => db.transaction(() => ended));
    const began = performance.now();
    await expect(db.transaction(() => db.select('SELECT 1'))).rejects.toMatchObject({ code: 'busy' });
    expect(performance.now() - began).toBeLessThan(8_000);
    end();
    await Promise.all(slow);
    await db.ping();
  });

  it('gives up a query that takes longer than 3 s and throws its connection away', async () => {
    const began = performance.now();
    await expect(db.select('SELECT SLEEP(6)')).rejects.toMatchObject({
      driverError: { code: 'PROTOCOL_SEQUENCE_TIMEOUT' },
    });
    expect(performance.now() - began).toBeLessThan(5_000);
    await db.ping();
  });
});
