/** Path separators, controls, zero-width and bidi marks: what makes a name lie about itself. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029/\\:*?"<>|]/gu;

/** A name that is safe on every system and shown as typed otherwise; at most 120 characters, the ending is kept. */
export function fileName(typed: string): string {
  const base = (typed.split(/[/\\]/).at(-1) ?? '')
    .normalize('NFC')
    .replace(UNFIT, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const ending = /\.[a-z]{1,5}$/i.exec(base)?.[0] ?? '';
  const stem = Array.from(base.slice(0, base.length - ending.length))
    .slice(0, 120 - ending.length)
    .join('');
  return (stem || 'file') + ending;
}
