import { EnterpriseProfile } from '../../src/directory/profile/profile.entity.js';
import { financingModel } from '../../src/domains/financing/matching/fact-model.js';
import { FinancingMatching } from '../../src/domains/financing/matching/matching.service.js';
import { FinancingNeed } from '../../src/domains/financing/needs/need.entity.js';
import { matchOffer, OfferCatalogue } from '../../src/domains/financing/products/offer-catalogue.js';
import { Tier } from '../../src/domains/financing/products/product.entity.js';
import { Products } from '../../src/domains/financing/products/products.service.js';
import { Seats } from '../../src/domains/talent/classes/seats.js';
import { TalentMatching } from '../../src/domains/talent/matching/talent-matching.service.js';
import { match } from '../../src/kernel/matching/match.js';
import { Random } from '../../src/kernel/matching/spec/random.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { MatchRun } from '../../src/matchmaking/match-run.entity.js';
import { CriterionRow, Offer } from '../../src/matchmaking/offer.entity.js';
import { Rematch } from '../../src/matchmaking/rematch.js';
import { pairTexts, storedPairTexts } from '../../src/matchmaking/stored-pairs.js';
import { BusinessClock } from '../../src/platform/clock/business-clock.js';
import { Database } from '../../src/platform/database/database.js';
import { criterion, fileNeed, productOf, shelve, tier } from '../factories/town.js';
import { TalentTown } from '../factories/talent-town.js';
import { TwoServers } from '../races/two-servers.js';
import { testDatabases } from '../support/databases.js';

const WAN = 1_000_000;
const EDITS = 1000;
const guarantees = ['credit', 'ip-pledge', 'house-mortgage'];

