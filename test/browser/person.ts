import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDTHS = [390, 1366];

/** Somebody at a browser whose clicks and filled-in fields are counted, and whose every page is looked at closely. */
export class Person {
  clicks = 0;
  /** Fields filled in or chosen. */
  fields = 0;
  readonly complaints: string[] = [];
  private readonly seen = new Set<string>();

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly origin: string,
  ) {}

  static async at(browser: Browser, origin: string, width: number, height: number): Promise<Person> {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width, height }, hasTouch: width < 700 });
    await context.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', (event) => console.error(`CSP ${event.violatedDirective}`)),
    );
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const person = new Person(page, context, origin);
    page.on('pageerror', (error) => person.complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (line) => {
      // The browser itself notes every page that comes back with 4xx: a refused form is no fault.
      if (line.type() === 'error' && !/status of 4(09|22)/.test(line.text()))
        person.complaints.push(`${page.url()}: ${line.text()}`);
    });
    return person;
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.page.goto(`${this.origin}/sign-in`);
    await this.page.fill('[name=username]', username);
    await this.page.fill('[name=password]', password);
    await Promise.all([
      this.page.waitForURL((url) => url.pathname !== '/sign-in'),
      this.page.press('[name=password]', 'Enter'),
    ]);
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.origin + path);
    await this.look();
  }

  async fill(name: string, value: string): Promise<void> {
    this.fields++;
    await this.page.fill(`main [name="${name}"]`, value);
  }

  async choose(name: string, value: string): Promise<void> {
    this.fields++;
    const select = this.page.locator(`main select[name="${name}"]`);
    if (await select.count()) await select.selectOption(value);
    else await this.page.locator(`main [name="${name}"][value="${value}"]`).check();
  }

  /** Clicks what leads to another page, waits for it, and looks at it. */
  async click(selector: string): Promise<void> {
    this.clicks++;
    await Promise.all([this.page.waitForEvent('load'), this.page.locator(selector).first().click()]);
    await this.look();
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  close(): Promise<void> {
    return this.context.close();
  }

  /** Accessibility and width of the page as it stands, once a page. */
  private async look(): Promise<void> {
    const name = `${this.path.replace(/[\da-f]{8}-[\da-f-]{27}/g, ':id')} ${await this.page.title()}`;
    if (this.seen.has(name)) return;
    this.seen.add(name);
    const size = this.page.viewportSize()!;
    for (const width of WIDTHS) {
      await this.page.setViewportSize({ ...size, width });
      const wide = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) this.complaints.push(`${name}: ${wide} px too wide at ${width}`);
    }
    await this.page.setViewportSize(size);
    for (const violation of await violations(this.page)) this.complaints.push(`${name}: ${violation}`);
  }
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    (rules) =>
      (
        globalThis as unknown as {
          axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe.run({ runOnly: rules }),
    RULES,
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
