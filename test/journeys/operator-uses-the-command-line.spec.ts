import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { match } from '../../src/cli/match.js';
import type { Plan } from '../../src/kernel/planning/plan.js';
import type { MatchOut } from '../../src/cli/match/results.js';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';
import { writeWorkbook } from '../../src/platform/spreadsheet/write-workbook.js';
import type { SheetSpec } from '../../src/platform/spreadsheet/workbook-spec.js';
import { readBySecondLibrary } from '../support/second-reader.js';

const folder = mkdtempSync(join(tmpdir(), 'yipanqi-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The real program, as an operator starts it. */
function yipanqi(words: readonly string[], place = 'a', input = ''): Promise<Run> {
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: `sqlite:${join(folder, place, 'town.db')}`,
    FILES_DIR: join(folder, place, 'files'),
    SESSION_SECRET: 'a secret for tests only, 32 chars',
    LOG_LEVEL: 'error',
  };
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [projectFolder('scripts/yipanqi.mjs'), ...words],
      { env, cwd: projectFolder() },
      (error, out, err) => done({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    );
    child.stdin?.end(input);
  });
}

const example = (name: string) => projectFolder('config/examples/match', name);
const words = (out: string, demands = 'demands.xlsx', offers = 'offers.xlsx') => [
  example(demands),
  example(offers),
  '--domain',
  'financing',
  '--today',
  '2026-11-23',
  '--out',
  join(folder, out),
];

