import { addDays } from '../../day.js';
import { Random } from '../../matching/spec/random.js';
import type { Column, OutcomeTable } from '../outcomes.js';

export const columns: readonly Column[] = [
  { name: 'industry', kind: 'category' },
  { name: 'amount', kind: 'number' },
  { name: 'purpose', kind: 'text' },
  { name: 'noise', kind: 'category' },
];

/**
 * Outcomes of 20 institutions over three years. With structure each has an industry, a size of loan and a word it likes;
 * without, only its popularity tells, and that drifts.
 */
export function history(seed: number, size: number, structured: boolean): OutcomeTable {
  const random = new Random(seed);
  const owners = Array.from({ length: 20 }, (_, at) => `bank ${String(at).padStart(2, '0')}`);
  const words = ['machines', 'orders', 'export', 'stock', 'payroll'];
  const rows = Array.from({ length: size }, (_, at) => {
    const drift = Math.floor((at * 6) / size);
    const place = (Math.floor(20 * random.next() ** 2.5) + drift) % 20;
    const [industry, amount, word] =
      structured && random.chance(0.8) ? [place % 7, 50 + place * 30, words[place % 5]] : [];
    return {
      day: addDays('2023-01-01', Math.floor((at * 1095) / size)),
      owner: owners[place] ?? '',
      cells: [
        `i${industry ?? random.int(0, 6)}`,
        String(Math.round((amount ?? random.int(50, 650)) * (0.8 + 0.4 * random.next()))),
        `money for ${word ?? random.pick(words)} of the year`,
        `n${random.int(0, 9)}`,
      ],
    };
  });
  return { columns, rows };
}
