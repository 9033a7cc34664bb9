/**
 * Codes of GB/T 4754-2017: section letter, division of 2 digits, group of 3, class of 4. A division lies in exactly one
 * section, so the letter is written only where the section itself is meant.
 */
export type IndustryCode = string;

/** The first division of each section, in order; a section ends where the next begins. */
const SECTION_STARTS: readonly (readonly [section: string, firstDivision: number])[] = [
  ['A', 1],
  ['B', 6],
  ['C', 13],
  ['D', 44],
  ['E', 47],
  ['F', 51],
  ['G', 53],
  ['H', 61],
  ['I', 63],
  ['J', 66],
  ['K', 70],
  ['L', 71],
  ['M', 73],
  ['N', 76],
  ['O', 80],
  ['P', 83],
  ['Q', 84],
  ['R', 86],
  ['S', 91],
  ['T', 97],
];

/** `C3976` → `3976`, `c39` → `39`, `C` → `C`. Null when it is not shaped like a code, or its letter is not its section. */
export function normaliseIndustryCode(text: string): IndustryCode | null {
  const [, letter = '', digits = ''] = /^([A-T]?)(\d{2,4})?$/.exec(text.trim().toUpperCase()) ?? [];
  if (digits === '') return letter === '' ? null : letter;
  const section = sectionOf(digits);
  return section !== null && (letter === '' || letter === section) ? digits : null;
}

/** The section letter over a code; null for a division that does not exist (00, 98, 99). */
export function sectionOf(code: IndustryCode): string | null {
  if (/^[A-T]$/.test(code)) return code;
  const division = Number(code.slice(0, 2));
  if (!(division >= 1 && division <= 97)) return null;
  return SECTION_STARTS.findLast(([, first]) => first <= division)?.[0] ?? null;
}

/** Whether a code is the given one or lies under it: 3976 under 397, 39 and C. */
export function isUnderIndustry(code: IndustryCode, ancestor: IndustryCode): boolean {
  return code.startsWith(ancestor) || (/^[A-T]$/.test(ancestor) && sectionOf(code) === ancestor);
}
