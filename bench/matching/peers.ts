import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { closedInstance, fittingCompiled, topTenCompiled, type ClosedInstance } from '../closed/instance.js';
import { fits } from '../closed/hand-written.js';
import type { Need } from '../closed/town.js';
import { cpuPerCall, cpuSeconds, type Figure } from '../bench.js';
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
  /** It also chooses the first ten, as ours does. */
  readonly ranks?: boolean;
  readonly open: (module: never, instance: ClosedInstance) => Promise<(needs: readonly number[]) => Promise<number[]>>;
}

const peers: readonly Peer[] = [fastJsonRules, zen, jsonRules, duckdb];
const PRODUCTS = 2000;
/** Rounds a peer is asked; no more once they took so many CPU seconds. */
const [FEWEST, MOST, LONGEST] = [3, 9, 5];

/** G2: pairs judged a second, beside rule engines and a database on the same rules; the engines choose no first ten. */
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
    const { time, toTopTen, toFitting } = await alternated(async () => void (await ask(asked)), instance);
    figures.push(
      {
        name: `G2 ${peer.name}, ${peer.needs} needs × ${PRODUCTS} products (goal ${peer.wanted})`,
        value: (peer.needs * PRODUCTS) / time,
        unit: 'million pairs a second',
        ratio: { to: 'ours, with the first ten (times as fast)', value: toTopTen },
      },
      { name: `G2 ${peer.name}, needs with another count`, value: wrong, unit: `of ${peer.needs}` },
    );
    if (!peer.ranks)
      figures.push({
        name: `G2 ${peer.name}, asked the very same: which products fit`,
        value: (peer.needs * PRODUCTS) / time,
        unit: 'million pairs a second',
        ratio: { to: 'ours, without the first ten (times as fast)', value: toFitting },
      });
  }
  return figures;
}

/** By the hand-written loop. */
function fitting({ ordered, needs }: ClosedInstance, at: number): number {
  const need = needs[at] as Need;
  const ratio = Math.floor((need.amount * 1_000_000) / need.revenue);
  return ordered.filter((product) => fits(product, need, ratio)).length;
}

/** The middle of several rounds in which a peer and ours are asked by turns, so that a slow moment is slow for both. */
async function alternated(
  peer: () => Promise<void>,
  { shelf, sheets }: ClosedInstance,
): Promise<{ readonly time: number; readonly toTopTen: number; readonly toFitting: number }> {
  // Peers come compiled; ours is asked often enough to be, too.
  const ours = (judge: typeof topTenCompiled | typeof fittingCompiled): number =>
    cpuPerCall(() => sheets.forEach((sheet) => judge(shelf, sheet)), { rounds: 3, millis: 40 });
  const rounds = [];
  const end = cpuSeconds() + LONGEST;
  while (rounds.length < FEWEST || (rounds.length < MOST && cpuSeconds() < end)) {
    const before = cpuSeconds();
    await peer();
    const time = (cpuSeconds() - before) * 1_000_000;
    rounds.push({ time, toTopTen: time / ours(topTenCompiled), toFitting: time / ours(fittingCompiled) });
  }
  const middle = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;
  return {
    time: middle(rounds.map(({ time }) => time)),
    toTopTen: middle(rounds.map(({ toTopTen }) => toTopTen)),
    toFitting: middle(rounds.map(({ toFitting }) => toFitting)),
  };
}

async function found(module: string): Promise<unknown> {
  try {
    const { resolve } = createRequire(join(process.env['BENCH_PEERS'] ?? process.cwd(), 'package.json'));
    return await import(pathToFileURL(resolve(module)).href);
  } catch {
    return null;
  }
}
