import Handlebars from 'handlebars';
import { gzipSync } from 'node:zlib';
import { LOCALES, type Locale } from '../../src/platform/i18n/locale.js';
import { message } from '../../src/platform/i18n/message.js';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';
import { projectWords } from '../../src/platform/i18n/i18n.module.js';
import { Assets } from '../../src/platform/views/assets.js';
import type { FieldKind } from '../../src/platform/views/form-view.js';
import { kitData } from '../../src/platform/views/kit-data.js';
import { readTemplates } from '../../src/platform/views/template-files.js';
import { Views } from '../../src/platform/views/views.js';
import { sampleView } from './sample-view.js';
import { sources, withoutComments } from './sources.js';

const templates = readTemplates(projectFolder('templates'));
const words = projectWords();
const views = new Views(words, templates);
const assets = new Assets();
const now = sampleView('en').now;

/** Calls the visitor with every partial call and every bare `{{name}}` of a template. */
class Calls extends Handlebars.Visitor {
  readonly partials: string[] = [];
  readonly bare: string[] = [];

  override PartialStatement(node: hbs.AST.PartialStatement): void {
    this.add(node.name);
    super.PartialStatement(node);
  }
  override PartialBlockStatement(node: hbs.AST.PartialBlockStatement): void {
    this.add(node.name);
    super.PartialBlockStatement(node);
  }
  override MustacheStatement(node: hbs.AST.MustacheStatement): void {
    if (node.path.type === 'PathExpression' && node.params.length === 0)
      this.bare.push((node.path as hbs.AST.PathExpression).original);
    super.MustacheStatement(node);
  }
  private add(name: hbs.AST.PathExpression | hbs.AST.SubExpression): void {
    if (name.type === 'PathExpression') this.partials.push((name as hbs.AST.PathExpression).original);
  }
}

