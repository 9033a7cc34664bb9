import { isUniqueViolation } from '../../src/platform/database/faults.js';
import { toInstant } from '../../src/platform/database/rows.js';
import { newId } from '../../src/platform/ids.js';
import { emptyTables, openTestDatabase, testDatabases, type TestDatabase } from '../support/databases.js';
import { Sample, SampleOwner, sampleSchema } from './sample.js';

const LARGEST = 2 ** 53 - 1;

testDatabases('columns', (kind) => {
  let test: TestDatabase;
  let ownerId: string;

  beforeAll(async () => {
    test = await openTestDatabase(kind, sampleSchema);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await emptyTables(test.db);
    ownerId = newId();
    await test.db.transaction(() => test.db.repo(SampleOwner).insert({ id: ownerId, name: '甲' }));
  });

  const filled = () => ({
    id: newId(),
    ownerId,
    otherId: null,
    code: 'A-1',
    label: '订单班 🎓 ',
    maybeLabel: null,
    prose: 'line one\nline “two” \\ \' " ; -- 👩‍🏭',
    maybeProse: null,
    maybeCount: null,
    money: LARGEST,
    maybeMoney: null,
    ppm: 34_500,
    instant: new Date('2026-02-28T15:59:59.987Z'),
    maybeInstant: null,
    day: '2026-02-28',
    maybeDay: null,
    flag: false,
    maybeFlag: null,
    json: { facts: [1, 'two', null, { deep: '深' }], n: 0.1 },
    maybeJson: null,
    aRatherLongColumnNameOfTheKindNobodyShouldWrite: null,
  });
  const insert = (row: Partial<Sample>) => test.db.transaction(() => test.db.repo(Sample).insert(row as object));

  it('give back what was stored, with the defaults', async () => {
    const row = filled();
    await insert(row);
    const found = await test.db.repo(Sample).findOneByOrFail({ id: row.id });
    expect(found).toEqual(
      Object.assign(new Sample(), row, { state: 'draft', count: 0, someMoney: 100, usually: true, version: 1 }),
    );
    expect(typeof found.money).toBe('number');
  });

  it('give back values in nullable columns and the negative extreme', async () => {
    const row = {
      ...filled(),
      otherId: newId(),
      maybeLabel: '',
      maybeProse: 'x'.repeat(60_000),
      maybeCount: -1,
      maybeMoney: -LARGEST,
      maybeInstant: new Date(0),
      maybeDay: '2099-12-31',
      maybeFlag: true,
      maybeJson: [],
    };
    await insert(row);
    expect(await test.db.repo(Sample).findOneByOrFail({ id: row.id })).toMatchObject(row);
  });

  it('give the same raw rows, sums and instants', async () => {
    await insert(filled());
    await insert({ ...filled(), label: 'second', money: 5, maybeMoney: 7 });
    const [sums] = await test.db.select<Record<string, unknown>>(
      'SELECT COUNT(*) AS n, SUM(maybeMoney) AS money, SUM(maybeCount) AS missing, MAX(instant) AS latest FROM sample',
    );
    expect([Number(sums?.n), Number(sums?.money), sums?.missing]).toEqual([2, 7, null]);
    expect(toInstant(sums?.latest as string)).toEqual(new Date('2026-02-28T15:59:59.987Z'));
    const rows = await test.db.select<{ flag: number; money: number }>(
      'SELECT flag, money FROM sample WHERE instant >= ? AND flag = ? ORDER BY money LIMIT ?',
      [new Date('2026-02-28T15:59:59.987Z'), false, 1],
    );
    expect(rows.map((row) => ({ ...row }))).toEqual([{ flag: 0, money: 5 }]);
    const found = await test.db.repo(Sample).countBy({ instant: new Date('2026-02-28T15:59:59.987Z'), flag: false });
    expect(found).toBe(2);
  });

  it('keep whole numbers whole in text columns', async () => {
    const row = { ...filled(), code: 5 as unknown as string };
    await insert(row);
    expect((await test.db.repo(Sample).findOneByOrFail({ id: row.id })).code).toBe('5');
  });

  it.each([
    ['another case', 'alpha', 'Alpha'],
    ['a trailing space', 'alpha', 'alpha '],
    ['an accent', 'cafe', 'café'],
    ['full width', 'A', 'Ａ'],
    ['an emoji', '🎓', '🏭'],
  ])('are different in a unique key by %s', async (_, one, other) => {
    await insert({ ...filled(), label: one });
    await insert({ ...filled(), label: other });
    expect(await test.db.repo(Sample).countBy({ label: one })).toBe(1);
  });

  it('LIKE heeds case', async () => {
    await insert({ ...filled(), label: 'Alpha' });
    const like = (pattern: string) => test.db.select('SELECT id FROM sample WHERE label LIKE ?', [pattern]);
    expect(await like('Al%')).toHaveLength(1);
    expect(await like('al%')).toHaveLength(0);
  });

  it('sort text in the same order', async () => {
    for (const label of ['b', 'B', 'a ', 'a', '乙', '甲', 'é', 'Z']) await insert({ ...filled(), label });
    const rows = await test.db.repo(Sample).find({ select: { label: true }, order: { label: 'ASC' } });
    expect(rows.map(({ label }) => label)).toEqual(['B', 'Z', 'a', 'a ', 'b', 'é', '乙', '甲']);
  });

  it('refuse the same key twice, a missing value and a missing owner', async () => {
    await insert(filled());
    const twice = await insert(filled()).catch((error: unknown) => error);
    expect(isUniqueViolation(twice)).toBe(true);
    const missing = await insert({ ...filled(), label: 'x', prose: null as unknown as string }).catch(
      (error: unknown) => error,
    );
    expect(missing).toBeInstanceOf(Error);
    expect(isUniqueViolation(missing)).toBe(false);
    const orphan = await insert({ ...filled(), label: 'y', ownerId: newId() }).catch((error: unknown) => error);
    expect(String(orphan)).toMatch(/foreign key/i);
    expect(isUniqueViolation(orphan)).toBe(false);
    expect(await test.db.repo(Sample).count()).toBe(1);
  });

  it('know a primary key violation too', async () => {
    const row = filled();
    await insert(row);
    const error = await insert({ ...row, label: 'other' }).catch((caught: unknown) => caught);
    expect(isUniqueViolation(error)).toBe(true);
  });

  it('refuse money no double holds, and JSON too long for MySQL', async () => {
    await expect(insert({ ...filled(), money: 2 ** 53 })).rejects.toThrow(RangeError);
    await expect(insert({ ...filled(), money: 0.5 })).rejects.toThrow(RangeError);
    await expect(insert({ ...filled(), json: '我'.repeat(22_000) })).rejects.toThrow(RangeError);
  });

  it('count versions', async () => {
    const row = filled();
    await insert(row);
    await test.db.transaction(() => test.db.repo(Sample).update({ id: row.id }, { flag: true }));
    await test.db.transaction(async () => {
      const found = await test.db.repo(Sample).findOneByOrFail({ id: row.id });
      found.json = { changed: true };
      await test.db.repo(Sample).save(found);
    });
    expect(await test.db.repo(Sample).findOneByOrFail({ id: row.id })).toMatchObject({
      version: 3,
      flag: true,
      json: { changed: true },
    });
  });

  it('refuse an undefined parameter', async () => {
    await expect(test.db.select('SELECT ? AS x', [undefined])).rejects.toThrow('parameter 1 is undefined');
  });
});
