import { StrayWrite, WrongRunner } from '../../src/platform/database/errors.js';
import { Counters, formatNumber } from '../../src/platform/database/counters.js';
import { isUniqueViolation } from '../../src/platform/database/faults.js';
import { newId } from '../../src/platform/ids.js';
import { emptyTables, openTestDatabase, testDatabases, type TestDatabase } from '../support/databases.js';
import { Account, Entry, sampleSchema } from './sample.js';

class Refused extends Error {}

testDatabases('transactions', (kind) => {
  let test: TestDatabase;
  const entries = () => test.db.repo(Entry);
  const entry = (amount = 1) => ({ id: newId(), accountId: 'a', amount });

  beforeAll(async () => {
    test = await openTestDatabase(kind, sampleSchema, { gateLimitMs: 300 });
  });
  afterAll(() => test.close());
  beforeEach(() => emptyTables(test.db));

  describe('one unit', () => {
    it('commits, answers, and rolls back on an error', async () => {
      const one = entry();
      expect(await test.db.transaction(async () => (await entries().insert(one), 'answer'))).toBe('answer');
      const failing = test.db.transaction(async () => {
        await entries().insert(entry());
        throw new Refused();
      });
      await expect(failing).rejects.toThrow(Refused);
      expect((await entries().find()).map(({ id }) => id)).toEqual([one.id]);
    });

    it('reads its own writes while others do not', async () => {
      let seenOutside = -1;
      let wrote = () => {};
      const written = new Promise<void>((resolve) => (wrote = resolve));
      let go = () => {};
      const looked = new Promise<void>((resolve) => (go = resolve));
      const unit = test.db.transaction(async () => {
        await entries().insert(entry());
        expect(await entries().count()).toBe(1);
        wrote();
        await looked;
      });
      await written;
      seenOutside = await entries().count();
      go();
      await unit;
      expect([seenOutside, await entries().count()]).toEqual([0, 1]);
    });

    it('is joined by units inside it', async () => {
      const failing = test.db.transaction(async () => {
        await test.db.transaction(() => entries().insert(entry()));
        throw new Refused();
      });
      await expect(failing).rejects.toThrow(Refused);
      expect(await entries().count()).toBe(0);
    });

    it('fails as a whole when a joined unit failed, even if that was caught', async () => {
      const unit = test.db.transaction(async () => {
        await entries().insert(entry());
        await test.db
          .transaction(async () => {
            await entries().insert(entry());
            throw new Refused();
          })
          .catch(() => undefined);
      });
      await expect(unit).rejects.toThrow(Refused);
      expect(await entries().count()).toBe(0);
    });

    it('survives a refused row that is caught', async () => {
      const one = entry();
      await test.db.transaction(async () => {
        await entries().insert(one);
        const error = await entries()
          .insert(one)
          .catch((caught: unknown) => caught);
        expect(isUniqueViolation(error)).toBe(true);
        await entries().insert(entry());
      });
      expect(await entries().count()).toBe(2);
    });

    it('calls back after the commit, not after a rollback, and lets callbacks start units', async () => {
      const rung: string[] = [];
      let second: Promise<unknown> | undefined;
      await test.db.transaction(async () => {
        test.db.afterCommit(() => {
          rung.push('committed');
          second = test.db.transaction(() => entries().insert(entry()));
        });
        await entries().insert(entry());
        expect(rung).toEqual([]);
      });
      await second;
      await test.db
        .transaction(async () => {
          test.db.afterCommit(() => rung.push('rolled back'));
          throw new Refused();
        })
        .catch(() => undefined);
      expect(rung).toEqual(['committed']);
      expect(await entries().count()).toBe(2);
      expect(() => test.db.afterCommit(() => undefined)).toThrow('no transaction');
    });
  });

  describe('the guard', () => {
    it.each([
      ['insert', () => entries().insert(entry())],
      ['save', () => entries().save(entry())],
      ['execute', () => test.db.execute('DELETE FROM entry')],
      ['select', () => test.db.select('/* why */ UPDATE entry SET amount = 0')],
      ['a query builder', () => entries().createQueryBuilder().delete().execute()],
      ['schema statements', () => test.db.select('DROP TABLE entry')],
      ['a WITH', () => test.db.select('WITH x AS (SELECT 1) DELETE FROM entry')],
      ["TypeORM's own transaction", () => test.db.manager.transaction(() => Promise.resolve())],
    ])('refuses a stray write by %s', async (_, write) => {
      const one = entry();
      await test.db.transaction(() => entries().insert(one));
      await expect(write()).rejects.toThrow(StrayWrite);
      expect((await entries().find()).map(({ id }) => id)).toEqual([one.id]);
    });

    it('refuses at once what goes round the ambient unit', async () => {
      const outside = entries();
      const began = performance.now();
      await test.db.transaction(async () => {
        await expect(outside.count()).rejects.toThrow(WrongRunner);
        await expect(outside.insert(entry())).rejects.toThrow(WrongRunner);
      });
      expect(performance.now() - began).toBeLessThan(250); // it did not wait for itself
    });

    it('refuses a unit used from outside and after its end', async () => {
      let kept = entries();
      let late: Promise<unknown> | undefined;
      await test.db.transaction(async () => {
        kept = entries();
        late = new Promise((resolve) => setTimeout(resolve, 30)).then(() => kept.insert(entry()));
        late.catch(() => undefined);
      });
      await expect(late).rejects.toThrow(WrongRunner);
      await expect(kept.count()).rejects.toThrow(WrongRunner);
      expect(await entries().count()).toBe(0);
    });
  });

  describe('many at once', () => {
    it('lose nothing and resurrect nothing in 4,000 mixed units of 16 clients', async () => {
      const own = await openTestDatabase(kind, sampleSchema);
      const { db } = own;
      const accounts = Array.from({ length: 20 }, () => newId());
      await db.transaction(async () => {
        for (const id of accounts) await db.repo(Account).insert({ id, state: 'open', balance: 0 });
      });
      const kept = new Set<string>();
      let done = 0;
      const client = async () => {
        while (done++ < 4_000) {
          const id = newId();
          const n = done;
          const accountId = accounts[n % accounts.length] ?? '';
          const unit = db.transaction(async () => {
            await db.repo(Entry).insert({ id, accountId, amount: n });
            if (n % 7 === 0) await db.repo(Entry).countBy({ accountId });
            await db.execute('UPDATE account SET balance = balance + ? WHERE id = ?', [n, accountId]);
            if (n % 5 === 0) throw new Refused();
          });
          await unit.then(
            () => kept.add(id),
            (error: unknown) => expect(error).toBeInstanceOf(Refused),
          );
        }
      };
      await Promise.all(Array.from({ length: 16 }, client));
      const found = new Set((await db.select<{ id: string }>('SELECT id FROM entry')).map(({ id }) => id));
      expect(kept.size).toBe(3_200);
      expect({
        lost: [...kept].filter((id) => !found.has(id)).length,
        resurrected: [...found].filter((id) => !kept.has(id)).length,
      }).toEqual({ lost: 0, resurrected: 0 });
      const wrong = await db.select(
        'SELECT id FROM account WHERE balance <> (SELECT COALESCE(SUM(amount), 0) FROM entry WHERE accountId = account.id)',
      );
      expect(wrong).toEqual([]);
      await own.close();
    });

    it('let exactly one of 20 transitions win', async () => {
      const id = newId();
      await test.db.transaction(() => test.db.repo(Account).insert({ id, state: 'open', balance: 0 }));
      const move = () =>
        test.db.transaction(() => test.db.transition(Account, id, ['open', 'listed'], { state: 'taken' }));
      const won = await Promise.all(Array.from({ length: 20 }, move));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await test.db.repo(Account).findOneByOrFail({ id })).toMatchObject({ state: 'taken', version: 2 });
      await expect(test.db.transition(Account, id, ['taken'], { state: 'open' })).rejects.toThrow(StrayWrite);
    });

    it('lose no money in read-modify-write guarded by the version', async () => {
      const id = newId();
      await test.db.transaction(() => test.db.repo(Account).insert({ id, state: 'open', balance: 0 }));
      const add = (): Promise<void> =>
        test.db
          .transaction(async () => {
            const { balance, version } = await test.db.repo(Account).findOneByOrFail({ id });
            return test.db.transition(Account, id, ['open'], { state: 'open', balance: balance + 1 }, { version });
          })
          .then((changed) => (changed ? undefined : add()));
      await Promise.all(
        Array.from({ length: 16 }, async () => {
          for (let n = 0; n < 5; n++) await add();
        }),
      );
      expect(await test.db.repo(Account).findOneByOrFail({ id })).toMatchObject({ balance: 80, version: 81 });
    });

    it('count without gaps or doubles, and give a rolled back number again', async () => {
      const counters = new Counters(test.db);
      const given: number[] = [];
      const client = async (_: unknown, who: number) => {
        for (let n = 0; n < 10; n++) {
          const unit = test.db.transaction(async () => {
            const number = await counters.next('RZ', 2026);
            if ((who + n) % 4 === 0) throw new Refused();
            return number;
          });
          await unit.then(
            (number) => given.push(number),
            (error: unknown) => expect(error).toBeInstanceOf(Refused),
          );
        }
      };
      await Promise.all(Array.from({ length: 16 }, client));
      expect(given.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, n) => n + 1));
      expect(await test.db.transaction(() => counters.nextNumber('YG', 2026))).toBe(formatNumber('YG', 2026, 1));
      expect(formatNumber('RZ', 2026, 123)).toBe('RZ-2026-000123');
      await expect(counters.next('RZ', 2026)).rejects.toThrow(StrayWrite);
    });
  });

  it('an opId lets its work happen once', async () => {
    const opId = newId();
    await test.db.transaction(() => entries().insert(entry()), { opId });
    const again = await test.db.transaction(() => entries().insert(entry()), { opId }).catch((error: unknown) => error);
    expect(isUniqueViolation(again)).toBe(true);
    expect(await entries().count()).toBe(1);
  });

  if (kind === 'sqlite')
    it('turns away who waits too long, and goes on afterwards', async () => {
      let end = () => {};
      const slow = test.db.transaction(() => new Promise<void>((resolve) => (end = resolve)));
      await expect(test.db.transaction(() => entries().insert(entry()))).rejects.toMatchObject({ code: 'busy' });
      expect(await entries().count()).toBe(0); // readers do not wait
      end();
      await slow;
      await test.db.transaction(() => entries().insert(entry()));
      expect(await entries().count()).toBe(1);
    });
});
