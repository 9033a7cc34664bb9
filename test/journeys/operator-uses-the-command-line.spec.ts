import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import Libsql from 'libsql';
import { match } from '../../src/cli/match.js';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';

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

  test('writes a workbook for people that any unzip can read', async () => {
    await match(words('out.xlsx'));
    const parts = unzip(readFileSync(join(folder, 'out.xlsx')));
    expect(parts.get('xl/workbook.xml')).toMatch(/name="汇总".*name="条件逐项"/s);
    const strings = parts.get('xl/sharedStrings.xml') ?? '';
    for (const text of [
      '海岚光电科技有限公司（示例）',
      '全部符合',
      '差一点',
      '金额 500 万元，高于 300 万元',
      '还没想好：期限',
    ])
      expect(strings).toContain(text);
    expect((parts.get('xl/worksheets/sheet1.xml') ?? '').match(/<row /g)?.length).toBe(1 + 3 * 2);
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
    expect((await yipanqi(['report'], 'b')).out).toMatch(/centre 1/);
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

/** The parts of a ZIP by its central directory: independent of the library that wrote it. */
function unzip(bytes: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\x05\x06')) + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ];
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(from, from + size);
    parts.set(
      bytes.toString('utf8', at + 46, at + 46 + nameLength),
      (method === 8 ? inflateRawSync(data) : data).toString('utf8'),
    );
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}
