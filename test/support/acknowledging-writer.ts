import { openDatabase } from '../../src/platform/database/open.js';
import { Account, Entry, sampleSchema } from '../contract/sample.js';
import { newId } from '../../src/platform/ids.js';

/** A process to be killed: writes for ever with 4 clients and says on stdout what has been committed. */
const [, , url = '', accountId = ''] = process.argv;
const db = await openDatabase(url, sampleSchema);

async function client(): Promise<never> {
  for (;;) {
    const id = newId();
    await db.transaction(async () => {
      await db.repo(Entry).insert({ id, accountId, amount: 1 });
      await db.repo(Account).increment({ id: accountId }, 'balance', 1);
    });
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all(Array.from({ length: 4 }, client));
