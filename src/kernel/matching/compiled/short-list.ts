/** The best few of many that are offered in the published order; of equals the earlier one stays ahead. */
export class ShortList {
  /** Less than any soft weight while there is room; then what a newcomer has to exceed. */
  bar = -1;
  private readonly softs: number[] = [];
  private readonly rows: number[] = [];

  constructor(private readonly most: number) {
    if (most === 0) this.bar = Infinity;
  }

  /** To be called only for what exceeds the bar. O(most). */
  add(row: number, soft: number): void {
    const { softs, rows, most } = this;
    let at = softs.length;
    if (at < most) {
      softs.push(soft);
      rows.push(row);
    } else {
      at -= 1;
    }
    for (; at > 0 && (softs[at - 1] as number) < soft; at--) {
      softs[at] = softs[at - 1] as number;
      rows[at] = rows[at - 1] as number;
    }
    softs[at] = soft;
    rows[at] = row;
    if (softs.length === most) this.bar = softs[most - 1] as number;
  }

  /** Best first. */
  map<T>(each: (row: number, soft: number) => T): T[] {
    const all: T[] = [];
    for (let at = 0; at < this.rows.length; at++) all.push(each(this.rows[at] as number, this.softs[at] as number));
    return all;
  }
}
