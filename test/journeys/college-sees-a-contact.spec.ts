import { ClassAnswering } from '../../src/domains/talent/classes/class-answering.service.js';
import { Publishing } from '../../src/domains/talent/classes/publishing.service.js';
import { SeatConfirming } from '../../src/domains/talent/classes/seat-confirming.service.js';
import { Consent, Referral } from '../../src/matchmaking/referral.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { TalentTown } from '../factories/talent-town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

testDatabases('the contact of a firm in a class', (kind) => {
  let test: TestApp;
  let town: TalentTown;
  let at: string;
  const people = new Map<string, Visitor>();
  const as = (username: string): Visitor => people.get(username)!;
  const get = <T>(type: new (...args: never[]) => T): T => test.app.get(type);
  const mobile = '13912345678';
  const page = async (username: string) => (await as(username).get(at)).body;

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await TalentTown.build(test.app);
    for (const username of ['officer', 'college1', 'firm1', 'firm2', 'firm3']) {
      people.set(username, test.visitor());
      await as(username).signIn(username);
    }
    const contact = { contactName: '林工', contactTitle: '人事经理', contactMobile: mobile };
    const demands = [await town.demand(1, 10, contact), await town.demand(2, 12)] as const;
    const { planId, runId } = await town.plan(await town.programme(), new Map([[demands[0], 10], [demands[1], 12]])); // prettier-ignore
    const [classId = ''] = await get(Publishing).publish(town.actor('officer'), planId, runId);
    at = `/talent/classes/${classId}`;
    await get(ClassAnswering).accept(town.actor('college1'), classId, null);
  });
  afterAll(() => test.close());

  async function confirm(username: string, seats: number) {
    const actor = town.actor(username);
    const [row] = await get(Database).select<{ id: string; offerId: string }>(
      'SELECT r.id, r.offerId FROM referral r JOIN demand d ON d.id = r.demandId WHERE d.organisationId = ?',
      [actor.organisationId],
    );
    await get(SeatConfirming).confirm(actor, row!.offerId, row!.id, seats);
  }

  it('is not to be had, nor to be given, before the class is confirmed', async () => {
    expect((await as('firm1').get(`${at}/contact`)).status).toBe(409);
    expect((await as('firm1').post(`${at}/contact`)).status).toBe(409);
    await confirm('firm1', 10);
    await confirm('firm2', 12);
    for (const username of ['college1', 'firm2']) expect(await page(username)).not.toContain(mobile);
    expect(await page('college1')).toContain('甲工有限公司');
  });

  it('is shown to the college, and nobody else, once the firm agrees', async () => {
    expect(await page('firm1')).toContain(`${at}/contact`);
    const asked = await as('firm1').get(`${at}/contact`);
    expect(asked.body).toContain(`林工 · 人事经理 · <span class="num">${mobile}</span>`);
    expect(asked.body).toContain(
      '甲工有限公司（示例）同意服务中心把需求中填写的联系人姓名、职务和手机号提供给东海职业学院（示例）',
    );
    for (let click = 0; click < 2; click++) expect((await as('firm1').post(`${at}/contact`)).status).toBe(303);
    const consents = await get(Database).repo(Consent).find();
    expect(consents.map(({ purpose, textVersion }) => [purpose, textVersion])).toEqual([
      ['contact', 'contact-2026-11'],
    ]);
    expect(await page('college1')).toMatch(new RegExp(`林工 · 人事经理 <a class="num" href="tel:${mobile}">${mobile}`));
    for (const username of ['firm1', 'firm2']) expect(await page(username)).not.toContain(mobile);
    await test.drain();
    expect((await as('college1').get('/inbox')).body).toContain('有企业授权查看联系人');
    type Record = { members: { contact: object | null }[] };
    const { members } = (await as('college1').api('GET', `/api/v1${at}`)).json<Record>();
    expect(members.filter(({ contact }) => contact)).toMatchObject([{ contact: { name: '林工', mobile } }]);
  });

  it('goes again with the consent, with its time, and with the class', async () => {
    const program = test.visitor();
    await program.useToken('firm1');
    const away = await program.api('DELETE', `/api/v1${at}/contact-consent`);
    expect(away.status).toBe(204);
    expect(await page('college1')).not.toContain(mobile);
    const back = await program.api('POST', `/api/v1${at}/contact-consent`);
    expect(back.status).toBe(204);
    expect(await page('college1')).toContain(mobile);
    await get(Database).transaction(() =>
      get(Database).execute("UPDATE consent SET expiresOn = '2026-01-01' WHERE withdrawnAt IS NULL"),
    );
    expect(await page('college1')).not.toContain(mobile);
    await as('firm1').post(`${at}/contact`);
    expect(await page('college1')).toContain(mobile);
    expect((await as('firm1').post(`${at}/contact/withdrawal`)).status).toBe(303);
    expect(await page('college1')).not.toContain(mobile);
    expect(await get(Database).repo(Referral).count()).toBe(2);
  });

  it('is given by the firm alone', async () => {
    for (const username of ['college1', 'officer']) {
      expect((await as(username).get(`${at}/contact`)).status).toBe(403);
      expect((await as(username).post(`${at}/contact`)).status).toBe(403);
    }
    expect((await as('firm3').get(`${at}/contact`)).status).toBe(404);
    expect((await as('firm3').post(`${at}/contact`)).status).toBe(404);
  });
});
