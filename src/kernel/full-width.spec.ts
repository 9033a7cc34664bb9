import { collapseSpaces, toHalfWidth } from './full-width.js';

describe('toHalfWidth', () => {
  it.each([
    ['５００，０００．５', '500,000.5'],
    ['９１３５０１００Ｍ', '91350100M'],
    ['￥５００％', '¥500%'],
    ['鲤城　高新区', '鲤城 高新区'],
    ['已是 half', '已是 half'],
  ])('%s becomes %s', (full, half) => expect(toHalfWidth(full)).toBe(half));
});

describe('collapseSpaces', () => {
  it('trims and joins runs of white space', () => expect(collapseSpaces('  仲\t 旭\n妮 ')).toBe('仲 旭 妮'));
  it('drops zero-width characters', () => expect(collapseSpaces('\u200b914\u200b403\ufeff')).toBe('914403'));
});
