import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { closedInstance, topTenCompiled, type ClosedInstance } from '../closed/instance.js';
import { fits } from '../closed/hand-written.js';
import type { Need } from '../closed/town.js';
import { cpuPerCall, type Figure } from '../bench.js';
import { duckdb } from './peer-duckdb.js';
import { fastJsonRules, jsonRules } from './peer-json-rules.js';
import { zen } from './peer-zen.js';

/** A peer that was given the same products: how many of them each need fits. */
export interface Peer {
  readonly name: string;
  /** The package it is in; not one of ours, so it is looked for in the folder that BENCH_PEERS names. */
  readonly module: string;
  /** Needs it is asked about: slow peers few. */
  readonly needs: number;
  readonly wanted: number;
  readonly open: (module: never, instance: ClosedInstance) => Promise<(needs: readonly number[]) => Promise<number[]>>;
}

const peers: readonly Peer[] = [fastJsonRules, zen, jsonRules, duckdb];
const PRODUCTS = 2000;

/** G2: pairs judged a second, beside rule engines and a database on the same rules; peers also choose no first ten. */
export async function peerFigures(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const peer of peers) {
    const module = await found(peer.module);
    if (module === null) {
      console.log(`G2 ${peer.name}: skipped, peer not installed (npm i ${peer.module}, and BENCH_PEERS=its folder)`);
      continue;
    }
    const instance = closedInstance(PRODUCTS, peer.needs);
    const asked = [...instance.needs.keys()];
    const ask = await peer.open(module as never, instance);
    const theirs = await ask(asked);
    const wrong = theirs.filter((count, at) => count !== fitting(instance, at)).length;
    const peerTime = await cpuOf(async () => void (await ask(asked)));
    // Peers come compiled; ours is asked often enough to be, too.
    const ours = cpuPerCall(() => {
      for (const at of asked) topTenCompiled(instance.shelf, instance.sheets[at] ?? {});
    });
    figures.push(
      {
        name: `G2 ${peer.name}, ${peer.needs} needs × ${PRODUCTS} products (goal ${peer.wanted})`,
        value: (peer.needs * PRODUCTS) / peerTime,
        unit: 'million pairs a second',
        ratio: { to: 'ours, with the first ten (times as fast)', value: peerTime / ours },
      },
      { name: `G2 ${peer.name}, needs with another count`, value: wrong, unit: `of ${peer.needs}` },
    );
  }
  return figures;
}

/** By the hand-written loop. */
function fitting({ ordered, needs }: ClosedInstance, at: number): number {
  const need = needs[at] as Need;
  const ratio = Math.floor((need.amount * 1_000_000) / need.revenue);
  return ordered.filter((product) => fits(product, need, ratio)).length;
}

/** The median of three, in microseconds of CPU, whatever threads they were spent on. */
async function cpuOf(work: () => Promise<void>): Promise<number> {
  const samples: number[] = [];
  for (let round = 0; round < 3; round++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    samples.push(user + system);
  }
  return samples.toSorted((a, b) => a - b)[1] ?? 0;
}

async function found(module: string): Promise<unknown> {
  try {
    const { resolve } = createRequire(join(process.env['BENCH_PEERS'] ?? process.cwd(), 'package.json'));
    return await import(pathToFileURL(resolve(module)).href);
  } catch {
    return null;
  }
}
