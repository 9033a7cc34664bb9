import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser } from 'playwright-core';
import { crc32, deflateSync } from 'node:zlib';
import { Audit } from '../../src/platform/audit/audit.service.js';
import { Files } from '../../src/platform/files/files.service.js';
import { buildTown, fileNeed } from '../factories/town.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TEST_PASSWORD } from '../support/visitor.js';
import { Person } from './person.js';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const withChromium = existsSync(executablePath) ? describe : describe.skip;

/** A grey picture of this size. */
function picture(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const rows = Buffer.alloc((width + 1) * height, 0x99);
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0;
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

withChromium('labels and previews in Chromium', () => {
  let test: TestApp;
  let browser: Browser;
  let officer: Person;
  let enterprise: Person;
  let need: string;
  const looks = async () =>
    (await test.app.get(Audit).of('demand', need)).filter(({ action }) => action === 'view').length;

  beforeAll(async () => {
    test = await openTestApp();
    const town = await buildTown(test.app);
    need = await fileNeed(test.app, town, 'listed');
    await fileNeed(test.app, town, 'listed', { amount: 90_000_000 });
    const owner = town.actor('enterprise1');
    const place = { type: 'demand', id: need, organisationId: owner.organisationId };
    await test.app.get(Files).store(owner, { name: '厂房.png', bytes: picture(640, 480) }, place);
    await test.app.listen(0, '127.0.0.1');
    const origin = `http://127.0.0.1:${(test.app.getHttpServer().address() as AddressInfo).port}`;
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
    browser = await chromium.launch({
      executablePath,
      args: [...args, '--disable-component-update', '--disable-sync', '--no-proxy-server'],
    });
    officer = await Person.at(browser, origin, 1366, 768);
    await officer.signIn('officer', TEST_PASSWORD);
    enterprise = await Person.at(browser, origin, 390, 844);
    await enterprise.signIn('enterprise1', TEST_PASSWORD);
  });
  afterAll(async () => {
    await browser?.close();
    await test?.close();
  });

  it('an officer labels two needs at once and finds them by it', async () => {
    await officer.open('/financing/needs');
    for (const box of await officer.page.locator('main [name=id]').all()) await box.check();
    await officer.fill('label', '重点跟进');
    await officer.click('[formaction="/financing/needs/labels"][value=add]');
    expect(await officer.page.locator('main').innerText()).toContain('加标签“重点跟进”：2 条办好');
    await officer.open(`/financing/needs?label=${encodeURIComponent('重点跟进')}`);
    expect(await officer.page.locator('main tbody tr').count()).toBe(2);
    expect(await officer.page.locator('main tbody .tag', { hasText: '重点跟进' }).count()).toBe(2);
  });

  it('an officer is recorded for the picture that is opened, not for the page', async () => {
    await officer.open(`/financing/needs/${need}`);
    await officer.page.waitForLoadState('networkidle');
    expect(await looks()).toBe(0);
    await officer.page.locator('#files summary').click();
    const image = officer.page.locator('img.thumb');
    await image.scrollIntoViewIfNeeded();
    await expect(image.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth))).resolves.toBe(
      640,
    );
    expect(await looks()).toBe(1);
  });

  it('the enterprise sees it with its page, on a phone, and no label', async () => {
    await enterprise.open(`/financing/needs/${need}`);
    const image = enterprise.page.locator('img.thumb');
    await image.scrollIntoViewIfNeeded();
    await expect(image.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth))).resolves.toBe(
      640,
    );
    expect(await looks()).toBe(1);
    expect(await enterprise.page.locator('main').innerText()).not.toContain('重点跟进');
  });

  it('without a complaint of the browser or of axe, at both widths', () => {
    expect([...officer.complaints, ...enterprise.complaints]).toEqual([]);
  });
});
