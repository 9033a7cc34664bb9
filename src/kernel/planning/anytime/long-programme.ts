import type { PricedProgramme } from './priced-programme.js';
import type { PricedTerm } from './priced-term.js';

/**
 * The most a programme of any number of terms gains, its seats counted exactly, a class costing the price of its college
 * and month; hands each term the seats it has then.
 */
export function bestSeats(
  { capacity, terms }: PricedProgramme,
  classPrice: (term: PricedTerm) => number,
  take: (term: PricedTerm, seats: number) => void,
): number {
  let gains = new Float64Array(capacity + 1).fill(-Infinity);
  gains[0] = 0;
  let top = 0;
  const chosen = terms.map((term) => {
    const choice = new Int32Array(capacity + 1);
    const next = gains.slice();
    const { gains: alone, minClass, maxClass } = term;
    const price = classPrice(term);
    for (let size = minClass; size < alone.length; size++) {
      const classes = Math.ceil(size / maxClass);
      if (classes * minClass > size) continue;
      const profit = (alone[size] as number) - classes * price;
      for (let before = Math.min(top, capacity - size); before >= 0; before--)
        if ((gains[before] as number) + profit > (next[before + size] as number)) {
          next[before + size] = (gains[before] as number) + profit;
          choice[before + size] = size;
        }
    }
    top = Math.min(capacity, top + alone.length - 1);
    gains = next;
    return choice;
  });
  let at = 0;
  for (let seats = 1; seats <= top; seats++) if ((gains[seats] as number) > (gains[at] as number)) at = seats;
  const gain = gains[at] as number;
  for (let nth = terms.length - 1; nth >= 0; nth--) {
    const size = chosen[nth]?.[at] as number;
    take(terms[nth] as PricedTerm, size);
    at -= size;
  }
  return gain;
}
