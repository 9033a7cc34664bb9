import fc from 'fast-check';
import { amountParts, fen, formatPercent, formatWan, parsePercent, parseWan, ppm, unitGuess } from './money.js';

const wan = (amount: number) => fen(amount * 1_000_000);

describe('parseWan', () => {
  it.each([
    ['500', wan(500)],
    ['500万', wan(500)],
    ['500万元', wan(500)],
    ['500 万元', wan(500)],
    ['500w', wan(500)],
    ['5,000,000 元', wan(500)],
    ['5000000元', wan(500)],
    ['￥5,000,000元', wan(500)],
    ['人民币500万元', wan(500)],
    ['500万元人民币', wan(500)],
    ['５００', wan(500)],
    ['５，０００，０００元', wan(500)],
    ['1.2亿', wan(12_000)],
    ['1.2亿元', wan(12_000)],
    ['3百万', wan(300)],
    ['2千万元', wan(2000)],
    ['800千元', wan(80)],
    ['0', wan(0)],
    ['+12', wan(12)],
    ['.5', fen(500_000)],
    ['12.', wan(12)],
    ['0.000001', fen(1)],
    ['39999.99', fen(39_999_990_000)],
    ['0.29', fen(290_000)],
    ['1.10000000', fen(1_100_000)],
    ['9007199254.740991', fen(Number.MAX_SAFE_INTEGER)],
  ])('%s', (text, value) => expect(parseWan(text)).toEqual({ ok: true, value }));

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['¥', 'empty'],
    ['五百万', 'not-a-number'],
    ['约500', 'not-a-number'],
    ['.', 'not-a-number'],
    ['1.2.3', 'not-a-number'],
    ['5,00', 'not-a-number'],
    ['1,0000', 'not-a-number'],
    ['-5', 'negative'],
    ['-5万元', 'negative'],
    ['500万美元', 'unit'],
    ['500-800万', 'not-a-number'],
    ['500constructor', 'unit'],
    ['0.0000001', 'too-precise'],
    ['0.001元', 'too-precise'],
    ['9007199254.740992', 'too-large'],
    ['1e3', 'unit'],
  ])('%s fails with %s', (text, code) => expect(parseWan(text)).toEqual({ ok: false, code }));

  it('reads back exactly every amount written out with six decimals', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        const digits = String(value).padStart(7, '0');
        expect(parseWan(`${digits.slice(0, -6)}.${digits.slice(-6)}`)).toEqual({ ok: true, value });
      }),
    );
  });
});

describe('formatWan', () => {
  it.each([
    [wan(500), '500 万元'],
    [wan(5000), '5,000 万元'],
    [wan(1_234_567), '1,234,567 万元'],
    [fen(1_234_500_000), '1,234.5 万元'],
    [fen(1_005_000), '1.01 万元'],
    [fen(1_004_999), '1 万元'],
    [fen(1), '0 万元'],
    [fen(-1), '0 万元'],
    [fen(-12_500_000), '-12.5 万元'],
    [fen(Number.MAX_SAFE_INTEGER), '9,007,199,254.74 万元'],
    [wan(12_000), '12,000 万元'],
  ])('%d fen is %s', (value, text) => expect(formatWan(value)).toBe(text));

  it.each([
    [wan(12_000), '1.2 亿元'],
    [wan(10_000), '1 亿元'],
    [wan(9_999), '9,999 万元'],
    [wan(-25_550), '-2.56 亿元'],
  ])('in tiles %d fen is %s', (value, text) => expect(formatWan(value, { tiles: true })).toBe(text));

  it('takes the words of another language', () => {
    const units = { wan: '× RMB 10,000', yi: '× RMB 100m' };
    expect(formatWan(wan(12_000), { tiles: true, units })).toBe('1.2 × RMB 100m');
  });

  it('gives number and unit apart, for columns that name the unit once', () => {
    expect(amountParts(wan(1500))).toEqual({ number: '1,500', unit: 'wan' });
  });
});

describe('unitGuess', () => {
  const usual = { min: wan(10), max: wan(5000) };
  it('takes 5,000,000 万元 for 500 万元 typed in 元', () => expect(unitGuess(wan(5_000_000), usual)).toBe(wan(500)));
  it('takes 500 元 for 500 万元', () => expect(unitGuess(fen(50_000), usual)).toBe(wan(500)));
  it('asks nothing inside the usual range', () => expect(unitGuess(wan(5000), usual)).toBeNull());
  it('has no guess when neither unit makes sense', () => expect(unitGuess(wan(6000), usual)).toBeNull());
  it('has no guess for nothing', () => expect(unitGuess(wan(0), usual)).toBeNull());
});

describe('percent', () => {
  it.each([
    ['3.45', 34_500],
    ['3.45%', 34_500],
    ['３．４５ ％', 34_500],
    ['3.1', 31_000],
    ['-5%', -50_000],
    ['0.0001', 1],
    ['1,200%', 12_000_000],
  ])('%s', (text, value) => expect(parsePercent(text)).toEqual({ ok: true, value }));

  it.each([
    ['', 'empty'],
    ['三', 'not-a-number'],
    ['3.45‰', 'unit'],
    ['3.00001', 'too-precise'],
    ['99999999999999', 'too-large'],
  ])('%s fails with %s', (text, code) => expect(parsePercent(text)).toEqual({ ok: false, code }));

  it.each([
    [34_500, '3.45%'],
    [30_000, '3%'],
    [34_567, '3.46%'],
    [-50_000, '-5%'],
    [12_000_000, '1,200%'],
  ])('%d ppm is shown as %s', (value, text) => expect(formatPercent(value)).toBe(text));
  it('shows more decimals on request', () => expect(formatPercent(ppm(34_567), { decimals: 4 })).toBe('3.4567%'));
});

describe('fen and ppm', () => {
  it('refuse what is no exact integer', () => {
    expect(() => fen(0.5)).toThrow(RangeError);
    expect(() => ppm(Number.MAX_SAFE_INTEGER + 1)).toThrow(RangeError);
  });
});
