import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { newId } from '../../src/platform/ids.js';
import { openTestDatabase, testDatabases } from '../support/databases.js';
import { Account, sampleSchema } from './sample.js';

const WRITER = fileURLToPath(new URL('../support/acknowledging-writer.js', import.meta.url));
const KILLS = 20;

/** Runs the writer and kills it with SIGKILL some time after its first acknowledgement. Answers what it acknowledged. */
async function runAndKill(url: string, accountId: string, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, [WRITER, url, accountId], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  createInterface({ input: child.stdout }).on('line', (id) => {
    if (acknowledged.length === 0) setTimeout(() => child.kill('SIGKILL'), afterMs);
    acknowledged.push(id);
  });
  await ended;
  expect(child.signalCode).toBe('SIGKILL'); // it was we who ended it
  return acknowledged.filter((id) => id.length === 36); // the last line may have been cut
}

testDatabases('kill -9', (kind) => {
  it(`loses no acknowledged write in ${KILLS} kills, and leaves no half`, async () => {
    const test = await openTestDatabase(kind, sampleSchema);
    const { db, url } = test;
    try {
      const accountId = newId();
      await db.transaction(() => db.repo(Account).insert({ id: accountId, state: 'open', balance: 0 }));
      const acknowledged: string[] = [];
      for (let kill = 0; kill < KILLS; kill++)
        acknowledged.push(...(await runAndKill(url, accountId, Math.random() * 150)));
      const found = new Set((await db.select<{ id: string }>('SELECT id FROM entry')).map(({ id }) => id));
      expect(acknowledged.length).toBeGreaterThan(KILLS);
      expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
      const { balance } = await db.repo(Account).findOneByOrFail({ id: accountId });
      expect(balance).toBe(found.size);
      if (kind === 'sqlite') {
        const [row] = await db.select<{ integrity_check: string }>('PRAGMA integrity_check');
        expect(row?.integrity_check).toBe('ok');
      }
      console.log(`${kind}: ${KILLS} kills, ${acknowledged.length} acknowledged, ${found.size} stored, 0 lost`);
    } finally {
      await test.close();
    }
  }, 120_000);
});
