import { isTalent, Run } from './run.js';

/** As matrix-cases.spec.ts, for colleges, talent demands, plans and order classes. */
describe('the permission matrix: talent', () => {
  let run: Run;
  beforeAll(async () => {
    run = await Run.open();
  }, 120_000);
  afterAll(() => run?.close());

  it('answers every request as the table says, and shows nobody what is not theirs', async () => {
    const idle = await run.walk('talent', run.served.filter(isTalent));
    const { faults, leaks } = run.matrix;
    expect({ idle, faults, leaks: [...leaks] }).toEqual({ idle: [], faults: [], leaks: [] });
    expect(run.matrix.requests).toBeGreaterThanOrEqual(3_000);
  }, 600_000);
});
