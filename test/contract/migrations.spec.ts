import { Migrations } from '../../src/platform/database/migrations.js';
import { openForMigrations } from '../../src/platform/database/open.js';
import { newPlace, testDatabases, type TestPlace } from '../support/databases.js';
import { schema } from '../../src/app.schema.js';
import { sampleSchema } from './sample.js';

testDatabases('migrations', (kind) => {
  let place: TestPlace;

  beforeEach(() => {
    place = newPlace(kind);
  });
  afterEach(() => place.drop());

  it('go up without drift, down to nothing, and up again', async () => {
    const migrations = new Migrations(place.url, sampleSchema);
    const names = await migrations.pending();
    expect(names).toHaveLength(4);
    expect(await migrations.drift()).not.toEqual([]);

    expect(await migrations.migrate()).toEqual(names);
    expect(await migrations.pending()).toEqual([]);
    expect(await migrations.drift()).toEqual([]);
    expect(await migrations.migrate()).toEqual([]);

    await migrations.undo(2);
    expect(await migrations.pending()).toEqual(names.slice(2));
    await migrations.undo(2);
    expect(await migrations.pending()).toEqual(names);

    await migrations.migrate();
    expect(await migrations.drift()).toEqual([]);
  });

  it('can be run again after they were cut short', async () => {
    const migrations = new Migrations(place.url, sampleSchema);
    await migrations.migrate();
    // MySQL has committed the statements, but not the rows that say so.
    const source = await openForMigrations(place.url, sampleSchema);
    await source.query("DELETE FROM migration WHERE name LIKE '%0002' OR name LIKE '%0003'");
    await source.destroy();
    expect(await migrations.pending()).toHaveLength(2);
    await migrations.migrate();
    expect(await migrations.drift()).toEqual([]);
  });

  it('spell the organisations that are there already', async () => {
    const migrations = new Migrations(place.url, schema);
    await migrations.migrate();
    const spelling = 'OrganisationSearchText1770000002700';
    while (!(await migrations.pending()).includes(spelling)) await migrations.undo();
    expect((await migrations.pending())[0]).toBe(spelling);
    const source = await openForMigrations(place.url, schema);
    const known = { kind: 'enterprise', state: 'active', sample: 0, createdAt: '2026-11-23 01:00:00.000', version: 1 };
    for (let n = 0; n < 501; n++) {
      const row = { ...known, id: `o${n}`, name: `匠台机械${n}`, nameKey: `匠台机械${n}` };
      await source.query(
        `INSERT INTO organisation (${Object.keys(row).join()}) VALUES (${Object.keys(row)
          .map(() => '?')
          .join()})`,
        Object.values(row),
      );
    }
    await source.destroy();
    await migrations.migrate();
    const after = await openForMigrations(place.url, schema);
    const rows = (await after.query('SELECT id, searchText FROM organisation')) as { id: string; searchText: string }[];
    await after.destroy();
    expect(rows).toHaveLength(501);
    for (const { id, searchText } of rows) {
      const n = id.slice(1);
      expect(searchText).toBe(`匠台机械${n} jiangtaijixie${n} jtjx${n}`);
    }
  });

  it('knows the saved views under the name they had while two migrations shared a time stamp', async () => {
    const migrations = new Migrations(place.url, schema);
    await migrations.migrate();
    const source = await openForMigrations(place.url, schema);
    const [former, now] = ['1770000002000', '1770000002050'];
    await source.query(
      `UPDATE migration SET name = 'SavedViewTables${former}', timestamp = ${former} WHERE name = 'SavedViewTables${now}'`,
    );
    await source.destroy();
    expect(await migrations.migrate()).toEqual([`SavedViewTables${now}`]);
    expect(await migrations.pending()).toEqual([]);
    expect(await migrations.drift()).toEqual([]);
    const after = await openForMigrations(place.url, schema);
    expect(await after.query("SELECT name FROM migration WHERE name LIKE 'SavedView%'")).toEqual([
      { name: `SavedViewTables${now}` },
    ]);
    await after.destroy();
  });
});

describe('the migrations of the house', () => {
  const names = schema.migrations.map((type) => type.name);
  const stampOf = (name: string) => /\d{13}$/.exec(name)?.[0] ?? '';

  it('have a time stamp each, so that nothing but the stamp says which comes first', () => {
    expect(names.filter((name) => stampOf(name) === '')).toEqual([]);
    expect(names.filter((name, i) => names.findIndex((other) => stampOf(other) === stampOf(name)) !== i)).toEqual([]);
  });
});
