import { Database } from '../../src/platform/database/database.js';
import type { Principal } from './cast.js';
import { Run } from './run.js';

/** When the database itself fails, neither the page nor the log says what stood in it or was to be written to it. */
describe('a server error tells nobody anything', () => {
  let run: Run;
  beforeAll(async () => {
    run = await Run.open();
  }, 120_000);
  afterAll(() => run?.close());

  const officer = () => run.principals.find(({ name }) => name === 'officer') as Principal;
  const ask = (method: 'GET' | 'POST', url: string, accept: string, payload?: object) =>
    run.test.app.inject({
      method,
      url,
      ...(payload && { payload }),
      headers: { host: 'localhost', accept, ...officer().headers },
    });
  const plant = (sql: string) => {
    const db = run.test.app.get(Database);
    return db.transaction(() => db.execute(sql));
  };

  it.each(['text/html', 'application/json'])('for what is stored and cannot be read (%s)', async (accept) => {
    const id = run.world.id('open');
    const { name } = run.cast.org('lanhai');
    await plant(`UPDATE financing_need SET guarantees = '${name}' WHERE demandId = '${id}'`);
    const path = `/financing/needs/${id}`;
    const { statusCode, body } = await ask('GET', accept === 'text/html' ? path : `/api/v1${path}`, accept);
    expect([statusCode, body.includes(name)]).toEqual([500, false]);
    expect(run.logged.filter((line) => line.includes('"level":50'))).not.toEqual([]);
    expect(run.logged.filter((line) => line.includes(name))).toEqual([]);
  });

  it('for what was typed and cannot be written', async () => {
    await plant("CREATE TRIGGER boom BEFORE INSERT ON case_note BEGIN SELECT RAISE(ABORT, 'boom'); END");
    const text = run.canaries.text('lanhai', 'typed', { of: 'staff-note', need: 'deal' });
    const before = run.logged.length;
    const { statusCode, body } = await ask('POST', `/financing/needs/${run.world.id('deal')}/notes`, 'text/html', {
      text,
    });
    expect([statusCode, body.includes(text)]).toEqual([500, false]);
    const said = run.logged.slice(before).join('\n');
    expect([said.includes('QueryFailedError'), said.includes(text)]).toEqual([true, false]);
  });
});
