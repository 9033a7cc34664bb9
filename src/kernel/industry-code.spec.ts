import { isUnderIndustry, normaliseIndustryCode, sectionOf } from './industry-code.js';

describe('normaliseIndustryCode', () => {
  it.each([
    ['C3976', '3976'],
    ['c39', '39'],
    [' 651 ', '651'],
    ['C', 'C'],
    ['M39', null],
    ['3', null],
    ['98', null],
    ['00', null],
    ['39761', null],
    ['电子', null],
    ['', null],
  ])('%s becomes %s', (text, code) => expect(normaliseIndustryCode(text)).toBe(code));
});

describe('sectionOf', () => {
  it.each([
    ['01', 'A'],
    ['05', 'A'],
    ['06', 'B'],
    ['43', 'C'],
    ['44', 'D'],
    ['6513', 'I'],
    ['70', 'K'],
    ['85', 'Q'],
    ['97', 'T'],
    ['K', 'K'],
    ['98', null],
  ])('%s lies in %s', (code, section) => expect(sectionOf(code)).toBe(section));
});

describe('isUnderIndustry', () => {
  it.each([
    ['3976', '3976', true],
    ['3976', '397', true],
    ['3976', '39', true],
    ['3976', 'C', true],
    ['39', '3976', false],
    ['3976', '38', false],
    ['3976', 'I', false],
    ['C', '39', false],
  ])('%s under %s: %s', (code, ancestor, under) => expect(isUnderIndustry(code, ancestor)).toBe(under));
});
