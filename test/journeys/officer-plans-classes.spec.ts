import { PlanRunner } from '../../src/domains/talent/plans/plan-runner.js';
import { OrderClass } from '../../src/domains/talent/classes/class.entity.js';
import { PlanGap, PlanRun } from '../../src/domains/talent/plans/plan.entity.js';
import { Referral } from '../../src/matchmaking/referral.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { TalentTown } from '../factories/talent-town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

/** J5: a plan from the pool, its classes sent, answered and confirmed; the firms meet when the class stands. */
testDatabases('order classes from plan to class', (kind) => {
  let test: TestApp;
  let town: TalentTown;
  const people = new Map<string, Visitor>();
  const as = (username: string): Visitor => people.get(username)!;
  const db = () => test.app.get(Database);

  beforeAll(async () => {
    test = await openTestApp(kind, { LOG_LEVEL: process.env.DEBUG_LOG ?? 'silent' });
    town = await TalentTown.build(test.app);
    for (const username of ['officer', 'college1', 'firm1', 'firm2', 'firm4']) {
      people.set(username, test.visitor());
      await as(username).signIn(username);
    }
    await town.programme({ capacity: 60 });
    for (const firm of [1, 2, 3]) await town.demand(firm, 8);
    await town.demand(4, 5, { title: '皮革工艺师' }, ['480104']);
  });
  afterAll(() => test.close());

  it('is planned, compared, sent, accepted and confirmed', async () => {
    expect((await as('officer').get('/talent/plans/new')).status).toBe(200);
    const rules = { startTolerance: '3', oneFirmShare: '60', singleFirmClasses: 'true' };
    expect((await as('officer').post('/talent/plans/new', { term: '2027-1', ...rules })).status).toBe(303);
    await test.app.get(PlanRunner).run();
    const runs = await db()
      .repo(PlanRun)
      .find({ order: { goal: 'ASC' } });
    expect(
      runs.map(({ goal, state, proof, seats, classes, asked: wanted }) => [goal, state, proof, seats, classes, wanted]),
    ).toEqual([
      ['coverage', 'done', 'optimal', 24, 1, 29],
      ['earliest', 'done', 'optimal', 24, 1, 29],
      ['fewest-classes', 'done', 'optimal', 24, 1, 29],
    ]);
    const gaps = await db().repo(PlanGap).findBy({ runId: runs[0]!.id });
    expect(gaps.map(({ code, seats }) => [code, seats])).toEqual([['no-programme', 5]]);

    const { planId, id: runId } = runs[0]!;
    const page = await as('officer').get(`/talent/plans/${planId}?run=${runId}`);
    for (const word of ['24', '数控技术', '甲工有限公司', '专业缺口', '发院校确认']) expect(page.body).toContain(word);
    expect((await as('officer').get(`/talent/plans/${planId}/compare`)).status).toBe(200);
    const sheet = await as('officer').get(`/talent/plans/${planId}/runs/${runId}/export`);
    expect(sheet.status).toBe(200);
    expect((await as('firm1').get(`/talent/plans/${planId}`)).status).toBe(403);

    expect((await as('officer').get('/talent/plans')).body).toContain(`/talent/plans/${planId}`);

    const send = `/talent/plans/${planId}/runs/${runId}/send`;
    expect((await as('officer').get(send)).body).toContain('24');
    expect((await as('officer').post(send)).status).toBe(303);
    await test.drain();
    const [row] = await db().repo(OrderClass).find();
    const id = row!.offerId;

    const seen = await as('college1').get(`/talent/classes/${id}`);
    expect(seen.body).toContain('匿名');
    expect(seen.body).not.toContain('甲工有限公司');
    expect((await as('firm4').get(`/talent/classes/${id}`)).status).toBe(404);
    const own = await as('firm1').get(`/talent/classes/${id}`);
    expect(own.body).not.toContain('乙工有限公司');
    expect((await as('college1').post(`/talent/classes/${id}/acceptance`)).status).toBe(303);

    const referrals = await db()
      .repo(Referral)
      .find({ where: { offerId: id }, order: { createdAt: 'ASC' } });
    const mine = async (username: string) => {
      const { organisationId } = town.actor(username);
      const [found] = await db().select<{ id: string }>(
        'SELECT r.id FROM referral r JOIN demand d ON d.id = r.demandId WHERE r.offerId = ? AND d.organisationId = ?',
        [id, organisationId],
      );
      return found!.id;
    };
    expect(referrals).toHaveLength(3);
    const other = await as('firm2').get(`/talent/classes/${id}/seats/${await mine('firm1')}`);
    expect(other.status).toBe(404);
    for (const username of ['firm1', 'firm2']) {
      const path = `/talent/classes/${id}/seats/${await mine(username)}`;
      expect((await as(username).get(path)).status).toBe(200);
      expect((await as(username).post(path, { seats: '9' })).status).toBe(422);
      expect((await as(username).post(path, { seats: '8' })).status).toBe(303);
    }
    people.set('firm3', test.visitor());
    await as('firm3').signIn('firm3');
    await as('firm3').post(`/talent/classes/${id}/seats/${await mine('firm3')}`, { seats: '6' });
    expect((await db().repo(OrderClass).findOneByOrFail({ offerId: id })).state).toBe('to-sign');
    const stands = await as('firm1').get(`/talent/classes/${id}`);
    expect(stands.body).toContain('乙工有限公司');
    expect((await as('college1').get(`/talent/classes/${id}`)).body).toContain('甲工有限公司');
  }, 120_000);
});
