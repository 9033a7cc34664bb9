import { OrderClass } from '../../src/domains/talent/classes/class.entity.js';
import { AgreementParty, ClassAgreement } from '../../src/domains/talent/record/agreement.entity.js';
import { ClassMilestone } from '../../src/domains/talent/record/milestone.entity.js';
import { DeadlineTicks } from '../../src/matchmaking/deadline-ticks.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Deadline, Referral } from '../../src/matchmaking/referral.entity.js';
import { signedPaper } from '../../src/demo/signed-paper.js';
import { Database } from '../../src/platform/database/database.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { movedClass, type StandingClass } from '../factories/record-town.js';
import { TalentTown } from '../factories/talent-town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, TEST_NOW, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const scan = { scan: { name: '签署件.pdf', bytes: signedPaper('signed') } };

/** Too few students are found for a class that was signed: every way out, by the people who take it. */
testDatabases('a class that lacks students', (kind) => {
  let test: TestApp;
  let town: TalentTown;
  const people = new Map<string, Visitor>();
  const as = (username: string): Visitor => people.get(username)!;
  const db = () => test.app.get(Database);
  const at = ({ id }: StandingClass, path = '') => `/talent/classes/${id}${path}`;
  const rowOf = ({ id }: StandingClass) => db().repo(OrderClass).findOneByOrFail({ offerId: id });
  const clocks = async ({ id }: StandingClass) =>
    (await db().repo(Deadline).findBy({ offerId: id }))
      .filter(({ doneAt, referralId }) => doneAt === null && referralId === null)
      .map((one) => one.kind)
      .filter((one) => one !== 'class-milestone');
  const told = async (username: string, what: string) =>
    db()
      .repo(Notice)
      .countBy({ userId: town.actor(username).userId, kind: what });
  const short = async (seats: readonly number[] = [12, 8]) => {
    const found = await movedClass(test.app, town, 'selecting', seats);
    expect((await as('college1').post(at(found, '/steps/shortfall'), { roster: '16' })).status).toBe(303);
    return found;
  };

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await TalentTown.build(test.app);
    for (const username of ['officer', 'college1', 'firm1', 'firm2']) {
      people.set(username, test.visitor());
      await as(username).signIn(username);
    }
  });
  afterAll(() => test.close());

  it('is reported by its college in numbers, and an officer has to find a way', async () => {
    const found = await movedClass(test.app, town, 'selecting', [12, 8]);
    expect((await as('firm1').post(at(found, '/steps/shortfall'), { roster: '16' })).status).toBe(403);
    expect((await as('college1').post(at(found, '/steps/shortfall'), { roster: '20' })).status).toBe(422);
    expect((await as('college1').post(at(found, '/steps/shortfall'), { roster: '16' })).status).toBe(303);
    expect(await rowOf(found)).toMatchObject({ state: 'short', roster: 16 });
    expect(await clocks(found)).toEqual(['rescue-class']);
    expect(await told('officer', 'class-short')).toBe(1);
    expect(await told('firm1', 'class-waits')).toBe(1);
    expect((await as('officer').get(at(found))).body).toContain('还差 4 人');
    const ways = (await as('officer').get(at(found, '/rescue'))).body;
    const member = await as('firm1').get(at(found));
    expect(member.body).toContain('乙工有限公司');
    expect((await as('firm1').get(at(found, '/agreements'))).body).toContain('/agreements/');
    for (const way of ['延长选拔', '并入其他班', '缩小规模', '延期', '取消订单班']) expect(ways).toContain(way);
    expect((await as('college1').post(at(found, '/steps/shortfall'), { roster: '15' })).status).toBe(409);
  });

  it('looks for them longer: its first day and its calendar move, at most three months', async () => {
    const found = await short();
    for (const startsOn of ['2027-03-01', '2027-06-02'])
      expect((await as('officer').post(at(found, '/extension'), { startsOn })).status).toBe(422);
    expect((await as('officer').post(at(found, '/extension'), { startsOn: '2027-04-12' })).status).toBe(303);
    expect(await rowOf(found)).toMatchObject({ state: 'selecting', roster: null, startsOn: '2027-04-12', endsOn: '2027-10-12' }); // prettier-ignore
    const opening = await db().repo(ClassMilestone).findOneByOrFail({ classId: found.id, kind: 'opening' });
    expect(opening.dueOn).toBe('2027-04-12');
    expect(await clocks(found)).toEqual([]);
    expect(await told('firm2', 'class-put-off')).toBe(1);
    expect(await told('college1', 'class-extended')).toBe(1);
  });

  it('is held smaller when its college agrees, and opens on its first day, not before', async () => {
    const found = await short();
    for (const size of ['14', '17'])
      expect((await as('officer').post(at(found, '/smaller'), { size })).status).toBe(422);
    expect((await as('college1').post(at(found, '/smaller/agreement'))).status).toBe(409);
    expect((await as('officer').post(at(found, '/smaller'), { size: '15' })).status).toBe(303);
    expect(await clocks(found)).toEqual(['agree-size']);
    expect(await told('college1', 'class-smaller')).toBe(1);
    expect((await as('college1').get(at(found))).body).toContain('是否同意按 15 人开班');
    expect((await as('officer').post(at(found, '/smaller/agreement'))).status).toBe(403);
    expect((await as('college1').post(at(found, '/smaller/refusal'), { note: '至少 16 人' })).status).toBe(303);
    expect(await rowOf(found)).toMatchObject({ state: 'short', askedSize: null, minSize: 20 });
    expect(await clocks(found)).toEqual(['rescue-class']);
    expect((await as('officer').post(at(found, '/smaller'), { size: '16' })).status).toBe(303);
    expect((await as('college1').post(at(found, '/smaller/agreement'))).status).toBe(303);
    expect(await rowOf(found)).toMatchObject({ state: 'selecting', roster: null, minSize: 16 });
    expect(await clocks(found)).toEqual([]);

    expect((await as('college1').get(at(found))).body).toContain('2027-03-01 开班，这一天起可以登记');
    const open = (openedOn: string) =>
      as('college1').post(at(found, '/steps/opening'), { openedOn, roster: '16', mentors: '2' });
    expect((await open('2026-11-23')).body).toContain('2027-03-01 开班，这一天起才能登记');
    expect((await open('2027-03-01')).status).toBe(422);
    test.travelTo('2027-03-02T02:00:00Z');
    expect((await open('2027-03-01')).status).toBe(303);
    expect(await rowOf(found)).toMatchObject({ state: 'running', roster: 16, openedOn: '2027-03-01' });
    const opening = await db().repo(ClassMilestone).findOneByOrFail({ classId: found.id, kind: 'opening' });
    expect(opening.doneOn).toBe('2027-03-01');
    test.travelTo(TEST_NOW);
  });

  it('comes back to the officer when its college says nothing to a smaller class', async () => {
    const found = await short();
    expect((await as('officer').post(at(found, '/smaller'), { size: '16' })).status).toBe(303);
    test.travelTo('2026-12-04T02:00:00Z');
    let moved = 1;
    while (moved > 0) moved = await test.app.get(DeadlineTicks).run();
    expect(await rowOf(found)).toMatchObject({ state: 'short', askedSize: null, minSize: 20 });
    expect(await clocks(found)).toEqual(['rescue-class']);
    test.travelTo(TEST_NOW);
  });

  it('goes into another class, whose agreement its firms sign before that opens', async () => {
    const into = await movedClass(test.app, town, 'selecting', [11, 9]);
    const found = await short();
    expect((await as('officer').post(at(found, '/merger'), { into: into.id })).status).toBe(303);
    expect((await rowOf(found)).state).toBe('merged');
    const papers = await db().repo(ClassAgreement).findBy({ classId: found.id });
    expect(papers.map(({ state, endReason }) => [state, endReason])).toEqual([['ended', 'merged']]);
    const joined = await db().repo(Referral).findBy({ offerId: into.id, state: 'accepted' });
    expect(joined.map(({ quantity }) => quantity).toSorted((a, b) => a - b)).toEqual([8, 12]);
    for (const [i, demandId] of found.demands.entries()) {
      const { id, quantity } = joined.find((one) => one.demandId === demandId)!;
      const seats = { seats: String(quantity) };
      expect((await as(`firm${i + 1}`).post(at(into, `/seats/${id}`), seats)).status).toBe(303);
    }
    expect((await db().repo(Referral).findBy({ offerId: into.id, state: 'agreed' })).length).toBe(4);
    expect((await rowOf(into)).state).toBe('selecting');
  });

  it('is put off a term: college and firms are asked anew, and its agreement is changed', async () => {
    const found = await short();
    const [referralId] = found.referrals as [string, string];
    expect((await as('officer').post(at(found, '/postponement'), { term: '2027-2' })).status).toBe(303);
    expect(await rowOf(found)).toMatchObject({ state: 'consulting', roster: null, startsOn: '2027-09-01' });
    expect((await db().repo(Referral).findOneByOrFail({ id: referralId })).state).toBe('sent');
    expect((await db().repo(Demand).findOneByOrFail({ id: found.demands[0]! })).state).toBe('engaged');
    expect((await as('firm1').post(at(found, `/seats/${referralId}`), { seats: '12' })).status).toBe(409);
    expect((await as('college1').post(at(found, '/acceptance'))).status).toBe(303);
    for (const [i, seats] of ['12', '8'].entries())
      expect((await as(`firm${i + 1}`).post(at(found, `/seats/${found.referrals[i]}`), { seats })).status).toBe(303);
    expect((await rowOf(found)).state).toBe('to-sign');

    const old = await db().repo(ClassAgreement).findOneByOrFail({ classId: found.id });
    const made = await as('college1').post(at(found, `/agreements/${old.id}/amendment`));
    expect(made.status).toBe(303);
    const { id } = await db().repo(ClassAgreement).findOneByOrFail({ classId: found.id, edition: 2 });
    const paper = at(found, `/agreements/${id}`);
    expect((await as('college1').post(`${paper}/submission`)).status).toBe(303);
    expect((await as('officer').post(`${paper}/approval`)).status).toBe(303);
    for (const party of await db().repo(AgreementParty).findBy({ agreementId: id }))
      expect((await as('officer').upload(`${paper}/parties/${party.id}/signature`, { signedOn: '2026-11-23' }, scan)).status).toBe(303); // prettier-ignore
    expect((await rowOf(found)).state).toBe('signed');
    expect((await db().repo(ClassAgreement).findOneByOrFail({ id: old.id })).state).toBe('ended');
  });

  it('is cancelled: seats go back, its demands go first, and no agreement stays in force', async () => {
    const found = await short();
    expect((await as('officer').post(at(found, '/cancelling'), { reason: 'no-students' })).status).toBe(303);
    expect((await rowOf(found)).state).toBe('cancelled');
    expect(await db().repo(Demand).findOneByOrFail({ id: found.demands[0]! })).toMatchObject({ state: 'listed', reserved: 0 }); // prettier-ignore
    expect((await db().repo(ClassAgreement).findOneByOrFail({ classId: found.id })).state).toBe('ended');
    expect(await clocks(found)).toEqual([]);
  });

  it('takes every way out for a program too, and each once', async () => {
    const program = test.visitor();
    await program.useToken('officer');
    const ways = [
      ['extension', { startsOn: '2027-04-12' }, { state: 'selecting', startsOn: '2027-04-12', roster: null }],
      ['smaller', { size: 16 }, { state: 'short', askedSize: 16, roster: 16 }],
      ['postponement', { term: '2027-2' }, { state: 'consulting', term: '2027-2' }],
      ['merger', { into: (await movedClass(test.app, town, 'selecting', [11, 9])).id }, { state: 'merged', seats: 0 }],
      ['cancellation', { reason: 'no-students' }, { state: 'cancelled', seats: 0 }],
    ] as const;
    for (const [way, body, then] of ways) {
      const found = await short();
      const path = `/api/v1${at(found, `/${way}`)}`;
      expect([way, (await program.api('POST', path, {})).status]).toEqual([way, 422]);
      const once = { 'idempotency-key': `${way}-${found.id}` };
      const done = await program.api('POST', path, body, once);
      expect([way, done.status]).toEqual([way, 201]);
      expect(done.json()).toMatchObject({ id: found.id, ...then });
      expect((await program.api('POST', path, body, once)).headers['idempotency-replayed']).toBe('true');
    }
    const found = await short();
    const late = await program.api('POST', `/api/v1${at(found, '/postponement')}`, { term: '2026-3' });
    expect(late.json()).toMatchObject({ errors: [{ field: 'term', code: 'choice' }] });
    const past = await program.api('POST', `/api/v1${at(found, '/postponement')}`, { term: '2026-2' });
    expect(past.json()).toMatchObject({ errors: [{ field: 'term', code: 'day-past' }] });
  });
});
