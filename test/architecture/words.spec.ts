import { readCatalogue, type Catalogue } from '../../src/platform/i18n/catalogue.js';
import { LOCALES } from '../../src/platform/i18n/locale.js';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';
import { sources, withoutComments } from './sources.js';
import { askedWords } from './template-words.js';
import { DYNAMIC_WORDS, HAN_ALLOWED, HAN_IN_ENGLISH, PARAMS_MAY_DIFFER } from './word-exceptions.js';

const catalogues = LOCALES.map((locale) => readCatalogue(projectFolder('config/locales', locale)));
const [chinese, english] = catalogues as [Catalogue, Catalogue];
const templates = sources('templates', '.hbs');
const code = sources('src', '.ts').filter(({ path }) => !path.endsWith('.spec.ts'));

/** Plural forms are one key to those who ask for it. */
const asked = (key: string): string => key.replace(/_(one|other)$/, '');
const keys = new Set(Object.keys(chinese).map(asked));
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}|\{(\w+)\}/g)].map(([all]) => all).sort();
/** Every text in quotes anywhere in the code or in the settings. */
const quoted = new Set(
  [...code, ...sources('config', '.json').filter(({ path }) => !path.startsWith('config/locales/'))].flatMap((source) =>
    [...withoutComments(source).matchAll(/(['"`])([^'"`\n]+)\1/g)].map(([, , text]) => text ?? ''),
  ),
);

describe('the words', () => {
  test('are there in both languages', () => {
    expect([...new Set(Object.keys(english).map(asked))].sort()).toEqual([...keys].sort());
    expect(keys.size).toBeGreaterThan(100);
  });

  test('have the plural forms their language needs', () => {
    const plurals = Object.keys(english).filter((key) => key.endsWith('_one'));
    for (const key of plurals) {
      expect(english).toHaveProperty([key.replace(/_one$/, '_other')]);
      expect(chinese).toHaveProperty([key.replace(/_one$/, '_other')]);
    }
  });

  test('take the same params in both languages', () => {
    const params = (catalogue: Catalogue, key: string) =>
      placeholders(catalogue[key] ?? catalogue[`${key}_other`] ?? '');
    const differing = [...keys]
      .filter((key) => !(key in PARAMS_MAY_DIFFER))
      .filter((key) => String(params(chinese, key)) !== String(params(english, key)));
    expect(differing).toEqual([]);
  });

  test('are never empty, and English ones never Chinese', () => {
    const empty = catalogues.flatMap((catalogue) => Object.keys(catalogue).filter((key) => !catalogue[key]?.trim()));
    expect(empty).toEqual([]);
    const foreign = Object.keys(english).filter((key) => /\p{Script=Han}/u.test(english[key] ?? ''));
    expect(foreign.filter((key) => !(key in HAN_IN_ENGLISH))).toEqual([]);
  });

  test('exist wherever a template asks for one', () => {
    const missing = templates.flatMap(({ path, text }) => {
      const { keys: whole, prefixes } = askedWords(text);
      const begun = prefixes.filter((prefix) => ![...keys].some((key) => key.startsWith(prefix)));
      return [...whole.filter((key) => !keys.has(key)), ...begun].map((key) => `${path}: ${key}`);
    });
    expect(missing).toEqual([]);
  });

  test('exist wherever the code asks for one', () => {
    const calls = /\b(?:message\(|\.t\([^,()]+,|redirect\([^,()]+,)\s*'([^']+)'/g;
    const missing = code.flatMap((source) =>
      [...withoutComments(source).matchAll(calls)]
        .map(([, key]) => key ?? '')
        .filter((key) => !keys.has(key))
        .map((key) => `${source.path}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  test('are all used', () => {
    const asking = templates.map(({ text }) => askedWords(text));
    const whole = new Set(asking.flatMap((words) => words.keys));
    const begun = [...asking.flatMap(({ prefixes }) => prefixes), ...Object.keys(DYNAMIC_WORDS)];
    const used = (key: string) => whole.has(key) || quoted.has(key) || begun.some((prefix) => key.startsWith(prefix));
    expect([...keys].filter((key) => !used(key))).toEqual([]);
  });

  test('stand in the catalogues only: no Han characters in code and templates', () => {
    const found = [...code, ...sources('templates', '.hbs', '.css', '.js')]
      .filter(({ path }) => !(path in HAN_ALLOWED) && !path.startsWith('templates/mails/'))
      .flatMap((source) =>
        withoutComments(source)
          .split('\n')
          .flatMap((line, i) => (/\p{Script=Han}/u.test(line) ? [`${source.path}:${i + 1}: ${line.trim()}`] : [])),
      );
    expect(found).toEqual([]);
  });
});

describe('the scanners', () => {
  test('tell comments from strings', () => {
    const text = "a; // 注\n/* 释\n */ const b = 'http://x/* 字 */';";
    const rest = withoutComments({ path: 'a.ts', text });
    expect(rest).not.toMatch(/[注释]/);
    expect(rest).toContain("'http://x/* 字 */'");
    expect(rest.split('\n')).toHaveLength(3);
    expect(withoutComments({ path: 'a.hbs', text: '{{!-- 注 --}}<p>字</p>' }).trim()).toBe('<p>字</p>');
  });

  test('see the words of templates', () => {
    const template = '{{#> x a=(t "a.b" n=1)}}{{t "c" d "e"}}{{/x}}{{> y z=(columns "p" "q:n" "r")}}{{t key}}';
    expect(askedWords(template)).toMatchObject({ keys: ['a.b', 'p.q', 'p.r'], prefixes: ['c.'] });
  });
});
