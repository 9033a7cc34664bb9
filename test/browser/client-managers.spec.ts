import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser } from 'playwright-core';
import { Consenting } from '../../src/matchmaking/consenting.js';
import { buildTown, fileNeed } from '../factories/town.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TEST_PASSWORD } from '../support/visitor.js';
import { Person } from './person.js';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const withChromium = existsSync(executablePath) ? describe : describe.skip;

withChromium('client managers in Chromium', () => {
  let test: TestApp;
  let browser: Browser;
  let officer: Person;
  let bank: Person;

  beforeAll(async () => {
    test = await openTestApp();
    const town = await buildTown(test.app);
    const consent = async (urgency: string, receivers: string[]) => {
      const need = await fileNeed(test.app, town, 'listed', { urgency });
      if (receivers.length > 0) await test.app.get(Consenting).give(town.actor('enterprise1'), need, receivers);
    };
    await consent('normal', [town.donghu.id]);
    await consent('urgent', [town.donghu.id]);
    await consent('normal', []);
    await test.app.listen(0, '127.0.0.1');
    const origin = `http://127.0.0.1:${(test.app.getHttpServer().address() as AddressInfo).port}`;
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
    browser = await chromium.launch({
      executablePath,
      args: [...args, '--disable-component-update', '--disable-sync', '--no-proxy-server'],
    });
    officer = await Person.at(browser, origin, 1366, 768);
    await officer.signIn('officer', TEST_PASSWORD);
    bank = await Person.at(browser, origin, 390, 844);
    await bank.signIn('bank1', TEST_PASSWORD);
  });
  afterAll(async () => {
    await browser?.close();
    await test?.close();
  });

  it('a bank names one on a phone, in three fields', async () => {
    await bank.open('/financing/client-managers');
    await bank.click('main a[href="/financing/client-managers/new"]');
    await bank.page.locator('main [name=userId]').first().check();
    await bank.fill('caseLimit', '1');
    await bank.page.locator('main [name=products]').first().check();
    await bank.click('main form .btn.pri');
    expect(await bank.page.locator('main').innerText()).toContain('0 / 1 件');
    await bank.click('main tbody a');
  });

  it('an officer sees both policies, picks one and confirms it in three clicks', async () => {
    await officer.open('/financing/assignments');
    await officer.click('main form .btn.pri');
    expect(await officer.page.locator('main').innerText()).toContain('更急，名额已占');
    await officer.click('main a[href$="policy=welfare"]');
    expect(await officer.page.locator('main [data-pick]').count()).toBe(1);
    await officer.page.locator('main [data-pick]').uncheck();
    expect(await officer.page.locator('main [data-count]').innerText()).toBe('0');
    await officer.page.locator('main [data-pick]').check();
    await officer.click('.sendbar .btn.pri');
    expect(await officer.page.locator('main').innerText()).toContain('已推送');
    expect(officer.clicks).toBe(3);
    await officer.open('/financing/assignments');
  });

  it('the client manager finds it on the desk', async () => {
    await bank.open('/w?view=mine');
    expect(await bank.page.locator('main').innerText()).toContain('海岚光电');
  });

  it('without a complaint of the browser or of axe, at both widths', () => {
    expect([...officer.complaints, ...bank.complaints]).toEqual([]);
  });
});
