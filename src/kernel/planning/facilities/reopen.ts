import { SHUT, type Branch } from './branch.js';
import { build } from './build.js';
import { descend } from './descend.js';
import { Wheel } from './wheel.js';
import type { Network } from './facility-instance.js';
import type { PlanInHand } from './plan-in-hand.js';

/** Facilities that may take the place of another: so many of those most like it. */
const ALIKE = 12;
/** A plan that is so much dearer before customers are exchanged is not looked at further. */
const PROMISING = 1.01;
/** A plan may be so much dearer than the one it comes from, less and less as time passes. */
const TOLERATED = 0.002;

/**
 * Makes a plan better by its facilities: one is shut, one opened, or one takes the place of another that is like it;
 * customers follow.
 */
export class Reopening {
  private readonly wheel = new Wheel();
  private readonly usable: readonly number[];

  constructor(
    private readonly net: Network,
    { state }: Branch,
    private readonly alike: readonly (readonly number[])[],
  ) {
    this.usable = Array.from(state.keys()).filter((i) => state[i] !== SHUT);
  }

  /** @param better told of every plan cheaper than all before */
  run(from: PlanInHand, spent: () => number, better: (plan: PlanInHand) => void): void {
    let [now, best] = [from, from.value];
    for (let share = spent(); share < 1; share = spent()) {
      const next = this.other(now, best);
      if (!next || next.value > now.value * (1 + TOLERATED * (1 - share) * this.wheel.share())) continue;
      now = next;
      if (now.value < best - 1e-7) {
        best = now.value;
        better(now);
      }
    }
  }

  private other(now: PlanInHand, best: number): PlanInHand | null {
    const { wheel, usable } = this;
    const open = Uint8Array.from(now.guests, (count) => (count > 0 ? 1 : 0));
    const begun = now.assign.slice();
    const one = usable[wheel.below(usable.length)] as number;
    const near = this.alike[one] ?? [];
    const two = near[wheel.below(Math.min(ALIKE, near.length))] ?? one;
    if (open[one] === 1) {
      if (open[two] === 0 && wheel.below(4) > 0) open[two] = 1;
      this.shut(open, begun, one);
    } else {
      open[one] = 1;
      if (open[two] === 1 && wheel.below(4) > 0) this.shut(open, begun, two);
    }
    const plan = build(this.net, open, begun);
    if (!plan) return null;
    descend(plan, false);
    if (plan.value > best * PROMISING) return null;
    descend(plan);
    return plan;
  }

  private shut(open: Uint8Array, begun: Int32Array, i: number): void {
    open[i] = 0;
    for (let j = 0; j < begun.length; j++) if (begun[j] === i) begun[j] = -1;
  }
}
