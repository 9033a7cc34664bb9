import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Network } from '../src/kernel/assignment/network.js';

/** Cost and CPU microseconds of the native LEMON on a network. */
export type Lemon = (network: Network, rounds: number) => { readonly cost: number; readonly micros: number };

/** LEMON's network simplex, compiled now; null where g++ or liblemon-dev is not installed. */
export function compiledLemon(): { readonly solve: Lemon; readonly close: () => void } | null {
  const folder = mkdtempSync(join(tmpdir(), 'lemon-'));
  const program = join(folder, 'lemon');
  const close = (): void => rmSync(folder, { recursive: true });
  const source = resolve(import.meta.dirname, '../../bench/lemon.cc');
  if (spawnSync('g++', ['-O2', '-o', program, source]).status !== 0) {
    close();
    return null;
  }
  const solve: Lemon = ({ supply, from, to, capacity, cost }, rounds) => {
    const lines = [`${supply.length} ${from.length} ${rounds}`, Array.from(supply).join(' ')];
    for (let arc = 0; arc < from.length; arc++) lines.push(`${from[arc]} ${to[arc]} ${capacity[arc]} ${cost[arc]}`);
    const { stdout } = spawnSync(program, { input: lines.join('\n'), encoding: 'utf8' });
    const [total, micros] = stdout.trim().split(' ').map(Number);
    return { cost: total ?? Number.NaN, micros: micros ?? Number.NaN };
  };
  return { solve, close };
}
