import fc from 'fast-check';
import { checkCreditCode, makeCreditCode, normaliseCreditCode } from './credit-code.js';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Published codes of large organisations: valid, and the same with its last character changed. */
const published = [
  ['华为技术有限公司', '914403001922038216', '914403001922038217'],
  ['腾讯科技(深圳)有限公司', '9144030071526726XG', '9144030071526726XH'],
  ['深圳市腾讯计算机系统有限公司', '91440300708461136T', '91440300708461136U'],
  ['阿里巴巴(中国)有限公司', '91330100799655058B', '91330100799655058C'],
  ['中国工商银行股份有限公司', '91100000100003962T', '91100000100003962U'],
  ['中国建设银行股份有限公司', '911100001000044477', '911100001000044478'],
  ['中国银行股份有限公司', '911000001000013428', '911000001000013429'],
  ['招商银行股份有限公司', '9144030010001686XA', '9144030010001686XB'],
  ['兴业银行股份有限公司', '91350000158142711F', '91350000158142711G'],
  ['贵州茅台酒股份有限公司', '9152000071430580XT', '9152000071430580XU'],
  ['宁德时代新能源科技股份有限公司', '91350900587527783P', '91350900587527783Q'],
  ['比亚迪股份有限公司', '91440300192317458F', '91440300192317458G'],
  ['清华大学', '12100000400000624D', '12100000400000624E'],
  ['北京大学', '12100000400002259P', '12100000400002259Q'],
  ['GB 32100 worked example', '91350100M000100Y43', '91350100M000100Y44'],
] as const;

describe('checkCreditCode', () => {
  it.each(published)('accepts the code of %s', (_name, code) =>
    expect(checkCreditCode(code)).toEqual({ ok: true, value: code }),
  );
  it.each(published)('notices the changed last character of %s', (_name, _code, wrong) =>
    expect(checkCreditCode(wrong)).toEqual({ ok: false, code: 'check-18' }),
  );
  it.each([
    ['lower case', '9144030071526726xg'],
    ['blanks', ' 9144 0300 7152 6726XG '],
    ['full width', '９１４４０３００７１５２６７２６ＸＧ'],
  ])('forgives %s', (_what, code) => expect(checkCreditCode(code)).toEqual({ ok: true, value: '9144030071526726XG' }));
  it.each([
    ['transposed digits', '914403001922308216', 'check-9'],
    ['a wrong digit in the region', '914403011922038216', 'check-18'],
    ['the letter I', '9144030071526726IG', 'letter'],
    ['the letter Z for a check', '91350100M000100Y4Z', 'letter'],
    ['a hyphen', '91440300-922038216', 'letter'],
    ['a letter among the region digits', '91350A00M000100Y43', 'region'],
    ['17 characters', '91440300192203821', 'length'],
    ['the old 15-digit registration number', '350500100012345', 'length'],
    ['nothing', '　', 'empty'],
    ['an exponent', '9.14403E+17', 'stored-as-number'],
    ['an exponent in lower case', '9.14403001922038e17', 'stored-as-number'],
    ['digits lost behind the 15th', '914403001922038000', 'stored-as-number'],
    ['a number', Number('914403001922038216'), 'stored-as-number'],
  ] as const)('names %s', (_what, code, fault) => expect(checkCreditCode(code)).toEqual({ ok: false, code: fault }));

  it('notices every single changed character and every swap of neighbours', () => {
    const code = '91350900587527783P';
    for (let at = 0; at < 18; at++) {
      for (const other of ALPHABET.replace(code.charAt(at), '')) {
        expect(checkCreditCode(code.slice(0, at) + other + code.slice(at + 1)).ok).toBe(false);
      }
      const swapped = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
      if (swapped !== code) expect(checkCreditCode(swapped).ok).toBe(false);
    }
  });
});

describe('makeCreditCode', () => {
  it('computes both check characters', () => {
    expect(makeCreditCode('91350100', 'M000100Y')).toBe('91350100M000100Y43');
    expect(makeCreditCode('91440300', '71526726')).toBe('9144030071526726XG');
  });
  it('makes only codes that pass', () => {
    const text = (alphabet: string, length: number) =>
      fc
        .array(fc.constantFrom(...alphabet.split('')), { minLength: length, maxLength: length })
        .map((chars) => chars.join(''));
    fc.assert(
      fc.property(text('0123456789', 6), text(ALPHABET, 8), (region, organisation) => {
        const code = makeCreditCode(`91${region}`, organisation);
        expect(checkCreditCode(code)).toEqual({ ok: true, value: code });
      }),
    );
  });
  it.each([
    ['9135010', 'M000100Y'],
    ['91350100', 'M000100I'],
    ['9135O100', 'M000100Y'],
  ])('refuses %s %s', (first, organisation) => expect(() => makeCreditCode(first, organisation)).toThrow(RangeError));
});

describe('normaliseCreditCode', () => {
  it('is the form to search by', () => expect(normaliseCreditCode('９1350100m000100y43 ')).toBe('91350100M000100Y43'));
});
