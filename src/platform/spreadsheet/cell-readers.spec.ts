import fc from 'fast-check';
import { decimal, identifier18, list, percent, text, toHalfWidth, whole, yesNo } from './cell-readers.js';
import { EMPTY, textCell, type Cell } from './cell.js';
import { numberText } from './cell-of.js';
import { parsed, read, refuse, required, type Reader } from './reading.js';

const number = (raw: number, format?: string): Cell => ({ text: numberText(raw, format), raw, kind: 'number' });
const ok = (value: unknown) => ({ ok: true, value });

describe('cell readers', () => {
  it('read blanks as undefined, refuse them when required, and refuse error cells', () => {
    const readers: Reader<unknown>[] = [text(), whole(), decimal(), percent(), yesNo(), list(), identifier18()];
    for (const reader of readers) {
      expect(reader(EMPTY)).toEqual(ok(undefined));
      expect(reader(textCell(' \u3000'))).toEqual(ok(undefined));
      expect(required(reader)(EMPTY)).toMatchObject({ code: 'cell-required' });
      expect(reader({ text: '#N/A', kind: 'error' })).toMatchObject({
        ok: false,
        code: 'cell-error',
        params: { value: '#N/A' },
      });
    }
  });

  it('trim text and narrow letters and digits, but leave Chinese punctuation and inner blanks', () => {
    expect(text()(textCell('\u3000ＡＢ１２　公司（有限）， 甲  '))).toEqual(ok('AB12 公司（有限）， 甲'));
    expect(text({ max: 2 })(textCell('一二三'))).toMatchObject({
      code: 'cell-too-long',
      params: { max: 2, length: 3 },
    });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => toHalfWidth(toHalfWidth(value)) === toHalfWidth(value)),
    );
  });

  it.each([
    ['30', 30],
    ['３０', 30],
    [' 1,234 ', 1234],
    ['30 人', 30],
    ['12个月', 12],
    ['30.0', 30],
    ['-5', -5],
  ])('read the whole number %s', (value, expected) => {
    expect(whole({ units: ['个月', '人'] })(textCell(value))).toEqual(ok(expected));
  });

  it('refuse what is no whole number, or out of range', () => {
    expect(whole()(textCell('三十'))).toMatchObject({ code: 'cell-number', params: { value: '三十' } });
    expect(whole()(textCell('5-8k'))).toMatchObject({ code: 'cell-number' });
    expect(whole()(textCell('1,23'))).toMatchObject({ code: 'cell-number' });
    expect(whole()(number(2.5))).toMatchObject({ code: 'cell-whole' });
    expect(whole({ min: 1 })(textCell('0'))).toMatchObject({ code: 'cell-below', params: { min: 1 } });
    expect(whole({ max: 9 })(textCell('10'))).toMatchObject({ code: 'cell-above', params: { max: 9 } });
    expect(decimal()(number(0.1 + 0.2))).toEqual(ok(0.3));
    expect(decimal()(textCell('.5'))).toEqual(ok(0.5));
    expect(decimal()(textCell('1e5'))).toMatchObject({ code: 'cell-number' });
  });

  it.each([
    [textCell('3.45%'), 34_500],
    [textCell('３．４５％'), 34_500],
    [textCell('3.45'), 34_500],
    [number(0.0345, '0.00%'), 34_500],
    [number(3.45), 34_500],
    [textCell('0.05%'), 500],
    [textCell('100 %'), 1_000_000],
    [textCell('0'), 0],
    [textCell('-1.5%'), -15_000],
  ])('read the percentage %j as parts per million', (cell, ppm) => {
    expect(percent()(cell)).toEqual(ok(ppm));
  });

  it('ask when a bare fraction may have lost its format, and refuse the rest', () => {
    expect(percent()(number(0.0345))).toMatchObject({ code: 'cell-percent-unclear', params: { percent: '3.45%' } });
    expect(percent()(textCell('LPR+10'))).toMatchObject({ code: 'cell-percent' });
    expect(percent()(textCell('3.45678%'))).toMatchObject({ code: 'cell-percent-fine' });
  });

  it('read every ppm value back from its text', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), (ppm) => {
        expect(percent()(number(ppm / 1_000_000, '0.00##%'))).toEqual(ok(ppm === 0 ? 0 : ppm));
      }),
    );
  });

  it('read yes and no', () => {
    for (const word of ['是', '有', '✓', '√', 'Y', 'ｙ', 'yes', '1', 'TRUE'])
      expect(yesNo()(textCell(word))).toEqual(ok(true));
    for (const word of ['否', '无', '×', 'N', 'no', '0', 'false']) expect(yesNo()(textCell(word))).toEqual(ok(false));
    expect(yesNo()({ text: 'TRUE', raw: true, kind: 'boolean' })).toEqual(ok(true));
    expect(yesNo()(textCell('也许'))).toMatchObject({ code: 'cell-yes-no' });
  });

  it('split lists', () => {
    expect(list()(textCell('机电；软件、会计,数控，机电 / 护理\n\n'))).toEqual(
      ok(['机电', '软件', '会计', '数控', '护理']),
    );
  });

  it('keep an 18-digit code only when it was stored as text', () => {
    expect(identifier18()(textCell(' 91440300ma5ｆ1234５x'))).toEqual(ok('91440300MA5F12345X'));
    expect(identifier18()(number(9.144030012345679e17))).toMatchObject({ code: 'code-stored-as-number' });
    expect(identifier18()(textCell('9.14403E+17'))).toMatchObject({ code: 'code-stored-as-number' });
    expect(identifier18()(textCell('123'))).toMatchObject({ code: 'cell-identifier', params: { length: 3 } });
  });

  it('wrap any parser of text', () => {
    const reader = parsed((value) => (value === '500万' ? read(5) : refuse('money', { value })));
    expect(reader(textCell(' 500万 '))).toEqual(ok(5));
    expect(reader(textCell('x'))).toMatchObject({ code: 'money' });
    expect(reader(EMPTY)).toEqual(ok(undefined));
  });
});
