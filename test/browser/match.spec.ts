import axe from 'axe-core';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { buildTown, criterion, fileNeed, productOf, shelve } from '../factories/town.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TEST_PASSWORD } from '../support/visitor.js';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const withChromium = existsSync(executablePath) ? describe : describe.skip;
const SIZES = [
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
];

withChromium('the match page in Chromium', () => {
  let test: TestApp;
  let browser: Browser;
  let context: BrowserContext;
  let origin: string;
  let need: string;

  beforeAll(async () => {
    test = await openTestApp();
    const town = await buildTown(test.app);
    const officer = town.actor('officer');
    const paper = criterion('annualInvoiced', 'gte', 1);
    await shelve(test.app, officer, productOf(town.donghu, 'Papers', { criteria: [paper] }));
    await shelve(test.app, officer, productOf(town.donghu, 'Far', { criteria: [criterion('staff', 'gte', 9_999)] }));
    need = `/financing/needs/${await fileNeed(test.app, town)}`;
    await test.app.listen(0, '127.0.0.1');
    origin = `http://127.0.0.1:${(test.app.getHttpServer().address() as AddressInfo).port}`;
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
    browser = await chromium.launch({
      executablePath,
      args: [...args, '--disable-component-update', '--disable-sync', '--no-proxy-server'],
    });
    context = await browser.newContext({ locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(`${origin}/sign-in`);
    await page.fill('[name=username]', 'officer');
    await page.fill('[name=password]', TEST_PASSWORD);
    await Promise.all([page.waitForURL(`${origin}/w`), page.press('[name=password]', 'Enter')]);
    await page.close();
  });
  afterAll(async () => {
    await browser?.close();
    await test?.close();
  });

  const pages = ['match', 'consents'];
  it.each(pages)('%s: axe, overflow and policy at both sizes', async (name) => {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.goto(`${origin}${need}/${name}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
      expect(await page.locator('h1').count()).toBe(1);
      for (const folded of await page.locator('main details').all())
        await folded.evaluate((details) => details.setAttribute('open', ''));
      expect(await violations(page)).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is sent with three clicks, none of them typed: refer, confirm, and the receipt', async () => {
    const page = await context.newPage();
    await page.goto(`${origin}${need}/match`);
    expect(await page.locator('.sendbar [data-count]').textContent()).toBe('2');
    await page.locator('.mc.sel [data-pick]').first().uncheck();
    expect(await page.locator('.sendbar [data-count]').textContent()).toBe('1');
    await Promise.all([page.waitForURL('**/send?**'), page.locator('.sendbar .btn.pri').click()]);
    await Promise.all([page.waitForURL('**/sent'), page.locator('main .btn.pri').click()]);
    expect(await page.locator('main li').count()).toBe(1);
    await page.close();
  });
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() =>
    (
      globalThis as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
