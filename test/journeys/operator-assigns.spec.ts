import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../src/cli/arguments.js';
import { assign } from '../../src/cli/assign.js';
import type { AssignOut } from '../../src/kernel/assignment/assign-json.js';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'yipanqi-assign-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const example = (name: string) => projectFolder('config/examples/assign', name);
const out = join(folder, 'out.json');

interface Run {
  readonly code: number;
  readonly said: string;
  readonly result: AssignOut;
}

async function run(instance: unknown, ...options: string[]): Promise<Run> {
  const file = join(folder, 'instance.json');
  writeFileSync(file, typeof instance === 'string' ? instance : JSON.stringify(instance));
  return runFile(file, ...options);
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
    const code = await assign([file, '--out', out, ...options]);
    const result = (existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : null) as AssignOut;
    return { code, said: lines.join('\n'), result };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('assign', () => {
  test('answers the worked example as written down', async () => {
    const { code, said, result } = await runFile(example('instance.json'));
    expect(result).toEqual(JSON.parse(readFileSync(example('expected.json'), 'utf8')));
    expect(code).toBe(0);
    expect(said.split('\n')).toEqual([
      expect.stringContaining('residents[6]: one-sided 1'),
      `8 placed, 1 unmatched, 0 blocking pairs, 2 placed elsewhere when hospitals ask → ${out}`,
    ]);
  });

  test('takes names and answers in names', async () => {
    const { code, result } = await run({
      residents: { A: ['C'], S: ['C', 'M'], D: ['C', 'M', 'G'], J: ['C', 'G', 'M'], L: ['M', 'C', 'G'] },
      hospitals: { M: ['D', 'L', 'S', 'J'], C: ['D', 'A', 'S', 'L', 'J'], G: ['D', 'J', 'L'] },
      capacities: { M: 2, C: 2, G: 2 },
    });
    expect(code).toBe(0);
    expect(result.pairs).toEqual([
      ['A', 'C'],
      ['S', 'M'],
      ['D', 'C'],
      ['J', 'G'],
      ['L', 'M'],
    ]);
    expect([result.unmatched, result.blockingPairs]).toEqual([[], []]);
  });

  test('tells what it left out, by name too', async () => {
    const { code, said, result } = await run({
      residents: { A: ['C', 'X'], B: ['C'] },
      hospitals: { C: ['A'] },
      capacities: { C: 1, Z: 1 },
    });
    expect([code, result.pairs, result.unmatched]).toEqual([3, [['A', 'C']], ['B']]);
    expect(result.found).toEqual([
      { at: 'residents.A[1]', code: 'unknown-index', value: 'X' },
      { at: 'residents.B', code: 'one-sided', value: 'C' },
      { at: 'capacities.Z', code: 'capacity-of-nobody', value: 1 },
    ]);
    expect(said).toContain('residents.A[1]: unknown-index "X"');
  });

  test('refuses an instance with a capacity that is none, with a list of what was found', async () => {
    const { code, said, result } = await run({ residents: [[0, 1]], hospitals: [[0], [0]], capacities: [-1, 0.5] });
    expect([code, result]).toEqual([1, null]);
    expect(said).toContain('capacities[0]: capacity-unreadable -1');
    expect(said).toContain('capacities[1]: capacity-unreadable 0.5');
    expect(await run({ residents: 3 })).toMatchObject({ code: 1, said: expect.stringContaining('not-an-instance') });
  });

  test('leaves the hospital-optimal matching out when there is no time for it', async () => {
    const { code, result } = await run({ residents: [[0]], hospitals: [[0]], capacities: [1] }, '--seconds', '0');
    expect([code, result.pairs, result.hospitalOptimal]).toEqual([3, [[0, 0]], null]);
  });

  test('draws the published lottery by its seed', async () => {
    const instance = {
      residents: Array.from({ length: 9 }, () => [0]),
      hospitals: [[[0, 1, 2, 3, 4, 5, 6, 7, 8]]],
      capacities: [1],
    };
    const [one, same, other] = [
      await run(instance, '--seed=5'),
      await run(instance, '--seed=5'),
      await run(instance, '--seed=6'),
    ];
    expect(same).toEqual(one);
    expect(other.result.lottery).not.toEqual(one.result.lottery);
    expect(one.result.pairs).toEqual([[one.result.lottery?.residents.indexOf(0), 0]]);
  });

  test('says what it did not understand', async () => {
    await expect(assign([])).rejects.toThrow('INSTANCE is missing');
    await expect(assign([example('instance.json')])).rejects.toThrow('--out is missing');
    await expect(assign(['nowhere.json', '--out', out])).rejects.toThrow('nowhere.json is not there');
    await expect(run('{')).rejects.toThrow('is no JSON');
    await expect(run({}, '--seed', 'x')).rejects.toThrow(UsageError);
    await expect(run({}, '--seconds', '-1')).rejects.toThrow('--seconds is a number from 0');
  });
});
