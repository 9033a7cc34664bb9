/** How much of its direction a step keeps from the one before: without it prices swing to and fro. */
const KEPT = 0.95;

/** Prices of things of which there are only so many. */
export class Prices {
  /** In whole numbers, from 0 to `top`. */
  readonly price: Float64Array;
  /** How many are asked for at these prices. */
  readonly used: Int32Array;
  private readonly exact: Float64Array;
  private readonly direction: Float64Array;

  constructor(
    private readonly most: Int32Array,
    private readonly top: number,
    first: number,
    private readonly speed: number,
  ) {
    this.price = new Float64Array(most.length).fill(first);
    this.exact = this.price.slice();
    this.used = new Int32Array(most.length);
    this.direction = new Float64Array(most.length);
  }

  /** What all there are cost together. */
  worth(): number {
    return this.price.reduce((sum, price, at) => sum + price * (this.most[at] as number), 0);
  }

  /** Turns towards what was asked for now. @returns how steep the way is */
  turn(): number {
    const { most, used, exact, direction, top, speed } = this;
    let steep = 0;
    for (let at = 0; at < most.length; at++) {
      const slack = (most[at] as number) - (used[at] as number);
      const next = KEPT * (direction[at] as number) + (1 - KEPT) * slack;
      direction[at] = next;
      const price = exact[at] as number;
      if (next > 0 ? price > 0 : price < top) steep += next * next * speed;
    }
    return steep;
  }

  move(step: number): void {
    const { price, exact, direction, top, speed } = this;
    for (let at = 0; at < price.length; at++) {
      const next = Math.min(top, Math.max(0, (exact[at] as number) - step * speed * (direction[at] as number)));
      exact[at] = next;
      price[at] = Math.round(next);
    }
  }
}
