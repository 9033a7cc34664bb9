import { Choosing } from '../../src/domains/financing/deals/choosing.service.js';
import { Quoting } from '../../src/domains/financing/deals/quoting.service.js';
import { Withdrawing } from '../../src/domains/financing/needs/withdrawing.service.js';
import { Products } from '../../src/domains/financing/products/products.service.js';
import { Answering } from '../../src/domains/financing/referrals/answering.service.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { Consenting } from '../../src/matchmaking/consenting.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Candidate, MatchRun } from '../../src/matchmaking/match-run.entity.js';
import { Offer } from '../../src/matchmaking/offer.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { aQuote } from '../attacks/busy-town.js';
import { buildTown, fileNeed, productOf, shelve, type Town } from '../factories/town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const WAN = 1_000_000;

testDatabases('a product whose total runs out', (kind) => {
  let test: TestApp;
  let town: Town;
  let offer: Offer;
  let [first, second, small]: string[] = [];
  const people = new Map<string, Visitor>();
  const as = (name: string): Visitor => people.get(name)!;
  const get = <T>(type: new (...args: never[]) => T): T => test.app.get(type);
  const db = (): Database => test.app.get(Database);
  const productInput = (capacity: number) => productOf(town.donghu, '额度贷', { capacity, criteria: [] });

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    offer = await shelve(test.app, town.actor('officer'), productInput(600 * WAN));
    for (const name of ['officer', 'enterprise1', 'enterprise2', 'bank1', 'bank2']) {
      people.set(name, test.visitor());
      await as(name).signIn(name);
    }
    first = await fileNeed(test.app, town, 'listed', { amount: 500 * WAN });
    second = await fileNeed(test.app, town, 'listed', { amount: 400 * WAN }, 'enterprise2');
    small = await fileNeed(test.app, town, 'listed', { amount: 100 * WAN }, 'enterprise2');
    await test.drain();
  });
  afterAll(() => test.close());

  /** How the stored run of a need says that it stands to the product, and what made that run. */
  async function standing(id: string | undefined): Promise<{ run: string; status: string; trigger: string }> {
    const { latestRunId } = await db().repo(Demand).findOneByOrFail({ id });
    const run = await db()
      .repo(MatchRun)
      .findOneByOrFail({ id: latestRunId ?? '' });
    const { status } = await db().repo(Candidate).findOneByOrFail({ runId: run.id, offerId: offer.id });
    return { run: run.id, status, trigger: run.trigger };
  }
  const matchOf = async (name: string, id: string | undefined) =>
    (await as(name).get(`/financing/needs/${id}/match?all=1`)).body.replaceAll(/\s+/g, ' ');
  const record = async (name: string) => (await as(name).api('GET', `/api/v1/financing/products/${offer.id}`)).json();

  async function chosen(id: string | undefined, owner: string, amount: number): Promise<string> {
    const need = id ?? '';
    await get(Consenting).give(town.actor(owner), need, [town.donghu.id]);
    const [made] = await get(Referring).refer(town.actor('officer'), need, [offer.id]);
    await get(Answering).accept(town.actor('bank1'), made!.id);
    const quote = await get(Quoting).quote(town.actor('bank1'), made!.id, { ...aQuote, amount });
    await get(Choosing).choose(town.actor(owner), need, quote.id);
    return made!.id;
  }

  it('fits as long as enough is left, and no longer than that', async () => {
    const before = [await standing(first), await standing(second), await standing(small)];
    expect(before.map(({ status }) => status)).toEqual(['eligible', 'eligible', 'eligible']);
    expect(await matchOf('enterprise2', second)).toContain('剩余额度够 400 万元');
    const referral = await chosen(first, 'enterprise1', 500 * WAN);
    await test.drain();

    expect(await standing(second)).toMatchObject({ status: 'near', trigger: 'offer-changed' });
    expect(await standing(small)).toEqual(before[2]); // 100 万元 are left: nothing moved for it
    const page = await matchOf('enterprise2', second);
    expect(page).toContain('剩余额度 100 万元，不足 400 万元');
    expect(page).toContain('金额改为 50–100 万元即全部符合');
    expect(await matchOf('officer', small)).toMatch(/<dt>剩余额度<\/dt><dd>100 万元/);
    const enough = await matchOf('enterprise2', small);
    expect(enough).toContain('剩余额度够 100 万元');
    expect(enough).not.toContain('<dt>剩余额度</dt>');

    await as('bank1').post(`/financing/referrals/${referral}/release`, { reason: 'institution' });
    await test.drain();
    expect(await standing(second)).toMatchObject({ status: 'eligible', trigger: 'offer-changed' });
    expect((await standing(first)).status).toBe('eligible');
    expect((await standing(small)).run).toBe(before[2]!.run);
  });

  it('is used up for everybody when less is left than it lends at least', async () => {
    const officer = town.actor('officer');
    const edit = async (capacity: number) => {
      const { version } = await db().repo(Offer).findOneByOrFail({ id: offer.id });
      await get(Products).edit(officer, offer.id, productInput(capacity), version);
      await test.drain();
    };
    await chosen(first, 'enterprise1', 500 * WAN);
    await edit(540 * WAN);
    for (const need of [second, small]) {
      expect(await standing(need)).toMatchObject({ status: 'ineligible', trigger: 'offer-changed' });
      expect(await matchOf('enterprise2', need)).toContain('额度已用完：余下的不足最低金额');
    }
    await expect(get(Referring).refer(officer, small ?? '', [offer.id])).rejects.toMatchObject({
      code: 'offer-does-not-fit',
    });
    await edit(600 * WAN);
    expect((await standing(small)).status).toBe('eligible');
    await edit(500 * WAN);
    expect((await standing(small)).status).toBe('ineligible');

    await get(Withdrawing).withdrawConsent(town.actor('enterprise1'), first ?? '', town.donghu.id);
    await test.drain();
    expect((await db().repo(Offer).findOneByOrFail({ id: offer.id })).taken).toBe(0);
    expect([(await standing(second)).status, (await standing(small)).status]).toEqual(['eligible', 'eligible']);
  });

  it('says what is left to its own bank and the centre, and to nobody else', async () => {
    await chosen(small, 'enterprise2', 100 * WAN);
    for (const name of ['bank1', 'officer']) {
      const page = (await as(name).get(`/financing/products/${offer.id}`)).body;
      expect([page.includes('已占用'), page.includes('400 万元')]).toEqual([true, true]);
      expect(await record(name)).toMatchObject({ capacity: 500 * WAN, left: 400 * WAN });
    }
    for (const name of ['bank2', 'enterprise2']) {
      expect((await as(name).get(`/financing/products/${offer.id}`)).body).not.toContain('已占用');
      expect(await record(name)).toMatchObject({ left: null });
    }
  });
});
