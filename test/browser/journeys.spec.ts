import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser } from 'playwright-core';
import { Database } from '../../src/platform/database/database.js';
import { buildTown, type Town } from '../factories/town.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TEST_PASSWORD } from '../support/visitor.js';
import { Person } from './person.js';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const withChromium = existsSync(executablePath) ? describe : describe.skip; // scripts/test.mjs says so

const GO = 'main .btn.pri';

withChromium('one need from the phone to the money, in Chromium', () => {
  let test: TestApp;
  let town: Town;
  let browser: Browser;
  let origin: string;
  const people: Person[] = [];
  let enterprise: Person;
  let officer: Person;
  let bank: Person;
  let need: string;

  const arrive = async (username: string, width: number, height: number): Promise<Person> => {
    const person = await Person.at(browser, origin, width, height);
    await person.signIn(username, TEST_PASSWORD);
    people.push(person);
    return person;
  };

  beforeAll(async () => {
    test = await openTestApp();
    town = await buildTown(test.app);
    await test.app.listen(0, '127.0.0.1');
    origin = `http://127.0.0.1:${(test.app.getHttpServer().address() as AddressInfo).port}`;
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-proxy-server']; // prettier-ignore
    browser = await chromium.launch({ executablePath, args });
    enterprise = await arrive('enterprise1', 390, 844);
    officer = await arrive('officer', 1366, 768);
    bank = await arrive('bank1', 1366, 768);
  });
  afterAll(async () => {
    await browser?.close();
    await test?.close();
  });

  it('an enterprise files on a phone: four pages, few fields', async () => {
    await enterprise.open('/financing/needs/new');
    await enterprise.choose('financingKind', 'working-capital');
    await enterprise.choose('purpose', 'materials');
    await enterprise.click(GO);
    await enterprise.fill('amount', '500');
    await enterprise.choose('termMonths', '24');
    await enterprise.choose('guarantees', 'credit');
    await enterprise.click(GO);
    await enterprise.fill('contactName', '陈海岚');
    await enterprise.fill('contactMobile', '13800000001');
    await enterprise.choose('receivers', town.donghu.id);
    await enterprise.click(GO);
    await enterprise.click(GO);
    expect(enterprise.path).toMatch(/\/received$/);
    need = enterprise.path.replace(/\/received$/, '');
    expect([enterprise.clicks, enterprise.fields]).toEqual([4, 8]);
  });

  it('an officer verifies, matches and refers from the workbench in five clicks or fewer, typing nothing', async () => {
    await officer.open('/w');
    await officer.click(`main a[href="${need}/verification"]`);
    await officer.click('main [name=_action][value=pass]');
    await officer.click('.sendbar .btn.pri');
    await officer.click(GO);
    expect(officer.path).toBe(`${need}/sent`);
    expect(officer.fields).toBe(0);
    expect(officer.clicks).toBeLessThanOrEqual(5);
    expect(await officer.page.locator('main li').count()).toBeGreaterThan(0);
  });

  it('a bank accepts from its work list in two clicks, and quotes', async () => {
    await bank.open('/w');
    const referral = 'main a[href*="/financing/referrals/"]';
    await bank.click(referral);
    await bank.click('main form[action$="/acceptance"] button');
    expect([bank.clicks, bank.fields]).toEqual([2, 0]);
    const [row] = await test.app
      .get(Database)
      .select<{ state: string }>("SELECT state FROM referral WHERE state = 'accepted'");
    expect(row?.state).toBe('accepted');
    await bank.click('main a[href$="/quote"]');
    await bank.fill('amount', '500');
    await bank.fill('rate', '3.6');
    await bank.fill('termMonths', '24');
    await bank.choose('repayment', 'interest-first');
    await bank.fill('guarantee', '信用');
    await bank.fill('validUntil', '2026-12-31');
    await bank.click(GO);
    expect(bank.path).not.toMatch(/\/quote$/);
  });

  it('the enterprise compares and chooses; the money is reported and confirmed', async () => {
    await enterprise.open(`${need}/quotes`);
    await enterprise.click('main a.btn.pri');
    await enterprise.click(GO);
    await bank.page.reload();
    await bank.click('main a[href$="/signing"]');
    await bank.fill('amount', '500');
    await bank.fill('rate', '3.6');
    await bank.fill('signedOn', '2026-11-23');
    await bank.fill('contractTail', '0421');
    await bank.click(GO);
    await bank.click('main a[href$="/payouts/new"]');
    await bank.fill('amount', '500');
    await bank.fill('paidOn', '2026-11-23');
    await bank.fill('rate', '3.6');
    await bank.click(GO);
    await enterprise.open('/w');
    await enterprise.click('main a[href$="/confirmation"]');
    await enterprise.choose('confirmation', 'same');
    await enterprise.click(GO);
    const [row] = await test.app.get(Database).select<{ state: string }>('SELECT state FROM disbursement');
    expect(row?.state).toBe('confirmed');
  });

  it('a file with errors is checked, shown row by row, and nothing is brought in', async () => {
    await officer.open('/imports/new?kind=enterprises');
    await officer.page.setInputFiles('main input[type=file]', {
      name: '企业.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('企业名称,统一社会信用代码\n甲公司,123\n'),
    });
    await officer.click(GO);
    await test.drain();
    await officer.open(officer.path);
    expect(await officer.page.locator('main').textContent()).toMatch(
      /现在还没有写入系统[\s\S]*应为 18 位，现在是 3 位/,
    );
    const [count] = await test.app
      .get(Database)
      .select<{ n: unknown }>("SELECT COUNT(*) AS n FROM organisation WHERE name = '甲公司'");
    expect(Number(count?.n)).toBe(0);
  });

  it('mends a sheet on the page, takes a guess with one tap, imports what is good and takes it back', async () => {
    const line = (amount: string) =>
      `${town.lanhai.creditCode},${amount},流动资金贷款,原料采购/备货,陈海岚,13800000001`;
    const sheet = [
      '统一社会信用代码,金额（万元）,融资方式,资金用途,联系人,联系电话',
      line('8000000'),
      line('三十'),
      line('41'),
    ];
    for (const width of [1366, 390]) {
      const person = width === 390 ? await arrive('officer', 390, 844) : officer;
      await person.open('/imports/new?kind=needs');
      const file = { name: '走访.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet.join('\r\n')) };
      await person.page.setInputFiles('main input[type=file]', file);
      await person.click(GO);
      expect(await person.page.locator('main').textContent()).toContain('8,000,000 万元，是不是 800 万元？');
      // Enter checks what was typed; it takes no guess.
      await person.page.locator('input.mend').nth(1).fill('42');
      await Promise.all([person.page.waitForEvent('load'), person.page.locator('input.mend').nth(1).press('Enter')]);
      expect(
        await person.page.locator('input.mend').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value)),
      ).toEqual(['8000000']);
      await person.click('button[name=fix]');
      expect(await person.page.locator('input.mend').count()).toBe(0);
      await person.click('.sendbar button[value=commit]');
      expect(await person.page.locator('main').textContent()).toContain('已导入 3 行');
      await person.click('main a[href$="/undo"]');
      await person.click('main form button');
      expect(await person.page.locator('main').textContent()).toContain('已撤销 3 行');
    }
  });

  it('too many wrong passwords lock the account, and say for how long', async () => {
    const stranger = await Person.at(browser, origin, 390, 844);
    people.push(stranger);
    await stranger.open('/sign-in');
    for (let i = 0; i < 6; i++) {
      await stranger.page.fill('[name=username]', 'bank2');
      await stranger.page.fill('[name=password]', `wrong horse ${i}`);
      await stranger.click('form[action^="/sign-in"] button');
    }
    expect(await stranger.page.locator('main').textContent()).toMatch(/分钟/);
    await stranger.page.fill('[name=username]', 'bank2');
    await stranger.page.fill('[name=password]', TEST_PASSWORD);
    await stranger.click('form[action^="/sign-in"] button');
    expect(stranger.path).toBe('/sign-in');
  });

  it('no page on the way had an accessibility fault, an overflow, a console error or a policy violation', () => {
    expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
