import { addMonths, type Day } from '../../../kernel/day.js';

/** `2027-1` = spring 2027 (March), `2027-2` = autumn 2027 (September). */
export type Term = string;

export const isTerm = (text: string): boolean => /^20\d\d-[12]$/.test(text);

/** The first days of the months in which a class of the term can start. */
export function startsOf(term: Term): readonly [Day, Day] {
  const [year = '', half] = term.split('-');
  const first = `${year}-${half === '1' ? '03' : '09'}-01`;
  return [first, addMonths(first, 1)];
}

export function nextTerm(term: Term): Term {
  const [year = '', half] = term.split('-');
  return half === '1' ? `${year}-2` : `${Number(year) + 1}-1`;
}

/** The term that a class planned today can still make: three months to put it together (talent-reference §3). */
export function termAhead(today: Day): Term {
  const month = Number(today.slice(5, 7));
  const year = Number(today.slice(0, 4));
  if (month <= 1) return `${year}-1`;
  return month <= 7 ? `${year}-2` : `${year + 1}-1`;
}
