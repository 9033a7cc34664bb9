import { checkCreditCode } from '../../kernel/credit-code.js';
import { formatWan, parseWan, unitGuess } from '../../kernel/money.js';
import type { Words } from '../../platform/i18n/words.js';
import { decimal, identifier18, list, percent, text, whole, yesNo } from '../../platform/spreadsheet/cell-readers.js';
import type { Cell } from '../../platform/spreadsheet/cell.js';
import { day } from '../../platform/spreadsheet/day-reader.js';
import { read, reader, refuse, type Reader, type Reading } from '../../platform/spreadsheet/reading.js';
import type { Choices } from './import-kind.js';
import type { ColumnLayout } from './import-layout.js';
import { optionNames, plainName } from './option-names.js';
import { industry, park, region } from './place-readers.js';

const FEN_PER_WAN = 1_000_000;

/** What is known of a cell beside its text. */
export interface CellHints {
  /** What the column's header names in brackets. */
  readonly unit?: string | undefined;
  /** A person was asked whether it really says what it says, and said yes. */
  readonly asIs?: boolean;
}

export type ColumnReader = (cell: Cell, hints?: CellHints) => Reading<unknown>;

export function columnReader(words: Words, column: ColumnLayout, choices: Choices): ColumnReader {
  switch (column.type) {
    case 'wan':
    case 'wan-signed':
      return (cell, hints = {}) => money(column, hints)(cell);
    case 'percent':
      return ranged(percent(), column, 10_000);
    case 'whole':
      return whole(range(column));
    case 'degrees':
      return degrees(column);
    case 'day':
      return day();
    case 'month':
      return day({ monthOnly: 'first' });
    case 'yes-no':
      return yesNo();
    case 'credit-code':
      return creditCode;
    case 'phone':
      return phone;
    case 'mobile':
      return mobile;
    case 'mail':
      return mail;
    case 'choice':
      return choice(words, column, choices);
    case 'choices':
      return severalChoices(words, column, choices);
    case 'titles':
      return titles(words, column, choices);
    case 'names':
    case 'institutions':
      return list();
    case 'industry':
      return industry;
    case 'region':
      return region;
    case 'park':
      return park;
    case 'text':
    case 'institution':
    case 'fact':
    case 'op':
      return text(column.max === undefined ? {} : { max: column.max });
  }
}

const range = ({ min, max, units }: ColumnLayout) => ({
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
  ...(units && { units }),
});

/**
 * Bare numbers are in the unit that the header names, else in 万元; a unit beside the number wins. What is possible but not
 * usual is asked about once.
 */
function money({ type, min, max, usual }: ColumnLayout, { unit, asIs }: CellHints): Reader<number> {
  return reader((cell) => {
    const typed = cell.text.normalize('NFKC').replace(/\s/g, '');
    const negative = type === 'wan-signed' && /^(-|\(.*\)$)/.test(typed);
    const digits = negative ? typed.replace(/^-|[()]/g, '') : typed;
    const inUnit = unit && /^[\d.,]+$/.test(digits) ? parseWan(digits + unit) : null;
    const amount = inUnit?.ok ? inUnit : parseWan(digits);
    if (!amount.ok) return refuse(`amount-${amount.code}`, { value: cell.text });
    const meant = usual && unitGuess(amount.value, { min: usual[0] * FEN_PER_WAN, max: usual[1] * FEN_PER_WAN });
    const possible = amount.value >= (min ?? 0) * FEN_PER_WAN && amount.value <= (max ?? Infinity) * FEN_PER_WAN;
    if (meant && !possible) return refuse('amount-unit-guess', { typed: wan(amount.value), meant: wan(meant) });
    if (min !== undefined && amount.value < min * FEN_PER_WAN) return refuse('amount-below', { min });
    if (max !== undefined && amount.value > max * FEN_PER_WAN) return refuse('amount-above', { max });
    const [least, most] = usual ?? [-Infinity, Infinity];
    if (!asIs && (amount.value < least * FEN_PER_WAN || amount.value > most * FEN_PER_WAN))
      return refuse('amount-unusual', {
        typed: wan(amount.value),
        least: wan(least * FEN_PER_WAN),
        most: wan(most * FEN_PER_WAN),
        ...(meant && { meant: wan(meant) }),
      });
    return read(negative ? 0 - amount.value : amount.value);
  });
}