describe('the command line', () => {
  test('says what it can do, and what it did not understand', async () => {
    expect((await yipanqi(['help'])).out).toMatch(/match DEMANDS OFFERS/);
    expect((await yipanqi(['nonsense'])).code).toBe(2);
    const missing = await yipanqi(['match', example('demands.xlsx')]);
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('OFFERS is missing')]);
  });

  test('matches the worked example as written down', async () => {
    const run = await yipanqi(['match', ...words('out.json')]);
    expect([run.code, run.err]).toEqual([0, '']);
    expect(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'))).toEqual(
      JSON.parse(readFileSync(example('expected.json'), 'utf8')),
    );
  });

  test('answers JSON like spreadsheets', async () => {
    await match(words('json.json', 'demands.json', 'offers.json'));
    type Out = {
      demands: {
        pairs: { offer: { number: string }; status: string; verdicts: { factKey: string; sentence: string }[] }[];
      }[];
    };
    const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Out;
    const [pair] = read(join(folder, 'json.json')).demands[0]?.pairs ?? [];
    const same = read(example('expected.json')).demands[0]?.pairs.find(({ offer }) => offer.number === 'CP-2');
    const said = (of: typeof pair) => of?.verdicts.map(({ factKey, sentence }) => `${factKey} ${sentence}`).toSorted();
    expect([pair?.status, said(pair)]).toEqual([same?.status, said(same)]);
  });

  test('matches talent demands with programmes, from the sheets that the portal imports and from JSON', async () => {
    const file = (name: string) => projectFolder('config/examples/plan', name);
    const day = ['--domain', 'talent', '--today', '2026-11-23', '--out'];
    const out = join(folder, 'talent.json');
    const run = await yipanqi(['match', file('demands.csv'), file('programmes.csv'), ...day, out]);
    expect([run.code, run.err]).toEqual([0, '']);
    type Pair = { offer: { title: string; institution: string }; status: string; missing: string[] };
    const read = () => JSON.parse(readFileSync(out, 'utf8')) as { demands: { number: string; pairs: Pair[] }[] };
    const { demands } = read();
    expect(demands.map(({ number, pairs }) => [number, ...pairs.map(({ status }) => status)])).toEqual([
      ['2 光学装调技术员', 'eligible', 'near'],
      ['3 SMT 设备技术员', 'eligible', 'near'],
      ['4 质检员', 'eligible', 'near'],
      ['5 仓管员', 'near', 'ineligible'],
      ['6 装配工', 'eligible', 'near'],
    ]);
    expect(demands[3]?.pairs[0]).toMatchObject({
      offer: { title: '510101 电子信息工程技术', institution: '清源职业学院（示例）' },
      missing: ['合作方式须有订单班：没有'],
    });
    const [asked, offered] = [join(folder, 'asked.json'), join(folder, 'offered.json')];
    const facts = {
      majors: ['510101'],
      cooperation: ['order-class'],
      educationLevel: 'associate',
      onboardBy: '2028-03-01',
    };
    writeFileSync(
      asked,
      JSON.stringify({
        demands: [
          { number: 'A', facts },
          { number: 'B', facts, avoids: ['乙校（南区） '] },
        ],
      }),
    );
    const rule = { factKey: 'majors', op: 'any-of', value: ['510101'] };
    const offers = ['甲校', '乙校(南区)'].map((institution) => ({ title: institution, institution, criteria: [rule] }));
    writeFileSync(
      offered,
      JSON.stringify({ offers: [...offers, { title: '丙', criteria: [{ ...rule, factKey: 'pay' }] }] }),
    );
    const again = await yipanqi(['match', asked, offered, ...day, out]);
    expect([again.code, again.err.trim()]).toEqual([3, 'offered.json offers[2].criteria: fact-unknown']);
    expect(read().demands.map(({ pairs }) => pairs.map(({ offer }) => offer.institution))).toEqual([
      ['甲校', '乙校(南区)'],
      ['甲校'],
    ]);
    const sheet = join(folder, 'talent.xlsx');
    expect((await yipanqi(['match', file('demands.csv'), file('programmes.csv'), ...day, sheet])).code).toBe(0);
    const summary = (await readBySecondLibrary(readFileSync(sheet))).get('汇总');
    expect(summary?.[0]).toEqual(expect.arrayContaining(['院校', '专业编号', '专业']));
    expect((await yipanqi(['match', asked, offered, '--domain', 'people', '--out', out])).code).toBe(2);
  }, 120_000);

  test('plans the worked examples: classes, and facilities', async () => {
    const file = (name: string) => projectFolder('config/examples/plan', name);
    const run = await yipanqi(['plan', file('classes.json'), '--out', join(folder, 'classes.json')]);
    expect([run.code, run.err]).toEqual([0, '']);
    const plan = JSON.parse(readFileSync(join(folder, 'classes.json'), 'utf8')) as Plan;
    expect(plan.classes.map(({ programme, start, size }) => [programme, start, size])).toEqual([
      ['机电一体化', '2027-09', 27],
    ]);
    expect(plan.unserved.map(({ demand, reasons }) => [demand, reasons[0]?.code])).toEqual([['YG-3', 'no-programme']]);
    expect(plan.proof.status).toBe('optimal');
    const located = await yipanqi(['plan', file('facilities.json'), '--seconds', '2']);
    expect(JSON.parse(located.out)).toEqual({
      open: [1, 2],
      assign: [2, 1, 1, 2],
      value: 107,
      bound: 107,
      gap: 0,
      proof: 'optimal',
    });
    const wrong = join(folder, 'wrong.json');
    writeFileSync(wrong, '{"capacity": [1], "fixed": [], "demand": [], "cost": []}');
    const refused = await yipanqi(['plan', wrong]);
    expect([refused.code, refused.err]).toEqual([1, 'wrong.json: fixed has another length than capacity\n']);
    expect((await yipanqi(['plan'])).code).toBe(2);
  });

  test('plans from the sheets that the portal imports, and says which row it could not read', async () => {
    const file = (name: string) => projectFolder('config/examples/plan', name);
    const out = join(folder, 'sheets.json');
    const run = await yipanqi(['plan', file('demands.csv'), file('programmes.csv'), '--term', '2027-1', '--out', out]);
    expect([run.code, run.err]).toEqual([3, 'demands 6 headcountMax: range-reversed\n']);
    const plan = JSON.parse(readFileSync(out, 'utf8')) as Plan;
    expect(plan.classes).toMatchObject([
      {
        college: '清源职业学院（示例）',
        programme: '510101 电子信息工程技术',
        start: '2028-03',
        size: 30,
        seats: [
          { demand: '0002 光学装调技术员', organisation: '海岚光电科技有限公司（示例）', seats: 12, fit: 'exact' },
          { demand: '0003 SMT 设备技术员', organisation: '众启电子有限公司（示例）', seats: 18, fit: 'exact' },
        ],
      },
    ]);
    expect(plan.unserved.map(({ demand, reasons }) => [demand, reasons[0]?.code])).toEqual([
      ['0004 质检员', 'pool-too-small'],
    ]);
    expect(plan.proof).toMatchObject({ status: 'optimal', goals: [{ goal: 'seats', value: 30, bound: 30, gap: 0 }, {}, {}, {}, {}, {}] }); // prettier-ignore
    const sheet = (name: string, csv: string): SheetSpec => {
      const [head = [], ...rows] = readFileSync(file(csv), 'utf8').replace(/^\ufeff/, '').trim().split(/\r?\n/).map((line) => line.split(',')); // prettier-ignore
      const columns = head.map((header) => ({ key: header, header, kind: 'text' as const }));
      return { name, columns, rows: rows.map((row) => Object.fromEntries(head.map((key, at) => [key, row[at]]))) };
    };
    const book = join(folder, 'both.xlsx');
    writeFileSync(
      book,
      await writeWorkbook({ sheets: [sheet('人才需求', 'demands.csv'), sheet('专业', 'programmes.csv')] }),
    );
    const one = await yipanqi(['plan', book, '--term', '2027-1']);
    expect([one.code, (JSON.parse(one.out) as Plan).classes]).toEqual([run.code, plan.classes]);
    const noTerm = await yipanqi(['plan', file('demands.csv'), file('programmes.csv'), '--term', 'spring']);
    expect([noTerm.code, noTerm.err]).toEqual([2, expect.stringContaining('--term')]);
  });

  test('writes a workbook with the reasons, which another library reads back as written down', async () => {
    const run = await yipanqi(['match', ...words('out.xlsx')]);
    expect([run.code, run.err]).toEqual([0, '']);
    const sheets = await readBySecondLibrary(readFileSync(join(folder, 'out.xlsx')));
    expect([...sheets.keys()]).toEqual(['汇总', '条件逐项', '读不出的内容']);
    const [heads = [], ...pairs] = sheets.get('汇总') ?? [];
    expect(heads.join()).toBe('需求编号,企业名称,名次,机构,产品编号,产品名称,档位,结论,符合项,差在哪里');
    const expected = JSON.parse(readFileSync(example('expected.json'), 'utf8')) as MatchOut;
    const statuses = { eligible: '全部符合', incomplete: '待补资料', near: '差一点', ineligible: '不符合' };
    const wanted = expected.demands.flatMap(({ number, organisation, pairs: of }) =>
      of.map((pair) => [
        number, organisation, pair.rank, pair.offer.institution, pair.offer.number, pair.offer.title, pair.tier?.name ?? null,
        statuses[pair.status], `${pair.hardMet}/${pair.hardTotal}`, pair.missing.join('\n') || null,
      ]),
    ); // prettier-ignore
    expect(pairs).toEqual(wanted);
    expect(pairs.map((line) => line.at(-1)).slice(0, 2)).toEqual([null, '金额 500 万元，高于 300 万元']);
    const [, ...lines] = sheets.get('条件逐项') ?? [];
    const sentences = expected.demands.flatMap(({ pairs: of }) => of.flatMap(({ verdicts }) => verdicts));
    expect(lines.map((line) => line.at(-1))).toEqual(sentences.map(({ sentence }) => sentence));
  });

  test('tells what it could not read, and where', async () => {
    await expect(match(words('bad.json', 'demands.xlsx', 'demands.json'))).rejects.toThrow('{"offers": [ … ]}');
    await expect(match(words('bad.json', 'nowhere.xlsx'))).rejects.toThrow('nowhere.xlsx is not there');
    const [demands, offers] = [join(folder, 'd.json'), example('offers.json')];
    writeFileSync(
      demands,
      JSON.stringify({ demands: [{ facts: { amount: 'much', colour: 'red', termMonths: null } }] }),
    );
    const out = join(folder, 'bad.json');
    expect(await match([demands, offers, '--domain', 'financing', '--out', out])).toBe(3);
    const { problems } = JSON.parse(readFileSync(out, 'utf8')) as { problems: { at: string; code: string }[] };
    expect(problems.map(({ at, code }) => `${at} ${code}`)).toEqual([
      'demands[0].facts.amount value-unreadable',
      'demands[0].facts.colour fact-unknown',
    ]);
  });

  test('sets up, backs up, restores and proves it', async () => {
    expect((await yipanqi(['migrate'])).out).toMatch(/migrations/);
    const made = await yipanqi(
      ['user:create', 'boss', '--role', 'admin', '--centre', '示例中心'],
      'a',
      'a long enough password',
    );
    expect(made.out).toBe('made boss (admin)\n');
    expect((await yipanqi(['user:create', 'boss', '--role', 'admin'], 'a', 'a long enough password')).err).toMatch(
      /username-taken/,
    );
    expect((await yipanqi(['user:create', 'two', '--role', 'emperor'])).code).toBe(2);
    const health = await yipanqi(['doctor']);
    expect([health.code, health.out]).toEqual([0, expect.stringMatching(/SQLite, WAL, synchronous FULL/)]);

    expect((await yipanqi(['backup', join(folder, 'kept')])).code).toBe(0);
    const restored = await yipanqi(['restore', join(folder, 'kept')], 'b');
    expect([restored.code, restored.out]).toEqual([0, expect.stringMatching(/0 tables differ, 0 audit breaks/)]);
    expect((await yipanqi(['restore', join(folder, 'kept')], 'b')).code).toBe(2);
    expect((await yipanqi(['report'], 'b')).out).toMatch(/talent demands +0[^]*centre 1/);
  }, 60_000);

  test('finds an audit trail that was written over', async () => {
    expect((await yipanqi(['audit:verify'], 'b')).code).toBe(0);
    const town = new Libsql(join(folder, 'b', 'town.db'));
    town.exec("UPDATE audit_entry SET action = 'user.delete' WHERE action = 'user.create'");
    town.close();
    expect(await yipanqi(['audit:verify'], 'b')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/1 breaks/) as unknown,
    });
  });
});
