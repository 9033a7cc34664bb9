import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCatalogue } from './catalogue.js';
import { chooseLocale } from './locale.js';
import { Words } from './words.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'words-'));
  for (const locale of ['zh-CN', 'en']) mkdirSync(join(folder, locale));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, texts: unknown) => writeFileSync(join(folder, path), JSON.stringify(texts));

describe('words', () => {
  test('join the files of a language under dotted keys', () => {
    write('zh-CN/a.json', { 'need.title': 'N: {{number}}' });
    write('zh-CN/b.json', { 'need.title.hint': 'H' });
    const words = new Words({ folder, missing: () => undefined });
    expect(words.t('zh-CN', 'need.title', { number: '<RZ-1>' })).toBe('N: <RZ-1>');
    expect(words.t('zh-CN', 'need.title.hint')).toBe('H');
  });

  test('choose the plural by count', () => {
    write('en/a.json', { n_one: '{{count}} item', n_other: '{{count}} items' });
    const words = new Words({ folder, missing: () => undefined });
    expect([1, 2].map((count) => words.t('en', 'n', { count }))).toEqual(['1 item', '2 items']);
  });

  test('a missing key is told once, and never filled from the other language', () => {
    write('zh-CN/a.json', { x: 'X' });
    const told: string[] = [];
    const words = new Words({ folder, missing: (locale, key) => told.push(`${locale} ${key}`) });
    expect([words.t('en', 'x'), words.t('en', 'x')]).toEqual(['x', 'x']);
    expect(words.has('en', 'x')).toBe(false);
    expect(told).toEqual(['en x']);
  });

  test('a missing key can be made to throw every time', () => {
    const words = new Words({
      folder,
      missing: (_locale, key) => {
        throw new Error(key);
      },
    });
    expect(() => words.t('en', 'gone')).toThrow('gone');
    expect(() => words.t('en', 'gone')).toThrow('gone');
  });

  test('a key in two files, or a text that is none, is refused', () => {
    write('en/a.json', { x: '1' });
    write('en/b.json', { x: '2' });
    expect(() => readCatalogue(join(folder, 'en'))).toThrow('already stands');
    write('zh-CN/a.json', { x: { y: '1' } });
    expect(() => readCatalogue(join(folder, 'zh-CN'))).toThrow('not a text');
  });
});

describe('the locale', () => {
  test.each([
    [{ setting: 'en', cookie: 'zh-CN', acceptLanguage: 'zh' }, 'en'],
    [{ setting: null, cookie: 'en', acceptLanguage: 'zh' }, 'en'],
    [{ cookie: 'xx', acceptLanguage: 'fr, en-GB;q=0.8, zh;q=0.9' }, 'zh-CN'],
    [{ acceptLanguage: 'en-US,en;q=0.9' }, 'en'],
    [{ acceptLanguage: 'en;q=0, fr' }, 'zh-CN'],
    [{}, 'zh-CN'],
  ])('%j reads %s', (wishes, expected) => {
    expect(chooseLocale(wishes)).toBe(expected);
  });
});
