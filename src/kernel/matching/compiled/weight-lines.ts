/** Lines are kept up to so many weights, 4 MB, unless a test is to see what happens beyond. */
const mostKept = 1 << 22;

/** Lines of weights, one a row of the shelf, one behind the other in a single array. The line at 0 is of zeros. */
export class WeightLines {
  /** Replaced when it grows: to be fetched anew after lines were added. */
  weights: Uint8Array;
  private used: number;

  constructor(
    /** Weights in a line. */
    readonly width: number,
    private readonly most = mostKept,
  ) {
    this.weights = new Uint8Array(width);
    this.used = width;
  }

  /** A new line of zeros; nothing when there is no room for it. */
  take(): number | undefined {
    const at = this.used;
    if (at + this.width > this.most) return undefined;
    this.used += this.width;
    if (this.used > this.weights.length) {
      const larger = new Uint8Array(this.used * 2);
      larger.set(this.weights);
      this.weights = larger;
    }
    return at;
  }
}
