import { checkCreditCode } from '../../kernel/credit-code.js';
import { toHalfWidth } from '../../kernel/full-width.js';
import { parsePercent, parseWan, type AmountFailure, type PercentFailure } from '../../kernel/money.js';
import { parseDay, type DayFailure } from '../../kernel/sheet-dates.js';
import { fileType, type FileType } from '../files/file-type.js';
import { MAX_FILE_BYTES, Upload } from './multipart.js';

export type FieldKind =
  | 'text'
  | 'prose'
  | 'wan'
  | 'percent'
  | 'whole'
  | 'day'
  | 'choice'
  | 'choices'
  | 'flag'
  | 'mobile'
  | 'mail'
  | 'password'
  | 'creditCode'
  | 'file'
  | 'hidden';

export interface FieldOptions {
  readonly optional?: boolean;
  /** Longest text, or greatest value in the kind's stored unit. */
  readonly max?: number;
  readonly min?: number;
  readonly codes?: readonly string[];
  /** Catalogue prefix of the option words, e.g. `fact.purpose`. */
  readonly words?: string;
  /** An extra answer that means "I do not know yet" (还没想好), stored as null. */
  readonly undecided?: string;
  /** Amounts below zero may be typed, such as a loss. */
  readonly signed?: boolean;
  /** Word key of the unit behind the control, such as 个月. */
  readonly unit?: string;
  /** Of a file: what it may be. */
  readonly types?: readonly FileType[];
  /** For the browser: what it may fill in, such as `new-password`. */
  readonly autocomplete?: string;
}

/** What was typed and could not be read: a code and what the message needs. */
export class Unreadable {
  constructor(
    readonly code: string,
    readonly params: Record<string, string | number> = {},
  ) {}
}

export type Reader = (raw: unknown, options: FieldOptions) => unknown;

const asText = (raw: unknown): string | null =>
  typeof raw === 'string' ? raw : typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : null;

const text: Reader = (raw, { max = 120 }) => {
  const value = asText(raw)?.normalize('NFC').replaceAll('\u0000', '').trim();
  if (value === undefined) return new Unreadable('text');
  return value.length > max ? new Unreadable('too-long', { max }) : value;
};

const within = (value: number, { min, max }: FieldOptions, unit: (n: number) => string | number = (n) => n) => {
  if (min !== undefined && value < min)
    return new Unreadable(max === undefined ? 'at-least' : 'between', bounds(min, max, unit));
  if (max !== undefined && value > max)
    return new Unreadable(min === undefined ? 'at-most' : 'between', bounds(min, max, unit));
  return value;
};

function bounds(min: number | undefined, max: number | undefined, unit: (n: number) => string | number) {
  return { ...(min !== undefined && { min: unit(min) }), ...(max !== undefined && { max: unit(max) }) };
}

const FEN_PER_WAN = 1_000_000;

/** Mistakes of which more can be said than how it is written. */
const amountCodes: Partial<Record<AmountFailure, string>> = {
  negative: 'amount-negative',
  unit: 'amount-unit',
  'too-precise': 'amount-too-precise',
  'too-large': 'amount-too-large',
};
const percentCodes: Partial<Record<PercentFailure, string>> = {
  unit: 'percent-unit',
  'too-precise': 'percent-too-precise',
  'too-large': 'percent-too-large',
};
const dayCodes: Partial<Record<DayFailure, string>> = {
  'no-such-day': 'day-no-such-day',
  ambiguous: 'day-ambiguous',
  'year-only': 'day-year-only',
  'month-only': 'day-month-only',
};

export const readers: Record<FieldKind, Reader> = {
  text,
  prose: text,
  hidden: text,
  wan: (raw, options) => {
    if (typeof raw === 'number') return Number.isSafeInteger(raw) ? within(raw, options) : new Unreadable('wan');
    const typed = toHalfWidth(asText(raw) ?? '').trim();
    const below = options.signed === true && typed.startsWith('-');
    const parsed = parseWan(below ? typed.slice(1) : typed);
    if (!parsed.ok) return new Unreadable(amountCodes[parsed.code] ?? 'wan');
    return within(below ? 0 - parsed.value : parsed.value, options, (fen) => fen / FEN_PER_WAN);
  },
  percent: (raw, options) => {
    if (typeof raw === 'number') return Number.isSafeInteger(raw) ? within(raw, options) : new Unreadable('percent');
    const parsed = parsePercent(asText(raw) ?? '');
    if (!parsed.ok) return new Unreadable(percentCodes[parsed.code] ?? 'percent');
    return within(parsed.value, options, (ppm) => ppm / 10_000);
  },
  whole: (raw, options) => {
    const value = toHalfWidth(asText(raw) ?? '')
      .trim()
      .replaceAll(',', '');
    return /^-?\d{1,15}$/.test(value) ? within(Number(value), options) : new Unreadable('whole');
  },
  day: (raw) => {
    const parsed = parseDay(asText(raw) ?? '');
    return parsed.ok ? parsed.value : new Unreadable(dayCodes[parsed.code] ?? 'day');
  },
  choice: (raw, { codes = [], undecided }) => {
    const value = asText(raw) ?? '';
    if (undecided !== undefined && value === undecided) return null;
    return codes.includes(value) ? value : new Unreadable('choice');
  },
  choices: (raw, { codes = [], optional, max }) => {
    const list = raw === undefined || raw === null || raw === '' ? [] : Array.isArray(raw) ? raw : [raw];
    const values = [...new Set(list.map((item) => asText(item) ?? ''))].filter((value) => value !== '');
    if (values.length === 0) return optional ? [] : new Unreadable('required');
    if (max !== undefined && values.length > max) return new Unreadable('too-many', { max });
    return values.every((value) => codes.includes(value)) ? values : new Unreadable('choice');
  },
  flag: (raw) => raw === true || ['1', 'on', 'true', 'yes'].includes(asText(raw) ?? ''),
  mobile: (raw) => {
    const value = toHalfWidth(asText(raw) ?? '').replaceAll(/[\s-]/g, '');
    if (/^1\d{10}$/.test(value) || /^0\d{9,11}$/.test(value)) return value;
    return new Unreadable('mobile', { digits: value.length });
  },
  mail: (raw) => {
    const value = (asText(raw) ?? '').trim().toLowerCase();
    return value.length <= 190 && /^[a-z0-9._%+-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(value)
      ? value
      : new Unreadable('mail');
  },
  password: (raw) => {
    const value = asText(raw) ?? '';
    return value.length > 200 ? new Unreadable('too-long', { max: 200 }) : value;
  },
  creditCode: (raw) => {
    const checked = checkCreditCode(asText(raw) ?? '');
    return checked.ok ? checked.value : new Unreadable(`credit-code-${checked.code}`);
  },
  /** Its name and its bytes must both say that it is of a type that is taken. */
  file: (raw, { types = [] }) => {
    if (!(raw instanceof Upload)) return new Unreadable('file');
    if (raw.bytes.length === 0) return new Unreadable('file-empty');
    if (raw.bytes.length > MAX_FILE_BYTES) return new Unreadable('file-too-large');
    const type = fileType(raw.name, raw.bytes);
    const kinds = types.map((one) => one.toUpperCase()).join(' / ');
    return type !== null && types.includes(type) ? raw : new Unreadable('file-type-refused', { kinds });
  },
};
