import { bitsOnlyIn, wordsFor, type BitRow } from './bit-rows.js';
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
  const left = passing(reading, candidates, first, 'first');
  const right = passing(reading, candidates, second, 'second');
  const { offers, slotOf } = slotsOf(candidates);
  const width = wordsFor(offers.length);
  const line = (second.tried.length + 1) * width;
  /** What is open with each pair or a smaller one; in the first line and column with changes of one fact only. */
  const seen = new Int32Array((first.tried.length + 1) * line);
  const [onFirst, onSecond] = [alone.numbersOf(offers), other.numbersOf(offers)];
  for (let i = 0; i < first.tried.length; i++) alone.reached(i, onFirst, seen, (i + 1) * line);
  for (let j = 0; j < second.tried.length; j++) other.reached(j, onSecond, seen, (j + 1) * width);
  const found: ShelfChange[] = [];
  first.tried.forEach((a, i) => {
    const [from, next] = smaller(a);
    const here = (i + 1) * line;
    second.tried.forEach((b, j) => {
      const both = (): Reading => reading.changed(first.key, a.change.becomes).changed(second.key, b.change.becomes);
      const column = (j + 1) * width;
      candidates.open(left[i] as BitRow, right[j] as BitRow, both, slotOf, seen, here + column);
      const [above, further] = smaller(b);
      const sooner = [
        from * line + column,
        next * line + column,
        here + above * width,
        here + further * width,
      ] as const;
      if (addUp(seen, here + column, width, sooner)) {
        const then = reachedBy(both(), reach);
        const [opens, closes] = [bitsOnlyIn(then, now), bitsOnlyIn(now, then)];
        found.push({ changes: [a.change, b.change], opens, closes, onwards: false });
      }
    });
  });
  return found;
}

/** For each alternative of a fact: which candidates pass on what follows this fact only. */
function passing(reading: Reading, candidates: CandidateRows, one: OneChange, part: 'first' | 'second'): BitRow[] {
  const trial = reading.copy();
  return one.tried.map(({ change }) => {
    trial.put(one.key, change.becomes);
    return candidates.passing(trial, part);
  });
}

/** The one or two next smaller alternatives, counted from 1; 0 is no change. */
function smaller({ less }: Alternative): readonly [number, number] {
  const first = (less[0] ?? -1) + 1;
  return [first, (less[1] ?? first - 1) + 1];
}

/** Adds to what is open what was open sooner, at four places; answers whether anything was not. */
function addUp(
  seen: BitRow,
  at: number,
  width: number,
  [a, b, c, d]: readonly [number, number, number, number],
): boolean {
  let fresh = 0;
  for (let w = 0; w < width; w++) {
    const before =
      (seen[a + w] as number) | (seen[b + w] as number) | (seen[c + w] as number) | (seen[d + w] as number);
    const open = seen[at + w] as number;
    fresh |= open & ~before;
    seen[at + w] = open | before;
  }
  return fresh !== 0;
}

/** The few offers in question, each in a slot so that their bits fit a word or two; and the slot of each row. */
function slotsOf({ rows }: CandidateRows): { readonly offers: readonly number[]; readonly slotOf: Int32Array } {
  const offers: number[] = [];
  // Rows of one offer lie together.
  const slotOf = Int32Array.from(
    rows,
    ({ offer }) => (offers.at(-1) === offer ? offers.length : offers.push(offer)) - 1,
  );
  return { offers, slotOf };
}
