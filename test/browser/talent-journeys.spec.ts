import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser } from 'playwright-core';
import { PlanRunner } from '../../src/domains/talent/plans/plan-runner.js';
import { Database } from '../../src/platform/database/database.js';
import { demandWorkbook, visitLines } from '../factories/demand-sheets.js';
import { freshCode } from '../factories/need-sheets.js';
import { TalentTown } from '../factories/talent-town.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TEST_PASSWORD } from '../support/visitor.js';
import { Person } from './person.js';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const withChromium = existsSync(executablePath) ? describe : describe.skip; // scripts/test.mjs says so

const GO = 'main .btn.pri';

withChromium('from a sheet of posts to a class, in Chromium', () => {
  let test: TestApp;
  let town: TalentTown;
  let browser: Browser;
  let origin: string;
  const people: Person[] = [];
  let officer: Person;
  let college: Person;

  const arrive = async (username: string, width: number, height: number): Promise<Person> => {
    const person = await Person.at(browser, origin, width, height);
    await person.signIn(username, TEST_PASSWORD);
    people.push(person);
    return person;
  };
  const count = async (sql: string) => Number((await test.app.get(Database).select<{ n: unknown }>(sql))[0]?.n);

  beforeAll(async () => {
    test = await openTestApp();
    town = await TalentTown.build(test.app);
    await test.app.listen(0, '127.0.0.1');
    origin = `http://127.0.0.1:${(test.app.getHttpServer().address() as AddressInfo).port}`;
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-proxy-server']; // prettier-ignore
    browser = await chromium.launch({ executablePath, args });
    officer = await arrive('officer', 1366, 768);
    college = await arrive('college1', 1366, 768);
  });
  afterAll(async () => {
    await browser?.close();
    await test?.close();
  });

  it('an officer imports 48 posts: four clicks, six rows mended where they stand', async () => {
    const code = town.firms[0]?.creditCode ?? '';
    const buffer = await demandWorkbook(visitLines(code, freshCode(1)), { noted: false });
    await officer.open('/imports/new');
    await officer.click('main a[href="/imports/new?kind=demands"]');
    await officer.page.setInputFiles('main input[type=file]', {
      name: '用人.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer,
    });
    await officer.click(GO);
    expect(await officer.page.locator('main').textContent()).toMatch(/妇女权益保障法第四十三条/);
    const mended: [RegExp, string][] = [
      [/数控加工/, '460103'],
      [/女/, '无'],
      [/^4$/, '12'],
      [/高小/, '专科'],
      [/1386000/, '13860001111'],
      [/E\+17$/, code],
      [/2028-13/, '2028-11'],
      [/900/, '4900'],
    ];
    for (const input of await officer.page.locator('input.mend').all()) {
      const typed = await input.inputValue();
      const [, text] = mended.find(([is]) => is.test(typed)) ?? [];
      if (text === undefined) throw new Error(`nothing mends ${typed}`);
      await input.fill(text);
    }
    await officer.click('.sendbar button[value=commit]');
    expect(await officer.page.locator('main').textContent()).toContain('先导入 46 行');
    await officer.click('.sendbar button[value=commit]');
    expect(await officer.page.locator('main').textContent()).toContain('已导入 46 行');
    expect(officer.clicks).toBeLessThanOrEqual(4);
    expect(await count("SELECT COUNT(*) AS n FROM demand WHERE domain = 'talent' AND state = 'submitted'")).toBe(46);
  });

  it('a college says to the pool that it would open a class, in two clicks', async () => {
    await town.programme();
    for (const firm of [1, 2, 3, 4]) await town.demand(firm, 9);
    await town.demand(2, 4, { title: '鞋样设计师' }, ['480104']);
    await college.open('/talent/pool');
    await college.click('main a[href="/talent/pool/460103"]');
    await college.choose('kind', 'interested');
    await college.click(GO);
    expect(await college.page.locator('main').textContent()).toContain('愿意开班');
    expect([college.clicks, college.fields]).toEqual([2, 1]);
    await officer.open('/talent/pool');
  });

  it('an officer asks for a plan, compares, and sends it: four clicks, every demand without a seat with its reason', async () => {
    officer.clicks = 0;
    await officer.open('/talent/plans/new');
    await officer.click(GO);
    const plan = officer.path;
    await test.app.get(PlanRunner).run();
    await officer.open(plan);
    const gaps = await officer.page.locator('main').textContent();
    expect(gaps).toMatch(/鞋样设计师[^]*专业缺口/);
    expect(gaps).toContain('愿意开班');
    await officer.click('main a[href$="/compare"]');
    await officer.click('main a[href$="/send"]');
    await officer.click('main form .btn.pri');
    expect(officer.clicks).toBeLessThanOrEqual(4);
    expect(await count("SELECT COUNT(*) AS n FROM order_class WHERE state = 'consulting'")).toBe(1);
  });

  it('the college accepts in two clicks, and a firm confirms its seats in two taps', async () => {
    college.clicks = 0;
    await college.open('/w');
    await college.click('main a[href*="/talent/classes/"]');
    await college.click('main form[action$="/acceptance"] button');
    expect(college.clicks).toBe(2);
    const firm = await arrive('firm1', 390, 844);
    await firm.open('/talent/classes');
    await firm.page.locator('main a[href*="/talent/classes/"].ttl').first().click();
    await firm.page.waitForLoadState();
    await firm.click('main a[href*="/seats/"]');
    await firm.click('main form .btn.pri');
    expect([firm.clicks, firm.fields]).toEqual([2, 0]);
    expect(await count("SELECT COUNT(*) AS n FROM talent_referral WHERE stage = 'confirmed'")).toBe(1);
  });

  it('no page on the way had an accessibility fault, an overflow, a console error or a policy violation', () => {
    expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
