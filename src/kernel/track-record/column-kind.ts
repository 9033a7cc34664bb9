import type { ColumnKind } from './outcomes.js';
import { writtenDays } from './written-days.js';

const MOSTLY = 0.95;
const SAMPLE = 5000;

/** A number as sheets write it: 1,234.5, $12, 3.45%, 万元 dropped. NaN when it is none; blank too. */
export function writtenNumber(text: string): number {
  const typed = text.replace(/[\s,$¥€£%，]|\p{Script=Han}+$/gu, '');
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(typed) ? Number(typed) : Number.NaN;
}

/**
 * What a column holds, from its values. Dates are tried first. Whole numbers of one length that begin with 0 or repeat themselves (postcodes, industry codes)
 * and numbers of which there are few are categories. Text is long and seldom repeats itself. Whoever knows better says so.
 */
export function columnKind(values: readonly string[]): ColumnKind {
  const step = Math.max(1, Math.floor(values.length / SAMPLE));
  const filled = values.filter((value, at) => at % step === 0 && value.trim() !== '');
  if (filled.length === 0) return 'category';
  const different = new Set(filled).size;
  const share = (test: (value: string) => boolean) => filled.filter(test).length / filled.length;
  const numbers = share((value) => !Number.isNaN(writtenNumber(value)));
  if (numbers < MOSTLY && writtenDays(filled).filter((day) => day !== null).length >= MOSTLY * filled.length)
    return 'date';
  if (numbers >= MOSTLY) {
    const lengths = new Set(filled.map((value) => (/^\d+$/.test(value.trim()) ? value.trim().length : 0)));
    const coded = lengths.size === 1 && !lengths.has(0) && !lengths.has(1) && !lengths.has(2);
    const padded = coded && filled.some((value) => value.trim().startsWith('0'));
    return different <= 20 || padded || (coded && different < filled.length / 2) ? 'category' : 'number';
  }
  const length = filled.reduce((sum, value) => sum + value.length, 0) / filled.length;
  return different > filled.length / 2 && length > 12 ? 'text' : 'category';
}
