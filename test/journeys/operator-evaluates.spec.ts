import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluate, type EvaluateOut } from '../../src/cli/evaluate.js';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'yipanqi-evaluate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const example = (name: string) => projectFolder('config/examples/evaluate', name);
const out = join(folder, 'out.json');

interface Run {
  readonly code: number;
  readonly said: string;
  readonly result: EvaluateOut;
}

async function runFile(file: string, ...options: string[]): Promise<Run> {
  rmSync(out, { force: true });
  const lines: unknown[] = [];
  const keep = (line: unknown) => void lines.push(line);
  const spies = [
    jest.spyOn(console, 'log').mockImplementation(keep),
    jest.spyOn(console, 'error').mockImplementation(keep),
  ];
  try {
    const code = await evaluate([file, '--out', out, ...options]);
    const result = (existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : null) as EvaluateOut;
    return { code, said: lines.join('\n'), result };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

function run(csv: string, ...options: string[]): Promise<Run> {
  const file = join(folder, 'outcomes.csv');
  writeFileSync(file, csv);
  return runFile(file, '--owner', 'bank', '--date', 'day', ...options);
}

const csv = (rows: readonly string[]) => ['id,bank,day,area,amount', ...rows].join('\r\n');
const alternating = Array.from(
  { length: 50 },
  (_, at) =>
    `${at},bank ${at % 2},2026-${String(1 + Math.floor(at / 5)).padStart(2, '0')}-0${1 + (at % 5)},area ${at % 3},${at}`,
);

describe('evaluate', () => {
  test('answers the worked example as written down, better than popularity', async () => {
    const { code, said, result } = await runFile(
      example('outcomes.csv'),
      '--key',
      '编号',
      '--owner',
      '机构',
      '--date',
      '放款日期',
    );
    expect(result).toEqual(JSON.parse(readFileSync(example('expected.json'), 'utf8')));
    expect(code).toBe(0);
    expect(result.columns.map(({ name, kind }) => `${name}:${kind}`)).toEqual([
      '行业:category',
      '金额（万元）:number',
      '担保方式:category',
      '用途:category',
    ]);
    const { learned, popularity, recentPopularity } = result.metrics;
    expect(learned.mrr).toBeGreaterThan(popularity.mrr);
    expect(learned.mrr).toBeGreaterThan(recentPopularity.mrr);
    expect(said).toContain(`learned             ${learned['hit@1'].toFixed(4).padStart(8)}`);
  });

  test('parts by a day or by a share', async () => {
    const byDay = await run(csv(alternating), '--until', '2026-05-05');
    expect(byDay.result).toMatchObject({ trained: 25, tested: 25, testedFrom: '2026-06-01', owners: 2 });
    const byShare = await run(csv(alternating), '--share', '0.9');
    expect(byShare.result).toMatchObject({ trained: 45, tested: 5, testedFrom: '2026-10-01' });
    expect((await run(csv(alternating), '--until', '2027-01-01')).code).toBe(1);
  });

  test('tells which rows it could not read', async () => {
    const { code, said, result } = await run(
      csv([...alternating, '90,bank 0,soon,area 1,3', '91,,2026-01-01,area 1,3', alternating[0] ?? '']),
      '--key',
      'id',
    );
    expect(code).toBe(3);
    expect(result.problems.map(({ line, code: why }) => [line, why])).toEqual([
      [52, 'date-unreadable'],
      [53, 'owner-missing'],
      [54, 'repeated'],
    ]);
    expect(said).toContain('line 52: date-unreadable soon');
    expect(result.trained + result.tested).toBe(50);
  });

  test('takes the columns and kinds that are given, and leaves out what only names the owner', async () => {
    const coded = csv(alternating.map((row, at) => `${row},code ${at % 2}`)).replace('amount', 'amount,code');
    const all = await run(coded, '--key', 'id');
    expect([all.result.leftOut, all.result.columns.map(({ name }) => name)]).toEqual([['code'], ['area', 'amount']]);
    const asked = await run(coded, '--columns', 'code:category, amount:text');
    expect(asked.result.columns).toEqual([
      { name: 'code', kind: 'category' },
      { name: 'amount', kind: 'text' },
    ]);
  });

  test('says what it did not understand', async () => {
    await expect(evaluate([])).rejects.toThrow('OUTCOMES is missing');
    await expect(evaluate(['x.csv', '--owner', 'a', '--date', 'b'])).rejects.toThrow('--out is missing');
    await expect(runFile('nowhere.csv', '--owner', 'a', '--date', 'b')).rejects.toThrow('nowhere.csv is not there');
    await expect(run(csv(alternating), '--columns', 'colour')).rejects.toThrow('there is no column colour');
    await expect(run(csv(alternating), '--columns', 'area:colour')).rejects.toThrow('a kind is category, number');
    await expect(run(csv(alternating), '--columns', 'bank')).rejects.toThrow('the owner is what is looked for');
    await expect(run(csv(alternating), '--until', 'May')).rejects.toThrow('--until is YYYY-MM-DD');
    await expect(run(csv(alternating), '--share', '2')).rejects.toThrow('--share is a number from 0 to 1');
  });
});
