import { bitsOnlyIn, setBit, wordsFor, type BitRow } from './bit-rows.js';
import { CandidateRows } from './candidate-rows.js';
import type { OneChange, ShelfChange } from './one-change.js';
import type { Alternative } from './alternatives.js';
import { reachedBy, type Reach } from './passing.js';
import type { Reading } from './reading.js';

/**
 * Every pair of changes of two facts that opens an offer which neither of them alone, nor any smaller pair, opens.
 * Only rows that miss on both facts and nowhere else are looked at, so that trying all pairs on them is cheap.
 * O(axes × words), O(alternatives × rows looked at), O(pairs × those rows / 32), and the whole shelf for each pair found.
 */
export function twoChanges(
  reading: Reading,
  now: BitRow,
  first: OneChange,
  second: OneChange,
  reach: Reach,
): ShelfChange[] {
  const [alone, other] = [first.attempts, second.attempts];
  if (!alone || !other) return [];
  const candidates = new CandidateRows(reading, now, first.key, second.key, reach);
  if (candidates.rows.length === 0) return [];
  const changed = ({ key, tried }: OneChange): Reading[] =>
    tried.map(({ change }) => reading.changed(key, change.becomes));
  const [firsts, seconds] = [changed(first), changed(second)];
  const left = firsts.map((one) => candidates.passing(one, 'first'));
  const right = seconds.map((one) => candidates.passing(one, 'second'));
  const slots = new Slots(candidates.rows.map(({ offer }) => offer));
  /** What is open with each pair or a smaller one; the first row and column are changes of one fact only. */
  const seen: BitRow[][] = [
    [slots.none, ...second.tried.map((_, j) => slots.pick((offer) => other.reaches(j, offer)))],
  ];
  const found: ShelfChange[] = [];
  first.tried.forEach((a, i) => {
    const line = [slots.pick((offer) => alone.reaches(i, offer))];
    seen.push(line);
    second.tried.forEach((b, j) => {
      const both = (): Reading => (firsts[i] as Reading).changed(second.key, b.change.becomes);
      const open = slots.open(candidates, left[i] as BitRow, right[j] as BitRow, both);
      const sooner = [...smaller(a).map((at) => seen[at]?.[j + 1]), ...smaller(b).map((at) => line[at])];
      if (addUp(open, sooner)) {
        const then = reachedBy(both(), reach);
        const [opens, closes] = [bitsOnlyIn(then, now), bitsOnlyIn(now, then)];
        found.push({ changes: [a.change, b.change], opens, closes, onwards: false });
      }
      line.push(open);
    });
  });
  return found;
}

/** The next smaller alternatives, counted from 1; 0 is no change. */
function smaller({ less }: Alternative): readonly number[] {
  return less.length === 0 ? [0] : less.map((at) => at + 1);
}

/** Adds what was open sooner; answers whether anything was not. */
function addUp(open: BitRow, sooner: readonly (BitRow | undefined)[]): boolean {
  let fresh = 0;
  for (let w = 0; w < open.length; w++) {
    let before = 0;
    for (const bits of sooner) before |= bits?.[w] ?? 0;
    fresh |= (open[w] as number) & ~before;
    open[w] = (open[w] as number) | before;
  }
  return fresh !== 0;
}

/** The few offers in question, numbered anew so that their bits fit a word or two. */
class Slots {
  readonly none: BitRow;
  private readonly slotOf = new Map<number, number>();

  constructor(offers: readonly number[]) {
    for (const offer of offers) if (!this.slotOf.has(offer)) this.slotOf.set(offer, this.slotOf.size);
    this.none = new Int32Array(wordsFor(this.slotOf.size));
  }

  pick(has: (offer: number) => boolean): BitRow {
    const picked = this.none.slice();
    for (const [offer, slot] of this.slotOf) if (has(offer)) setBit(picked, slot);
    return picked;
  }

  open(candidates: CandidateRows, left: BitRow, right: BitRow, both: () => Reading): BitRow {
    const open = this.none.slice();
    candidates.eachOpen(left, right, both, ({ offer }) => setBit(open, this.slotOf.get(offer) ?? 0));
    return open;
  }
}
