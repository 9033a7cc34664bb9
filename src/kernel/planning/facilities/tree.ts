import { copyOf, OPEN, settle, SHUT, UNDECIDED, type Branch } from './branch.js';
import { narrow } from './narrow.js';
import type { Lagrangian } from './lagrangian.js';

/** A part of the search that is still to be looked at. */
interface Node {
  readonly branch: Branch;
  readonly prices: Float64Array;
  readonly bound: number;
}

/** Steps of prices in one part. */
const STEPS = 30;
const PACE = 0.5;
/** Bytes of parts kept; beyond it the search goes deep first. */
const MOST_BYTES = 200_000_000;
/** A facility that was open in this share of the steps, or shut, is as good as decided. */
const UNSURE = 0.03;

/** What the search asks of and tells to whoever keeps the best plan. */
export interface Incumbent {
  /** No plan that costs more than this is of use. */
  most(): number;
  /** What some plan costs; steps of prices are measured by it. */
  known(): number;
  /** A relaxed answer to be made a plan of. */
  relaxed(lagrangian: Lagrangian): void;
  /** Everybody's facility, as a branch has decided. */
  plan(home: Int32Array): void;
}

/**
 * Branch and bound by prices: the part with the least bound is divided, by a facility that is now open now shut, else by
 * a customer and the facility that serves it most often.
 */
export class Tree {
  private readonly heap: Node[] = [];
  private readonly bytes: number;

  constructor(
    private readonly lagrangian: Lagrangian,
    private readonly incumbent: Incumbent,
    root: Node,
  ) {
    const { facilities, customers } = lagrangian.net;
    this.bytes = facilities * (customers + 1) + customers * 12;
    this.heap.push(root);
  }

  /** No plan that is still to be found costs less; Infinity when nothing is left to look at. */
  get bound(): number {
    return this.heap.reduce((least, { bound }) => Math.min(least, bound), Infinity);
  }

  /** Looks at parts until nothing is left or time is out. */
  run(spent: () => number): void {
    const { heap, incumbent } = this;
    while (heap.length > 0 && spent() < 1) {
      // Down one way to where all facilities are decided: plans come from there.
      for (let node: Node | null = this.take(); node && node.bound <= incumbent.most();) {
        if (spent() >= 1) return this.put(node);
        node = this.look(node, spent);
      }
    }
  }

  /** @returns the part to look at next, if it is one of this part's; what else remains of it is put by */
  private look({ branch, prices, bound }: Node, spent: () => number): Node | null {
    const { lagrangian, incumbent } = this;
    lagrangian.enter(branch, prices, PACE);
    for (let step = 0; step < STEPS && !lagrangian.spent; step++) {
      lagrangian.step(incumbent.known());
      if (lagrangian.best.bound > incumbent.most()) return null;
      if (step % 10 === 9) incumbent.relaxed(lagrangian);
      if (spent() >= 1) break;
    }
    const reached = Math.max(bound, lagrangian.best.bound);
    if (!narrow(lagrangian, incumbent.most(), true)) return null;
    const { prices: now } = lagrangian.best;
    if (branch.home.every((i) => i >= 0)) {
      incumbent.plan(branch.home);
      return null;
    }
    const child = (): Node => ({ branch: copyOf(branch), prices: now, bound: reached });
    const facility = this.unsure(branch);
    const [first, second] = [child(), child()];
    if (facility >= 0) {
      const likely = lagrangian.often(facility) >= 0.5 ? OPEN : SHUT;
      first.branch.state[facility] = likely;
      second.branch.state[facility] = -likely;
      this.put(second);
      return first;
    }
    const [i, j] = this.pair(branch);
    settle(first.branch, i, j);
    second.branch.barred[i * lagrangian.net.customers + j] = 1;
    this.put(first);
    this.put(second);
    return null;
  }

  /** The facility about which the steps were least of one mind; -1 when they were about all. */
  private unsure({ state }: Branch): number {
    let [best, most] = [-1, UNSURE];
    for (let i = 0; i < state.length; i++) {
      if (state[i] !== UNDECIDED) continue;
      const often = this.lagrangian.often(i);
      const doubt = Math.min(often, 1 - often);
      if (doubt > most) [best, most] = [i, doubt];
    }
    return best;
  }

  /** The customer, large ones first, that is served least of one mind, and where it is most often. */
  private pair({ state, barred, home }: Branch): [facility: number, customer: number] {
    const { facilities, customers, demand } = this.lagrangian.net;
    let [facility, customer, most] = [-1, -1, -1];
    for (let j = 0; j < customers; j++) {
      if ((home[j] as number) >= 0) continue;
      let [at, often] = [-1, -1];
      for (let i = 0; i < facilities; i++) {
        if (state[i] === SHUT || barred[i * customers + j] === 1) continue;
        const one = this.lagrangian.oftenPair(i, j);
        if (one > often) [at, often] = [i, one];
      }
      const doubt = (1.02 - often) * ((demand[j] as number) + 1e-3);
      if (doubt > most) [facility, customer, most] = [at, j, doubt];
    }
    return [facility, customer];
  }

  private put(node: Node): void {
    const { heap } = this;
    let at = heap.push(node) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if ((heap[up] as Node).bound <= node.bound) break;
      heap[at] = heap[up] as Node;
      at = up;
    }
    heap[at] = node;
  }

  private take(): Node {
    const { heap } = this;
    const top = heap[0] as Node;
    const last = heap.pop() as Node;
    if (heap.length * this.bytes > MOST_BYTES) return last;
    if (heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && (heap[down + 1] as Node).bound < (heap[down] as Node).bound) down++;
      if ((heap[down] as Node).bound >= last.bound) break;
      heap[at] = heap[down] as Node;
      at = down;
    }
    heap[at] = last;
    return top;
  }
}
