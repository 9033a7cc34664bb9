import { dayOfSerial, parseDay, parseMonth, parseSheetDay } from './sheet-dates.js';

describe('parseDay', () => {
  it.each([
    '2026-03-05',
    '2026-3-5',
    '2026/3/5',
    '2026.3.5',
    '2026年3月5日',
    '2026 年 3 月 5 号',
    '２０２６年３月５日',
    '20260305',
    ' 2026-03-05 ',
    '2026-03-05 00:00:00',
    '2026-03-05T08:00:00Z',
  ])('%s', (text) => expect(parseDay(text)).toEqual({ ok: true, value: '2026-03-05' }));

  it.each([
    ['', 'empty'],
    ['2026-02-29', 'no-such-day'],
    ['2026年13月1日', 'no-such-day'],
    ['20260230', 'no-such-day'],
    ['3/5/2026', 'ambiguous'],
    ['05-03-26', 'ambiguous'],
    ['2026', 'year-only'],
    ['2026年', 'year-only'],
    ['2026-03', 'month-only'],
    ['2026年3月', 'month-only'],
    ['2026-03/05', 'not-a-date'],
    ['尽快', 'not-a-date'],
    ['长期', 'not-a-date'],
  ])('%s fails with %s', (text, code) => expect(parseDay(text)).toEqual({ ok: false, code }));
});

describe('parseMonth', () => {
  it.each(['2026-03', '2026/3', '2026.3', '2026年3月', '202603', '2026-03-31', '2026年3月5日'])('%s', (text) =>
    expect(parseMonth(text)).toEqual({ ok: true, value: '2026-03-01' }),
  );
  it.each([
    ['2026-13', 'no-such-day'],
    ['2026', 'year-only'],
    ['三月', 'not-a-date'],
    ['', 'empty'],
  ])('%s fails with %s', (text, code) => expect(parseMonth(text)).toEqual({ ok: false, code }));
});

describe('dayOfSerial', () => {
  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [36_526, '2000-01-01'],
    [45_000, '2023-03-15'],
    [46_086.75, '2026-03-05'],
    [2_958_465, '9999-12-31'],
  ])('%d is %s', (serial, day) => expect(dayOfSerial(serial)).toEqual({ ok: true, value: day }));
  it('knows that 1900 had no leap day', () => expect(dayOfSerial(60)).toEqual({ ok: false, code: 'no-such-day' }));
  it.each([0, -1, 0.5, 2_958_466, Number.NaN, Infinity])('%d is no day', (serial) =>
    expect(dayOfSerial(serial)).toEqual({ ok: false, code: 'not-a-date' }),
  );
});

describe('parseSheetDay', () => {
  it.each([
    ['a serial', 46_086],
    ['a serial as text', '46086'],
    ['eight digits as a number', 20_260_305],
    ['text', '2026/3/5'],
    ['a date made of a serial', new Date('2026-03-05T00:00:00Z')],
  ])('reads %s', (_what, cell) => expect(parseSheetDay(cell)).toEqual({ ok: true, value: '2026-03-05' }));
  it.each([
    [null, 'empty'],
    [undefined, 'empty'],
    [2026, 'year-only'],
    [20_261_301, 'no-such-day'],
    [3.5e9, 'not-a-date'],
    [new Date(Number.NaN), 'not-a-date'],
  ])('%p fails with %s', (cell, code) => expect(parseSheetDay(cell)).toEqual({ ok: false, code }));
});