const wan = (fen: number): string => formatWan(fen).replace(/ .*$/, '');

function ranged(of: Reader<number>, { min, max }: ColumnLayout, unit: number): Reader<number> {
  return (cell) => {
    const reading = of(cell);
    if (!reading.ok || reading.value === undefined) return reading;
    if (reading.value < (min ?? 0)) return refuse('percent-below', { min: (min ?? 0) / unit });
    return max !== undefined && reading.value > max ? refuse('percent-above', { max: max / unit }) : reading;
  };
}

/** Degrees as whole millionths. */
function degrees(column: ColumnLayout): Reader<number> {
  const of = decimal(range(column));
  return (cell) => {
    const reading = of(cell);
    return reading.ok && reading.value !== undefined ? read(Math.round(reading.value * 1_000_000)) : reading;
  };
}

/** First what a spreadsheet does to codes, then the check characters. */
const creditCode: Reader<string> = (cell) => {
  const reading = identifier18()(cell);
  if (!reading.ok || reading.value === undefined) return reading;
  const checked = checkCreditCode(reading.value);
  if (checked.ok) return read(checked.value);
  return refuse(checked.code === 'stored-as-number' ? 'code-stored-as-number' : `credit-code-${checked.code}`);
};

const digitsOf = (cell: Cell): string =>
  cell.text
    .normalize('NFKC')
    .replace(/[\s()-]/g, '')
    .replace(/^\+?86(?=1\d{10}$)/, '');

const mobile: Reader<string> = reader((cell) => {
  const digits = digitsOf(cell);
  return /^1\d{10}$/.test(digits) ? read(digits) : refuse('mobile', { digits: digits.replace(/\D/g, '').length });
});

/** A mobile number, or a fixed one with its area code. */
const phone: Reader<string> = reader((cell) => {
  const digits = digitsOf(cell);
  return /^(1\d{10}|0\d{9,11}|400\d{7})$/.test(digits) ? read(digits) : refuse('phone', { value: cell.text });
});

const mail: Reader<string> = reader((cell) => {
  const value = cell.text.normalize('NFKC').trim();
  return /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(value) && value.length <= 190 ? read(value) : refuse('mail');
});

function choice(words: Words, column: ColumnLayout, choices: Choices): Reader<string> {
  const one = codeNamed(words, column, choices);
  return reader((cell) => one(cell.text));
}

/** Several of the options; a slash is no separator, since option names hold one. */
function severalChoices(words: Words, column: ColumnLayout, choices: Choices): Reader<string[]> {
  const one = codeNamed(words, column, choices);
  return reader((cell) => {
    const codes: string[] = [];
    for (const part of partsOf(cell.text)) {
      const code = one(part);
      if (!code.ok) return code;
      codes.push(code.value);
    }
    return read([...new Set(codes)]);
  });
}

export interface DatedCode {
  readonly code: string;
  readonly validUntil: string | null;
}

/** Titles, each with the last day of its certificate in brackets where it has one. "None" is an empty list. */
function titles(words: Words, column: ColumnLayout, choices: Choices): Reader<DatedCode[]> {
  const one = codeNamed(words, column, choices);
  return reader((cell) => {
    if (column.none?.includes(cell.text.trim())) return read([]);
    const held = new Map<string, DatedCode>();
    for (const part of partsOf(cell.text)) {
      const [, name = part, until] = /^(.*?)\s*[(（]([^()（）]*)[)）]$/.exec(part) ?? [];
      const code = one(name);
      if (!code.ok) return code;
      const last = day()({ text: until ?? '', kind: until ? 'text' : 'empty' });
      if (!last.ok) return last;
      held.set(code.value, { code: code.value, validUntil: last.value ?? null });
    }
    return read([...held.values()]);
  });
}

const partsOf = (text: string): string[] =>
  text
    .split(/[;；、,，\r\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function codeNamed(words: Words, column: ColumnLayout, choices: Choices): (name: string) => Reading<string> {
  const options = choices[column.key] ?? { codes: [] };
  const names = optionNames(words, column, options);
  return (name) => {
    const code = names.get(plainName(name));
    return code === undefined ? refuse('choice-unknown', { value: name }) : read(code);
  };
}
