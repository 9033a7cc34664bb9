import axe from 'axe-core';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type Page } from 'playwright-core';
import { message } from '../../src/platform/i18n/message.js';
import type { Locale } from '../../src/platform/i18n/locale.js';
import { projectWords } from '../../src/platform/i18n/i18n.module.js';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';
import { Assets, CONTENT_SECURITY_POLICY } from '../../src/platform/views/assets.js';
import { kitData } from '../../src/platform/views/kit-data.js';
import { Views } from '../../src/platform/views/views.js';
import { sampleView } from '../architecture/sample-view.js';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
/** Set to keep what the pages look like as PNG files. */
const pictures = process.env.KIT_PICTURES;
const TYPES: Record<string, string> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };
const WIDTHS = [320, 390, 1366];

const withChromium = existsSync(executablePath) ? describe : describe.skip;

withChromium('the component kit in Chromium', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    server = serveKit();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
    browser = await chromium.launch({
      executablePath,
      args: [...args, '--disable-component-update', '--disable-sync'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  const looks = [
    ['kit', 'zh-CN', false],
    ['kit', 'zh-CN', true],
    ['kit', 'en', false],
    ['error', 'zh-CN', false],
    ['error', 'en', true],
  ] as const;

  test.each(looks)('%s in %s (large text: %s): axe, policy, overflow', async (name, locale, big) => {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    const complaints = listen(page);
    const address = `${origin}/${name}?${new URLSearchParams({ locale, big: big ? '1' : '' })}`;
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width > 720 ? 768 : 844 });
      await page.goto(address);
      expect({ width, wide: await overflowing(page) }).toEqual({ width, wide: [] });
      if (pictures) {
        const file = `${pictures}/${name}-${locale}${big ? '-big' : ''}-${width}`;
        await page.screenshot({ path: `${file}.png` });
        await page.screenshot({ path: `${file}-full.png`, fullPage: true });
      }
      if (width !== 320) expect({ width, violations: await violations(page) }).toEqual({ width, violations: [] });
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('icons of the sprite are drawn under the policy', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/kit`);
    const sizes = await page.$$eval('.side svg.i use', (uses) =>
      uses.map((use) => (use as SVGUseElement).getBBox().width),
    );
    expect(sizes).toHaveLength(5);
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    await page.close();
  });

  test('picks drive the count, the bulk bar, select-all and the send button', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/kit`);
    const bulk = page.locator('.bulk');
    expect(await bulk.isVisible()).toBe(false);
    await page.locator('[data-all]').check();
    expect(await bulk.isVisible()).toBe(true);
    expect(await bulk.locator('[data-count]').textContent()).toBe('7');
    const send = page.locator('.sendbar [data-need-pick]');
    expect(await send.getAttribute('aria-disabled')).toBe('false');
    await page.locator('.mc [data-pick]').uncheck();
    expect(await send.getAttribute('aria-disabled')).toBe('true');
    expect(await page.locator('.mc.sel').count()).toBe(0);
    await page.close();
  });

  test('the error summary is focused first, and a slash goes to the search', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/kit`);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('errs');
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('search');
    await page.keyboard.type('a/b');
    expect(await page.inputValue('#search')).toBe('a/b');
    await page.close();
  });

  test('a changed draft is saved after 20 s, and an idle reader is warned two minutes before the end', async () => {
    const page = await browser.newPage();
    await page.clock.install();
    await page.goto(`${origin}/kit`);
    await page.fill('#title', 'x');
    const saving = page.waitForRequest((request) => request.method() === 'POST');
    await page.clock.runFor(20_000);
    expect((await saving).postData()).toMatch(/_csrf=token&.*title=x/);
    await page.waitForFunction(() => /\d\d:\d\d/.test(document.querySelector('[data-saved]')?.textContent ?? ''));
    const idle = page.locator('[data-idle]');
    await page.clock.runFor(1679_000);
    expect(await idle.isVisible()).toBe(false);
    await page.clock.runFor(2_000);
    expect(await idle.isVisible()).toBe(true);
    await page.close();
  });

  test('without scripts the bulk bar is there and nothing useless is shown', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/kit`);
    expect(await page.locator('.bulk').isVisible()).toBe(true);
    expect(await page.locator('[data-print]').isVisible()).toBe(false);
    await context.close();
  });
});

function serveKit(): Server {
  const assets = new Assets();
  const views = Views.from(projectFolder('templates'), projectWords());
  return createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    const asset = pathname.startsWith('/assets/') ? assets.files.get(pathname.slice('/assets/'.length)) : undefined;
    if (asset) {
      response.setHeader('Content-Type', TYPES[pathname.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
      return response.end(asset);
    }
    const view = sampleView((searchParams.get('locale') ?? 'zh-CN') as Locale, {
      big: searchParams.get('big') === '1',
    });
    const data =
      pathname === '/error'
        ? {
            status: 404,
            title: message('problem.page.404'),
            traceId: '4bf92f3577b34da6',
            caseNumber: 'RZ-2026-000138',
            backHref: '/needs',
          }
        : kitData(view.now);
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    return response.end(views.render(pathname === '/error' ? 'error' : 'kit', data, view));
  });
}

/** What the browser complains about: errors of scripts and refusals of the policy. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => {
    if (line.type() === 'error' || line.text().includes('Content Security Policy')) complaints.push(line.text());
  });
  return complaints;
}

/** The elements that push the page wider than the window. */
async function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName}.${element.getAttribute('class')}`);
  });
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() =>
    (
      globalThis as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
