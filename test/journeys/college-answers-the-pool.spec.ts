import { PoolInterest } from '../../src/domains/talent/colleges/college.entity.js';
import { PoolRound } from '../../src/domains/talent/pool/pool-round.js';
import { TalentExpiry } from '../../src/domains/talent/demands/talent-expiry.service.js';
import { Deadline } from '../../src/matchmaking/referral.entity.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { TalentTown } from '../factories/talent-town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const MAJOR = '460103';
const pool = `/talent/pool/${MAJOR}`;

testDatabases('a college answers the pool', (kind) => {
  let test: TestApp;
  let town: TalentTown;
  const who = new Map<string, Visitor>();
  const as = (name: string) => who.get(name)!;
  const db = () => test.app.get(Database);
  const notices = async (kindOf: string) =>
    db().repo(Notice).find({ where: { kind: kindOf }, order: { eventKey: 'ASC' } }); // prettier-ignore
  let first = '';

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await TalentTown.build(test.app);
    for (const name of ['officer', 'college1', 'firm1', 'firm2']) {
      who.set(name, test.visitor());
      await as(name).signIn(name);
    }
    await town.programme();
    first = await town.demand(1, 37);
    await town.demand(2, 2);
  });
  afterAll(() => test.close());

  it('sees no number that one or two firms stand behind, and never whose it is', async () => {
    for (const path of ['/talent/pool', pool]) {
      const { status, body } = await as('college1').get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(body).toContain('不足 3 家企业');
      expect(body).not.toMatch(/\b(37|39)\b/);
      expect(body).not.toContain('甲工');
    }
    expect((await as('firm1').get(`/talent/demands/${first}`)).body).toContain('同专业的企业还不多');
  });

  it('sees sums once three firms ask, without the demands that do not want it', async () => {
    await town.demand(3, 6);
    await town.demand(4, 50, { avoidedColleges: [town.college.id] });
    await town.demand(3, 9, { cooperation: ['direct'] });
    await town.demand(2, 4, { onboardBy: '2028-01-01' });
    const { body } = await as('college1').get(pool);
    expect(body).toContain('49 人'); // 37 + 2 + 6 + 4
    expect(body).toContain('其他层次和月份');
    expect(body).not.toMatch(/<span class="num">(45|4) 人/); // a month of one firm, and what is left without it
    expect(body).toContain('够开一个班（20 人起）');
    expect(body).not.toContain('工有限公司');
    const own = (await as('firm1').get(`/talent/demands/${first}`)).body;
    expect(own).toContain('同专业还有 3 家企业、62 人在汇集');
  });

  it('hears once a month that a major waits for its word, until it has given it', async () => {
    const round = test.app.get(PoolRound);
    expect(await round.ask()).toBe(1);
    expect(await round.ask()).toBe(0);
    expect((await notices('pool-waits')).map(({ params }) => params['count'])).toEqual([1]);
    test.travelTo('2026-12-01T02:00:00Z');
    expect(await round.ask()).toBe(1);
  });

  it('says no with a reason, then yes: one word for every demand, the last one holds', async () => {
    const refused = await as('college1').post(pool, { kind: 'declined', note: '老师不够' });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('老师不够');
    expect((await as('college1').post(pool, { kind: 'declined', codes: ['teachers'], seats: 30 })).status).toBe(303);
    expect((await as('college1').post(pool, { kind: 'interested', seats: 30, note: '明年春季可以' })).status).toBe(303);
    expect((await as('college1').post(pool, { kind: 'interested', seats: 35 })).status).toBe(303);
    expect(await db().repo(PoolInterest).find()).toEqual([
      expect.objectContaining({ majorCode: MAJOR, term: '2027-1', kind: 'interested', seats: 35, codes: [] }),
    ]);
    expect(await notices('pool-declined')).toHaveLength(1);
    expect(await notices('pool-interested')).toHaveLength(1); // not again for another number of seats
    const told = await notices('demand-interest');
    expect(new Set(told.map(({ aboutId }) => aboutId)).size).toBe(4); // not firm 4, nor the one that hires directly
    expect((await as('college1').get('/talent/pool')).body).toContain('约 35 个名额');
    expect((await as('college1').post('/talent/pool/510203', { kind: 'interested' })).status).toBe(404);
    expect((await as('college1').post('/talent/pool/nothing', { kind: 'interested' })).status).toBe(404);
  });

  it('is read by the centre with firms and colleges, by the firm as an interest, and by nobody else', async () => {
    const list = (await as('officer').get('/talent/pool')).body;
    expect(list).toContain('东海职业学院（示例）');
    expect(list).toMatch(/460103 数控技术<\/a><\/td><td class="n num"[^>]*>99</); // 37 + 2 + 6 + 4 + 50
    expect((await as('officer').get(pool)).body).toContain('4 家企业');
    expect((await as('officer').post(pool, { kind: 'interested' })).status).toBe(403);
    const demand = (await as('firm1').get(`/talent/demands/${first}`)).body;
    expect(demand).toContain('意向中');
    expect(demand).toContain('东海职业学院（示例）愿意为 数控技术 开班');
    expect((await as('firm1').get('/talent/pool')).status).toBe(403);
    const { location } = await as('officer').post('/talent/plans/new', { term: '2027-1', name: '春季', ...rules });
    expect((await as('officer').get(location ?? '')).body).toContain('约 35 个名额');
  });

  it('stops no clock: no reminder while a college is interested, but the call on day 14 and the end on day 84', async () => {
    const expiry = test.app.get(TalentExpiry);
    const listedAt = new Date('2026-11-23T02:00:00Z');
    await db().transaction(() => db().repo(Demand).update({ domain: 'talent' }, { listedAt, expiresOn: '2027-02-15' }));
    test.travelTo('2026-12-08T02:00:00Z');
    expect(await expiry.remind()).toBe(2); // firm 4 does not want that college, and the one that hires directly is not pooled
    await expiry.call();
    expect(await db().repo(Deadline).countBy({ demandId: first, kind: 'call-firm' })).toBe(1);
    test.travelTo('2027-02-16T02:00:00Z');
    await expiry.expire();
    expect(await db().repo(Demand).findOneByOrFail({ id: first })).toMatchObject({
      state: 'closed',
      outcome: 'expired',
    });
  });
});

const rules = { startTolerance: 3, singleFirmClasses: 'yes' };
