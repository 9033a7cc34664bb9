import { Users } from '../../src/platform/identity/users.js';
import { systemActor } from '../../src/kernel/actor.js';
import { MailSender } from '../../src/platform/notifications/mail-sender.service.js';
import { Canaries } from './canaries.js';
import type { Principal } from './cast.js';
import type { Viewer } from './rights.js';
import { Run } from './run.js';

const nobody: Viewer = { name: 'nobody', side: 'nobody', org: null, role: null };

/** What the matrix would not notice it cannot promise: known leaks are planted, and have to be found. */
describe('the oracle of the permission matrix', () => {
  let run: Run;
  beforeAll(async () => {
    run = await Run.open();
  }, 120_000);
  afterAll(() => run?.close());
  beforeEach(() => {
    run.matrix.leaks.clear();
    run.matrix.faults.length = 0;
  });

  /** Somebody who came by another's session. */
  const impostor = (viewer: string, session: string): Principal => {
    const of = (name: string) => run.principals.find((one) => one.name === name) as Principal;
    return { name: viewer, viewer: of(viewer).viewer, headers: of(session).headers };
  };
  const walk = (route: string, by: readonly Principal[]) => run.matrix.walk(route, by, { sparing: false });
  const leaked = () => [...run.matrix.leaks.keys()].join('\n');

  it.each([
    ['a page', 'GET /financing/referrals/:id', 'bank-sent', 'bank-accepted', /bank-sent: CN-lanhai-purposeNote/],
    [
      'a figure on a page',
      'GET /financing/needs/:id',
      'bank-sent',
      'officer',
      /bank-sent: [\d.]+ 万元 \(mingshan minAmount\)/,
    ],
    ['a rate on a page', 'GET /financing/needs/:id', 'bank-sent', 'officer', /bank-sent: \d+ ppm \(mingshan maxRate\)/],
    ['a list', 'GET /financing/needs', 'neighbour', 'owner', /neighbour: CN-lanhai-person/],
    ['a search', 'GET /search', 'bank-stranger', 'officer', /bank-stranger: CN-lanhai-name/],
    [
      'the API',
      'GET /api/v1/financing/needs/:id',
      'neighbour',
      'owner',
      /neighbour: 1380000\d{4} \(lanhai needMobile\)/,
    ],
    [
      'a spreadsheet',
      'GET /financing/needs/export',
      'bank-sent',
      'officer',
      /bank-sent: [\d.]+ 万元 \(yunxiu amount\)/,
    ],
    [
      'a rate in a spreadsheet',
      'GET /financing/referrals/export',
      'bank-sent',
      'officer',
      /bank-sent: \d+ ppm \(donghu quoteRate\)/,
    ],
    ['a file', 'GET /financing/needs/:id/files/:fileId', 'neighbour', 'owner', /neighbour: CN-lanhai-filebody/],
    [
      "a file's name in a header",
      'HEAD /financing/needs/:id/files/:fileId',
      'owner',
      'neighbour',
      /owner: CN-yunxiu-filename/,
    ],
    [
      'a form that is shown again',
      'POST /financing/referrals/:id/papers',
      'bank-sent',
      'bank-accepted',
      /bank-sent: CN-yunxiu-name/,
    ],
    ['the audit trail', 'GET /admin/audit', 'college', 'admin', /college: CN-lanhai-person/],
  ] as const)('finds what %s shows to the wrong person', async (_what, route, viewer, session, token) => {
    await walk(route, [impostor(viewer, session)]);
    expect(leaked()).toMatch(token);
  });

  it('finds a door that stands open, one that is shut, and a record that is told apart from none', async () => {
    await walk('GET /financing/needs', [impostor('college', 'officer')]);
    await walk('GET /financing/needs', [impostor('officer', 'college')]);
    await walk('GET /financing/needs/:id', [impostor('neighbour', 'owner')]);
    await walk('GET /w', [impostor('anonymous', 'owner'), impostor('owner', 'anonymous')]);
    const { faults } = run.matrix;
    for (const expected of [
      'college: GET /financing/needs [-] → 200: should be 403',
      'officer: GET /financing/needs [-] → 403: should be let through',
      'neighbour: GET /financing/needs/:id [need open] → 200: should be 404',
      'anonymous: GET /w [-] → 200: should sign in',
      'owner: GET /w [-] → 303: should know who asks',
    ])
      expect(faults.join('\n')).toContain(expected);
  });

  it('finds what is mailed to the wrong address', async () => {
    expect(run.searchMails()).toBeGreaterThan(0);
    expect(leaked()).toBe('');
    const college = run.cast.actor('college');
    const owner = [...run.cast.readers].find(([, { name }]) => name === 'owner');
    run.cast.readers.set(owner?.[0] ?? '', {
      ...nobody,
      name: 'college',
      side: 'college',
      org: 'college',
      role: 'college',
    });
    run.searchMails();
    expect(leaked()).toMatch(/college: CN-\w+-shelftitle/);
    run.matrix.leaks.clear();
    const inviter = {
      ...systemActor,
      name: `${run.canaries.text('lanhai', 'planted', { of: 'need', need: 'open', field: 'contactName' })}`,
    };
    const user = await run.test.app.get(Users).require(college.userId);
    await run.test.app.get(Users).invite(inviter, user, { id: college.organisationId, name: college.organisationName });
    await run.test.app.get(MailSender).drain();
    run.searchMails();
    expect(leaked()).toMatch(/in a mail: CN-lanhai-planted/);
  });

  it('finds what is logged', () => {
    run.matrix.search(nobody, JSON.stringify({ error: `no such person: ${run.cast.actor('owner').name}` }), 'log');
    expect(leaked()).toMatch(/CN-lanhai-person/);
  });
});

describe('canaries', () => {
  const canaries = new Canaries();
  const right = { of: 'institution' } as const;
  const text = canaries.text('a', 'b', right);
  const fen = canaries.money('a', 'b', right, 500);
  const ppm = canaries.rate('a', 'b', right, 45_731);
  const mobile = canaries.mobile('a', 'b', right);
  const whole = canaries.whole('a', 'b', right, 41_000);
  const tail = canaries.code('a', 'b', right, 'Q7X3');
  const wan = fen / 1_000_000;

  it.each([
    `<td>${text}</td>`,
    `href="/x?q=${text.toLowerCase()}"`,
    `"amount":${fen}`,
    `<b>${wan}</b> 万元`,
    `${(fen / 100).toLocaleString('en')} 元`,
    `${(fen / 100).toLocaleString('en')}.00`,
    `<v>${wan}</v>`,
    `"rate":${ppm}`,
    `4.57%`,
    `4.57 %`,
    `<v>0.045731</v>`,
    `tel:${mobile}`,
    `${whole}人`,
    `contract …${tail}`,
  ])('are known again in %s', (shown) => expect(canaries.in(shown).size).toBe(1));

  it.each([`138****${mobile.slice(-4)}`, `x${fen}`, `2026-11-23T${whole}`, 'CN-a-b-999'])('are not in %s', (shown) =>
    expect(canaries.in(shown).size).toBe(0),
  );
});