testDatabases('a match follows every edit', (kind) => {
  let zone: TwoServers;
  let db: Database;

  beforeAll(async () => {
    zone = await TwoServers.open(kind);
    db = zone.first.app.get(Database);
    for (let at = 0; at < 5; at++) {
      const tiers = [tier({ maxAmount: (200 + at * 100) * WAN }), tier({ key: 'pledge', guarantees: ['ip-pledge'] })];
      const asks = [criterion('establishedOn', 'older-than', 12 + at * 12), criterion('taxGrade', 'gte', 'B')];
      const bank = at % 2 ? zone.town.donghu : zone.town.qingyuan;
      const input = productOf(bank, `试配 ${at}`, { tiers: tiers.map((one) => ({ ...one })), criteria: asks });
      await shelve(zone.first.app, zone.town.actor('officer'), input);
    }
    for (let at = 0; at < 4; at++) {
      const change = { amount: (100 + at * 120) * WAN, avoidedInstitutions: at === 2 ? [zone.town.qingyuan.id] : null };
      await fileNeed(zone.first.app, zone.town, 'listed', change, at % 2 ? 'enterprise1' : 'enterprise2');
    }
    await zone.first.drain();
  });
  afterAll(() => zone.close());

  const open = () => db.repo(Demand).find({ where: { domain: 'financing', state: 'listed' }, order: { id: 'ASC' } });

  /** By the plain evaluator, from nothing but the tables. */
  async function rebuilt(demand: Demand): Promise<string[]> {
    const need = await db.repo(FinancingNeed).findOneByOrFail({ demandId: demand.id });
    const facts = await zone.first.app.get(FinancingMatching).facts(demand, need);
    const shelf = await zone.first.app.get(OfferCatalogue).onShelf();
    const offers = [...shelf.offers.values()]
      .filter(({ offer }) => !need.avoidedInstitutions?.includes(offer.organisationId))
      .map((entry) => matchOffer(entry, null));
    const today = zone.first.app.get(BusinessClock).today();
    return pairTexts(match(financingModel, facts, offers, today).pairs);
  }

  async function stored(demands: readonly Demand[]): Promise<Map<string, string[]>> {
    const runs = await storedPairTexts(
      db,
      demands.map(({ latestRunId }) => latestRunId ?? ''),
    );
    return new Map(demands.map(({ id, latestRunId }) => [id, runs.get(latestRunId ?? '') ?? []]));
  }

  /** The demands of which some stored pair, or the order of the pairs, is not what it would be now. */
  async function outdated(): Promise<string[]> {
    const demands = await open();
    const said = await stored(demands);
    const found: string[] = [];
    for (const demand of demands)
      if (JSON.stringify(said.get(demand.id)) !== JSON.stringify(await rebuilt(demand))) found.push(demand.id);
    return found;
  }

  async function editOffer(random: Random, offer: Offer): Promise<void> {
    const of = { offerId: offer.id, revision: offer.revision };
    const tierChanges: Partial<Tier>[] = [
      { maxAmount: random.int(1, 12) * 100 * WAN },
      { minAmount: random.int(0, 5) * 50 * WAN },
      { maxTerm: random.pick([6, 12, 24, 36, null]) },
      { rateFrom: random.pick([30_000, 34_500, 38_500, null]) },
      { guarantees: random.some(guarantees).slice(0, 2) },
    ];
    const [age, grade] = [random.int(0, 100), random.pick(['D', 'C', 'M', 'B', 'A'])];
    const what = random.pick(['state', 'age', 'grade', 'tier', 'tier', 'room'] as const);
    if (what === 'state') offer.state = offer.state === 'on-shelf' ? 'paused' : 'on-shelf';
    if (what === 'age')
      await db.repo(CriterionRow).update({ ...of, factKey: 'establishedOn' }, { value: age as never });
    if (what === 'grade') await db.repo(CriterionRow).update({ ...of, factKey: 'taxGrade' }, { value: grade as never });
    if (what === 'tier') await db.repo(Tier).update({ ...of, key: 'credit' }, random.pick(tierChanges));
    const room = { capacity: random.pick([null, 300 * WAN, 800 * WAN]), taken: random.int(0, 9) * 50 * WAN };
    await db.repo(Offer).update({ id: offer.id }, { state: offer.state, ...(what === 'room' && room) });
  }

  async function editNeed(random: Random, demandId: string): Promise<void> {
    const changes: Partial<FinancingNeed>[] = [
      { amount: random.int(1, 100) * 10 * WAN },
      { termMonths: random.pick([6, 12, 24, 36, null]) },
      { guarantees: random.some(guarantees) },
    ];
    await db.repo(FinancingNeed).update({ demandId }, random.pick(changes));
  }

  it('a product that its bank edits comes back with new runs where it moves, and with none elsewhere', async () => {
    const { app } = zone.first;
    const asks = [criterion('staff', 'gte', 1)];
    const input = productOf(zone.town.donghu, '只收大额', { tiers: [tier({ minAmount: 900 * WAN, guarantees: null })], criteria: asks }); // prettier-ignore
    const offer = await shelve(app, zone.town.actor('officer'), input);
    await zone.first.drain();
    const before = new Map((await open()).map(({ id, latestRunId }) => [id, latestRunId]));
    const moved = [...before.keys()].slice(0, 2);
    await db.transaction(async () => {
      for (const [id] of before) await db.repo(FinancingNeed).update({ demandId: id }, { amount: (moved.includes(id) ? 700 : 300) * WAN }); // prettier-ignore
    });
    for (const id of before.keys()) await app.get(FinancingMatching).run(id, 'demand-changed');
    const settled = new Map((await open()).map(({ id, latestRunId }) => [id, latestRunId]));
    const current = await db.repo(Offer).findOneByOrFail({ id: offer.id });
    const wider = { ...input, tiers: [tier({ minAmount: 600 * WAN, guarantees: null })] };
    await app.get(Products).edit(zone.town.actor('officer'), offer.id, wider, current.version);
    await zone.first.drain();
    const after = (await open()).filter(({ id, latestRunId }) => settled.get(id) !== latestRunId);
    expect(after.map(({ id }) => id)).toEqual(moved.toSorted());
    const runs = await Promise.all(
      after.map(({ latestRunId }) => db.repo(MatchRun).findOneByOrFail({ id: latestRunId ?? '' })),
    );
    expect(runs.map(({ trigger }) => trigger)).toEqual(['offer-changed', 'offer-changed']);
  });

  it('seats that are taken bring back the demands that no longer find enough', async () => {
    const { app } = zone.first;
    const town = await TalentTown.beside(app, zone.town);
    const [programmeId, classId] = [await town.programme({ capacity: 14 }), await town.programme({ capacity: 10 })];
    const [small, large] = [
      await town.demand(1, 5, { headcountMin: 1 }),
      await town.demand(2, 12, { headcountMin: 12 }),
    ];
    const runOf = async (id: string) => (await db.repo(Demand).findOneByOrFail({ id })).latestRunId;
    for (const id of [small, large]) await app.get(TalentMatching).run(id, 'listed');
    const before = [await runOf(small), await runOf(large)];
    await db.transaction(() => app.get(Seats).reserve({ demandId: small, classId, programmeId }, 4));
    await zone.first.drain();
    expect(await runOf(small)).toBe(before[0]);
    expect(await runOf(large)).not.toBe(before[1]);
    const run = await db.repo(MatchRun).findOneByOrFail({ id: (await runOf(large)) ?? '' });
    expect(run).toMatchObject({ trigger: 'offer-changed', eligible: 0, near: 2 });
  });

  it(`${EDITS} random edits by whichever server: exactly the demands that came out otherwise, and then none is left`, async () => {
    const random = new Random(7);
    const offers = await db.repo(Offer).find({ where: { domain: 'financing' }, order: { id: 'ASC' } });
    const owners = [zone.town.lanhai.id, zone.town.yunxiu.id];
    let [edits, named, spared] = [0, 0, 0];
    for (let day = 0; edits < EDITS;) {
      const demands = await open();
      const batch = Math.min(EDITS - edits, random.pick([1, 1, 40, 120, 160]));
      const what = random.pick(['offers', 'offers', 'offers', 'facts', 'day']);
      const rematch = zone.get(Rematch);
      let again: readonly string[];
      if (what === 'day') {
        zone.travelTo(new Date(Date.UTC(2026, 10, 23 + (day += random.int(1, 30)), 1)));
        again = await rematch.newDay('financing');
        expect(again).toEqual(expect.arrayContaining(await outdated()));
        edits += 1;
      } else if (what === 'facts') {
        const owner = random.pick(owners);
        const profile = { taxGrade: random.pick(['D', 'C', 'M', 'B', 'A']), establishedOn: random.pick(['2019-04-01', '2024-11-23', '2026-01-01']) }; // prettier-ignore
        await db.transaction(async () => {
          await db.repo(EnterpriseProfile).update({ organisationId: owner }, profile);
          for (let n = 1; n < batch; n++) await editNeed(random, random.pick(demands).id);
        });
        again = demands.map(({ id }) => id);
        edits += batch;
      } else {
        await db.transaction(async () => {
          for (let n = 0; n < batch; n++) await editOffer(random, random.pick(offers));
        });
        again = await rematch.offersChanged('financing');
        expect(again.toSorted()).toEqual(await outdated());
        named += again.length;
        spared += demands.length - again.length;
        edits += batch;
      }
      for (const id of again) await zone.get(FinancingMatching).run(id, what === 'day' ? 'day' : 'offer-changed');
    }
    expect(await outdated()).toEqual([]);
    expect(Math.min(named, spared)).toBeGreaterThan(5);
  });
});
