import { isCase, Run } from './run.js';

/** G4: requests across all tenants, roles and states; what is answered is as the table says, and nobody reads a stranger's field. */
describe('the permission matrix: cases', () => {
  let run: Run;
  beforeAll(async () => {
    run = await Run.open();
  }, 120_000);
  afterAll(() => run?.close());

  it('answers every request as the table says, and shows nobody what is not theirs', async () => {
    expect(await run.walk('cases', run.served.filter(isCase))).toEqual([]);
    const { faults, leaks } = run.matrix;
    expect({ faults, leaks: [...leaks] }).toEqual({ faults: [], leaks: [] });
    expect(run.matrix.requests).toBeGreaterThanOrEqual(7_000);
  }, 600_000);

  it('gives what was answered under an idempotency key again to whoever asked, and to nobody else', async () => {
    const { keyed, matrix } = run;
    const asked = new Set([keyed.person]);
    for (const principal of run.principals) {
      const { status, text, replayed } = await keyed.send(principal);
      const { name, org } = principal.viewer;
      const bank = org === 'donghu'; // a colleague's key is another one: the first time it gives a quote of its own
      expect([principal.name, status === 201, replayed]).toEqual([principal.name, bank, asked.has(name)]);
      if (bank) asked.add(name);
      matrix.search(principal.viewer, text, `${principal.name}: the same key`);
    }
    expect([...matrix.leaks]).toEqual([]);
  });
});
