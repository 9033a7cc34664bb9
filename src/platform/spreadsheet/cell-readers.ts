import { read, reader, refuse, type Reader, type Reading } from './reading.js';

const NO_WORDS = new Set(['否', '无', '没有', '不是', '×', '✗', '✘', 'x', 'n', 'no', 'false', 'f', '0']);
const YES_WORDS = new Set(['是', '有', '✓', '✔', '√', 'y', 'yes', 'true', 't', '1', '对']);

/** Full-width letters, digits and marks of numbers to half width; Chinese punctuation （），：；！？ stays as it is. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[０-９Ａ-Ｚａ-ｚ＋－．／％＠＿＃＆＝]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
}

/** Text: trimmed, half width, blanks inside kept. Refuses `cell-too-long` ({ max, length }). */
export function text({ max = 32_767 }: { max?: number } = {}): Reader<string> {
  return reader((cell) => {
    const value = toHalfWidth(cell.text).trim();
    return value.length > max ? refuse('cell-too-long', { max, length: value.length }) : read(value);
  });
}

interface Range {
  readonly min?: number;
  readonly max?: number;
  /** Units that may follow the number: 人, 名, 个月. */
  readonly units?: readonly string[];
}

/** Refuses `cell-number`, `cell-whole`, `cell-below` ({ min }), `cell-above` ({ max }). */
export function whole(range: Range = {}): Reader<number> {
  return reader((cell) => {
    const value = numeral(cell.text, range.units);
    if (value === undefined) return refuse('cell-number', { value: cell.text });
    return Number.isSafeInteger(Number(value))
      ? within(Number(value), range)
      : refuse('cell-whole', { value: cell.text });
  });
}

/** Refuses `cell-number`, `cell-below` ({ min }), `cell-above` ({ max }). */
export function decimal(range: Range = {}): Reader<number> {
  return reader((cell) => {
    const value = numeral(cell.text, range.units);
    return value === undefined ? refuse('cell-number', { value: cell.text }) : within(Number(value), range);
  });
}

/**
 * A percentage as whole parts per million: `3.45%`, `3.45` and a cell formatted as percentage give 34,500.
 * A bare number under 0.1 may be a fraction that lost its format, so it is asked about: `cell-percent-unclear`.
 * Refuses `cell-percent`, `cell-percent-unclear` ({ value, percent }), `cell-percent-fine` (finer than 0.0001 %).
 */
export function percent(): Reader<number> {
  return reader((cell) => {
    const marked = /[%％]\s*$/.test(cell.text);
    const value = numeral(cell.text.replace(/[%％]\s*$/, ''));
    if (value === undefined) return refuse('cell-percent', { value: cell.text });
    const size = Math.abs(Number(value));
    if (!marked && size > 0 && size < 0.1)
      return refuse('cell-percent-unclear', { value, percent: `${shift(value, 2)}%` });
    const ppm = Number(shift(value, 4));
    return Number.isSafeInteger(ppm) ? read(ppm) : refuse('cell-percent-fine', { value: cell.text });
  });
}

/** 是/否, 有/无, ✓/×, Y/N, 1/0, TRUE/FALSE. Refuses `cell-yes-no`. */
export function yesNo(): Reader<boolean> {
  return reader((cell) => {
    const word = cell.text.normalize('NFKC').trim().toLowerCase();
    if (YES_WORDS.has(word)) return read(true);
    return NO_WORDS.has(word) ? read(false) : refuse('cell-yes-no', { value: cell.text });
  });
}

/** Several values in one cell, split on ；;、,，/ and line breaks; blanks and repeats are dropped. */
export function list(): Reader<string[]> {
  return reader((cell) => {
    const parts = toHalfWidth(cell.text)
      .split(/[;；、,，/\r\n]/)
      .map((part) => part.trim());
    return read([...new Set(parts.filter((part) => part !== ''))]);
  });
}

/**
 * An 18-digit code such as 统一社会信用代码. Excel keeps 15 digits of a number, so a code stored as a number is lost:
 * `code-stored-as-number`. Also refuses `cell-identifier` ({ length }). Its check digit is not this reader's matter.
 */
export function identifier18(): Reader<string> {
  return reader((cell) => {
    const value = cell.text
      .normalize('NFKC')
      .replace(/[\s\u200B'’-]/g, '')
      .toUpperCase();
    if (cell.kind === 'number' || /^\d(\.\d+)?E\+?\d{1,2}$/.test(value))
      return refuse('code-stored-as-number', { value });
    return /^[0-9A-Z]{18}$/.test(value)
      ? read(value)
      : refuse('cell-identifier', { value: cell.text, length: value.length });
  });
}

/** A plain numeral from text with full-width digits, thousands marks, blanks and a unit; undefined when there is none. */
function numeral(source: string, units: readonly string[] = []): string | undefined {
  let value = source.normalize('NFKC').replace(/[\s_]/g, '').replace(/[−–]/g, '-');
  const unit = units.find((end) => value.endsWith(end));
  if (unit !== undefined) value = value.slice(0, -unit.length);
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(value)) value = value.replaceAll(',', '');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(value)) return undefined;
  return value.replace(/^\+/, '');
}

/** Moves the decimal point of a numeral to the right, without floats. */
function shift(value: string, places: number): string {
  const [, sign = '', digits = '', fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(value) ?? [];
  const padded = fraction.padEnd(places, '0');
  const rest = padded.slice(places).replace(/0+$/, '');
  const moved = `${digits}${padded.slice(0, places)}`.replace(/^0+(?=\d)/, '');
  return `${sign}${moved}${rest === '' ? '' : `.${rest}`}`;
}

function within(value: number, { min = -Infinity, max = Infinity }: Range): Reading<number> {
  if (value < min) return refuse('cell-below', { min, value });
  return value > max ? refuse('cell-above', { max, value }) : read(value);
}
