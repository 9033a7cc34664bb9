import { Database } from '../../src/platform/database/database.js';
import { expectations } from './expectations.js';
import { isCase, isTalent, Run } from './run.js';
import { unknownColumns, unmarked } from './seeded-columns.js';

/** As matrix-cases.spec.ts, for everything that is no case and no product; and what both parts stand on. */
describe('the permission matrix: the house', () => {
  let run: Run;
  beforeAll(async () => {
    run = await Run.open();
  }, 120_000);
  afterAll(() => run?.close());

  it('has a line for every route, and no line for a route that is gone', () => {
    const served = run.served.filter((route) => !route.startsWith('HEAD '));
    expect(served.filter((route) => !(route in expectations))).toEqual([]);
    expect(Object.keys(expectations).filter((route) => !served.includes(route))).toEqual([]);
    expect(served.length).toBeGreaterThan(200);
  });

  it('has a canary in every text that somebody could have written', async () => {
    const db = run.test.app.get(Database);
    expect(await unmarked(db, run.canaries)).toEqual([]);
    expect(unknownColumns(db)).toEqual([]);
  });

  it('answers every request as the table says, and shows nobody what is not theirs', async () => {
    const idle = await run.walk('house', run.served.filter((route) => !isCase(route) && !isTalent(route))); // prettier-ignore
    // Mails are shown only where a developer asks for it, and nobody of the world has a password to change.
    expect(idle).toEqual(['GET /dev/mail', 'GET /dev/mail/:id', 'POST /me/password']);
    const { faults, leaks } = run.matrix;
    expect({ faults, leaks: [...leaks] }).toEqual({ faults: [], leaks: [] });
    expect(run.matrix.requests).toBeGreaterThanOrEqual(3_000);
  }, 600_000);
});