describe.each([...templates])('the template %s', (_name, source) => {
  const calls = new Calls();
  calls.accept(Handlebars.parse(source));

  test('calls partials that exist', () => {
    expect(calls.partials.filter((name) => name !== '@partial-block' && !templates.has(name))).toEqual([]);
  });

  test('never calls a helper where it means a value', () => {
    const withoutParams = ['csrf', 'clock'];
    expect(calls.bare.filter((name) => views.helperNames.includes(name) && !withoutParams.includes(name))).toEqual([]);
  });

  test('has no raw markup, inline style, handler or script', () => {
    expect(source).not.toMatch(/\{\{\{|\{\{&/);
    expect(source).not.toMatch(/\sstyle\s*=|\son[a-z]+\s*=|<style|javascript:|\s(?:data-)?hx-on/i);
    expect(source).not.toMatch(/<script(?![^>]*\ssrc="\{\{asset)/i);
  });

  test('gives every POST form its hidden fields', () => {
    const forms = source.match(/<form[^>]*method="post"[\s\S]*?<\/form>/g) ?? [];
    expect(forms.filter((form) => !form.includes('{{csrf}}'))).toEqual([]);
  });
});

describe('compiling', () => {
  const drawn = (source: string) => new Views(words, new Map([['pages/x', source]]));
  test('refuses an unknown helper', () => {
    expect(() => drawn('{{nonsense 1}}')).toThrow('nonsense');
  });
  test('a leaf partial sees only what it is handed, a block partial the page too', () => {
    const engine = new Views(
      words,
      new Map([
        ['leaf', '[{{a}}{{b}}]'],
        ['block', '({{a}}{{b}}{{> @partial-block}})'],
        ['pages/x', '{{> leaf b=2}}{{> leaf this}}{{#> block b=2}}{{a}}{{/block}}'],
      ]),
    );
    expect(engine.render('x', { a: 1 }, sampleView('en'))).toBe('[2][1](121)');
  });
});

describe.each(LOCALES)('drawn in %s', (locale) => {
  const kit = views.render('kit', kitData(now), sampleView(locale));

  test('the kit uses every partial', () => {
    const used = new Set<string>();
    const follow = (name: string): void => {
      if (used.has(name)) return;
      used.add(name);
      const calls = new Calls();
      calls.accept(Handlebars.parse(templates.get(name) ?? ''));
      calls.partials.forEach(follow);
    };
    follow('pages/kit');
    const called = [
      'error-summary',
      ...['input', 'prose', 'choice', 'select', 'choices', 'flag', 'file', 'hidden'].map((kind) => `field-${kind}`),
    ];
    called.forEach(follow); // by the helpers errorSummary and field
    const general = [...templates.keys()].filter((name) => !/^(pages|layouts)\//.test(name) && !name.includes('/'));
    expect(general.filter((name) => !used.has(name))).toEqual([]);
  });

  test('a page has its language, one h1 equal to its title, and unique ids', () => {
    expect(kit).toContain(`<html lang="${locale}">`);
    const heads = [...kit.matchAll(/<h1>([^<]*)<\/h1>/g)].map(([, text]) => text ?? '');
    expect(heads).toHaveLength(1);
    const title = /<title>([^<]*)<\/title>/.exec(kit)?.[1] ?? '';
    expect(title.endsWith(`${heads[0]} - ${words.t(locale, 'shell.product')}`)).toBe(true);
    expect(title.startsWith(words.t(locale, 'shell.errors', { count: 3 }))).toBe(true);
    const ids = [...kit.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    for (const [, id] of kit.matchAll(/<(?:label for|a href)="#?([\w-]+)"/g))
      if (kit.includes(`for="${id}"`)) expect(ids).toContain(id);
  });

  test('nothing is left undrawn', () => {
    expect(kit).not.toMatch(/undefined|\[object |NaN|\{\{/);
  });

  test.each([400, 401, 403, 404, 409, 413, 422, 429, 500, 503])('the page of %i', (status) => {
    const error = views.render('error', { status, traceId: 'abc' }, sampleView(locale));
    expect(error).toContain(words.t(locale, `problem.page.${status}.text`));
    expect(error).toContain('0595-12345');
    expect(error).not.toMatch(/undefined|\[object /);
  });

  test('a conflict shows both values', () => {
    const changes = [{ label: 'L', yours: { fen: 5_000_000 }, theirs: '<b>' }];
    const error = views.render('error', { status: 409, changes }, sampleView(locale));
    expect(error).toContain(locale === 'en' ? 'CNY 50,000' : '5 万元');
    expect(error).toContain('&lt;b&gt;');
  });
});

describe('escaping', () => {
  const nasty = '<img src=x onerror=alert(1)>"\'';
  const kinds: FieldKind[] = [
    'text',
    'prose',
    'wan',
    'percent',
    'whole',
    'day',
    'month',
    'choice',
    'choices',
    'flag',
    'mobile',
    'creditCode',
    'password',
    'file',
    'hidden',
  ];

  test.each(kinds)('of the field kind %s', (kind) => {
    const option = { value: nasty, label: nasty, hint: nasty };
    const field = {
      kind,
      label: nasty,
      hint: nasty,
      unit: nasty,
      value: nasty,
      error: nasty,
      options: [option, option],
    };
    const form = { key: 'x', errors: [nasty], fields: { [nasty]: field } };
    for (const compact of [true, false]) {
      const page = new Views(
        words,
        new Map([...templates, ['pages/x', `{{errorSummary form}}{{field form name compact=${compact}}}`]]),
      );
      const drawn = page.render('x', { form, name: nasty }, sampleView('en'));
      expect(drawn).not.toContain('<img');
      expect(drawn).toContain('&lt;img');
      expect(drawn.match(/onerror/g)?.length).toBe(drawn.match(/&lt;img src(?:=|&#x3D;)x onerror/g)?.length);
    }
  });

  test('of every text of the kit and of the shell', () => {
    const poison = (value: unknown): unknown => {
      if (typeof value === 'string') return `${value}${nasty}`;
      if (Array.isArray(value)) return value.map(poison);
      if (typeof value !== 'object' || value === null || value instanceof Date) return value;
      if ('key' in value && !('fields' in value)) return nasty;
      return Object.fromEntries(
        Object.entries(value).map(([key, child]) =>
          ['kind', 'day', 'start', 'direction', 'stage', 'verdict', 'key'].includes(key)
            ? [key, child]
            : [key, poison(child)],
        ),
      );
    };
    const view = sampleView('en', { flash: null, path: nasty, csrfToken: nasty, assetVersion: nasty });
    const shell = {
      actor: { name: nasty, organisationName: nasty, role: nasty },
      zone: { name: nasty, phone: nasty },
      demo: { ribbon: nasty },
    };
    const menu = [{ group: nasty, items: [{ href: nasty, label: nasty, icon: nasty }] }];
    const html = views.render('kit', poison(kitData(now)) as object, {
      ...view,
      ...shell,
      menu,
      tabs: menu[0]?.items ?? [],
    });
    expect(html).not.toContain('<img');
    expect(html.match(/&lt;img/g)?.length).toBeGreaterThan(100);
  });

  test('the passwords and files typed are never shown again', () => {
    for (const kind of ['password', 'file'] as const) {
      const form = { key: 'x', errors: [], fields: { a: { kind, label: 'A', value: 'typed-secret' } } };
      const page = new Views(words, new Map([...templates, ['pages/x', '{{field form "a"}}']]));
      expect(page.render('x', { form }, sampleView('en'))).not.toContain('typed-secret');
    }
  });
});

describe('values', () => {
  const draw = (source: string, data: object = {}, locale: Locale = 'zh-CN') =>
    new Views(words, new Map([['pages/x', source]]))
      .render('x', data, sampleView(locale))
      .replace(/<svg.*?<\/svg>/g, '');
  const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);

  test.each([
    ['{{wan v}}', 500_000_000, '500 万元'],
    ['{{wan v}}', 30_550_000, '30.55 万元'],
    ['{{wan v}}', 0, '0 万元'],
    ['{{wan v}}', null, '–'],
    ['{{wan v unit=false}}', 123_456_000_000, '123,456'],
    ['{{percent v}}', 34_500, '3.45%'],
    ['{{percent v digits=2}}', 41_000, '4.10%'],
    ['{{percent v}}', 920_000, '92%'],
    ['{{day v}}', null, '–'],
    ['{{show v}}', 12_345, '12,345'],
    ['{{show v}}', message('common.print'), '打印'],
  ])('%s of %p is %s', (source, v, expected) => {
    expect(draw(source, { v })).toBe(expected);
  });

  test('large sums are in 亿元 from 10,000 万元 on', () => {
    expect(draw('{{yi v}}', { v: 12_000_000_000 })).toBe('1.2 亿元');
    expect(draw('{{yi v}}', { v: 9_999_000_000 })).toBe('9,999 万元');
    expect(draw('{{yi v}}', { v: 12_000_000_000 }, 'en')).toBe('CNY 120,000,000');
  });

  test('days and instants are those of the business zone', () => {
    expect(draw('{{day v weekday=true}}', { v: '2026-11-23' })).toContain('2026-11-23 星期一');
    expect(draw('{{when v}}', { v: hours(-3) })).toMatch(
      /title="2026-11-23 06:12".*3 小时前.*class="abs num">2026-11-23 06:12/,
    );
    expect(draw('{{when v}}', { v: hours(-24) })).toBe(
      '<time class="num" datetime="2026-11-22T01:12:00.000Z">2026-11-22 09:12</time>',
    );
    expect(draw('{{when v}}', { v: hours(0.5) })).toContain('30 分钟后');
  });

  test.each([
    [hours(-28), 'bad', '超时 1 天 4 小时'],
    [hours(-48), 'bad', '超时 2 天'],
    [hours(-6), 'bad', '超时 6 小时'],
    [hours(3.5), 'warn', '还剩 3 小时'],
    [hours(0.2), 'warn', '还剩 12 分钟'],
    [hours(50), 'mute', '还剩 2 天'],
  ])('a deadline at %p is %s: %s', (at, tone, text) => {
    const drawn = draw('{{deadline at}}', { at });
    expect(drawn).toContain(`class="tag ${tone}"`);
    expect(drawn).toContain(`<span class="rel">${text}</span><span class="abs`);
  });

  test('a deadline that was kept, missed or stopped has no clock', () => {
    expect(draw('{{deadline at done=done}}', { at: hours(1), done: hours(-1) })).toContain('按时完成');
    expect(draw('{{deadline at done=done}}', { at: hours(-2), done: hours(-1) })).toContain('超时完成');
    expect(draw('{{deadline at paused=true}}', { at: hours(-2) })).toContain('计时暂停');
  });

  test('a bar is drawn to scale', () => {
    const bar = new Views(words, new Map([['pages/x', '{{bar v max=40 mark=25 label="L"}}']])).render(
      'x',
      { v: [10, 50] },
      sampleView('en'),
    );
    expect(bar).toContain('class="b1" x="0" width="100"');
    expect(bar).toContain('class="b2" x="100" width="300"');
    expect(bar).toContain('M250 0V18');
  });
});

describe('assets', () => {
  const weight = (name: string) => gzipSync(assets.files.get(name) ?? '').length;
  test('are light', () => {
    expect(weight('qx.css')).toBeLessThan(12 * 1024);
    expect(weight('qx.js')).toBeLessThan(3 * 1024);
    expect(weight('qx.js') + weight('htmx.js')).toBeLessThan(20 * 1024);
    expect(weight('icons.svg')).toBeGreaterThan(100);
  });

  test('use nothing newer than Chromium 92', () => {
    const css = sources('templates/assets', '.css').map(withoutComments).join('\n');
    expect(css).not.toMatch(
      /@layer|:has\(|oklch|light-dark|color-mix|\binset:|\d(dvh|svh|lvh)\b|@container|&:|:is\([^)]*:has/,
    );
  });

  test('have every icon that templates and kit name', () => {
    const sprite = String(assets.files.get('icons.svg'));
    const named = [...templates.values()].flatMap((source) =>
      [...source.matchAll(/(?:icon |icon=|symbol=|symbol )"(\w+)"/g)].map(([, name]) => name),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !sprite.includes(`id="${name}"`))).toEqual([]);
  });
});
