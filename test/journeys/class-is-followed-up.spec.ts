import { OrderClass } from '../../src/domains/talent/classes/class.entity.js';
import { AgreementClocks } from '../../src/domains/talent/record/agreement-clocks.js';
import { AgreementParty, ClassAgreement } from '../../src/domains/talent/record/agreement.entity.js';
import { Placement, type Checkpoint } from '../../src/domains/talent/record/placement.entity.js';
import { signedPaper } from '../../src/demo/signed-paper.js';
import { Database } from '../../src/platform/database/database.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { movedClass, type StandingClass } from '../factories/record-town.js';
import { TalentTown } from '../factories/talent-town.js';
import { readBySecondLibrary } from '../support/second-reader.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, TEST_NOW, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const scan = { scan: { name: '签署件.pdf', bytes: signedPaper('signed') } };
const terms = {
  validFrom: '2027-03-01', validTo: '2028-02-29', commitRate: '90', internshipPay: '2600', hoursPerDay: '8', insurer: '示例财产保险', insuredSum: '80',
  dispute: 'mediation', payment: '企业承担实训耗材', training: '企业师傅承担岗位实训', exitFirm: '提前两个月', exitCollege: '提前一学期',
}; // prettier-ignore

/** What comes after the opening: a changed agreement, its last day, and who is still at work after months. */
testDatabases('a class that is followed up', (kind) => {
  let test: TestApp;
  let town: TalentTown;
  let found: StandingClass;
  const people = new Map<string, Visitor>();
  const as = (username: string): Visitor => people.get(username)!;
  const db = () => test.app.get(Database);
  const at = (path = '') => `/talent/classes/${found.id}${path}`;

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await TalentTown.build(test.app);
    for (const username of ['officer', 'college1', 'firm1', 'firm2', 'firm3']) {
      people.set(username, test.visitor());
      await as(username).signIn(username);
    }
    found = await movedClass(test.app, town, 'placing', [12, 8]);
  });
  afterAll(() => test.close());

  it('changes its agreement: the second edition is signed by all, and the first has done its service', async () => {
    const first = await db().repo(ClassAgreement).findOneByOrFail({ classId: found.id });
    expect((await as('college1').post(at(`/agreements/${first.id}/amendment`))).status).toBe(303);
    const { id, version } = await db().repo(ClassAgreement).findOneByOrFail({ classId: found.id, edition: 2 });
    const paper = at(`/agreements/${id}`);
    expect((await as('college1').post(`${paper}/edit`, { ...terms, _version: version })).status).toBe(303);
    expect((await as('college1').post(`${paper}/submission`)).status).toBe(303);
    expect((await as('officer').post(`${paper}/approval`)).status).toBe(303);
    const stateOf = async (one: string) => (await db().repo(ClassAgreement).findOneByOrFail({ id: one })).state;
    const parties = await db().repo(AgreementParty).findBy({ agreementId: id });
    const sign = (username: string, partyId: string) =>
      as(username).upload(`${paper}/parties/${partyId}/signature`, { signedOn: '2026-11-23' }, scan);
    for (const { id: partyId } of parties) {
      expect([await stateOf(first.id), await stateOf(id)]).toEqual(['amending', 'signing']);
      expect((await sign('officer', partyId)).status).toBe(303);
    }
    expect([await stateOf(first.id), await stateOf(id)]).toEqual(['ended', 'in-force']);
    expect((await db().repo(OrderClass).findOneByOrFail({ offerId: found.id })).employCommitRate).toBe(900_000);
    expect((await sign('officer', parties[0]!.id)).status).toBe(409);
    const list = (await as('firm1').get(at('/agreements'))).body;
    for (const word of ['第 1 版', '第 2 版']) expect(list).toContain(word);
  });

  it('lets an agreement expire after its last day, once, and tells who has to go on', async () => {
    const told = async (username: string) =>
      db()
        .repo(Notice)
        .countBy({ userId: town.actor(username).userId, kind: 'agreement-expired' });
    test.travelTo('2028-02-29T15:00:00Z');
    expect(await test.app.get(AgreementClocks).expire()).toBe(0);
    test.travelTo('2028-03-01T01:00:00Z');
    expect(await test.app.get(AgreementClocks).expire()).toBe(1);
    expect(await test.app.get(AgreementClocks).expire()).toBe(0);
    const { id, state } = await db().repo(ClassAgreement).findOneByOrFail({ classId: found.id, edition: 2 });
    expect(state).toBe('expired');
    expect([await told('college1'), await told('officer'), await told('firm1')]).toEqual([1, 1, 0]);
    expect((await as('college1').post(at(`/agreements/${id}/amendment`))).status).toBe(409);
    expect((await as('college1').post(at('/agreements'), { kind: 'school-firm' })).status).toBe(303);
    test.travelTo(TEST_NOW);
  });

  it('checks after 3, 6, 12 and 24 months who is at work, never before, and only what the firm confirms counts', async () => {
    const start = { asOf: '2026-11-23', offered: '12', joined: '11', working: '11', gone: '0', sameField: '9', nearField: '2', otherField: '0' }; // prettier-ignore
    const report = (values: Record<string, string>, checkpoint: Checkpoint = 'start', i = 0) =>
      as('college1').post(at(`/placements/${found.referrals[i]}/${checkpoint}`), values);
    const answer = async (username: string, checkpoint: Checkpoint, values: Record<string, string>, i = 0) => {
      const { id } = await db().repo(Placement).findOneByOrFail({ demandId: found.demands[i]!, checkpoint });
      return (await as(username).post(at(`/placements/answers/${id}`), values)).status;
    };
    expect((await report(start)).status).toBe(303);
    expect(await answer('firm1', 'start', { answer: 'same' })).toBe(303);
    const other = { ...start, offered: '8', joined: '8', working: '8', sameField: '8', nearField: '0' };
    expect((await report(other, 'start', 1)).status).toBe(303);
    expect(await answer('firm2', 'start', { answer: 'same' }, 1)).toBe(303);

    const early = await report({ asOf: '2026-11-23', working: '11', gone: '0' }, 'm3');
    expect(early.status).toBe(422);
    expect(early.body).toContain('2027-02-23 起才能核对');
    expect((await as('college1').get(at('/placements'))).body).not.toContain('/m3');
    const steps = [
      ['m3', '2027-02-23', '10', '1'],
      ['m6', '2027-05-23', '9', '2'],
      ['m12', '2027-11-23', '8', '2'],
      ['m24', '2028-11-23', '7', '4'],
    ] as const;
    for (const [checkpoint, asOf, working, gone] of steps) {
      test.travelTo(`${asOf}T02:00:00Z`);
      expect((await as('college1').get(at('/placements'))).body).toContain(`/${checkpoint}`);
      expect((await report({ asOf, working: '12', gone }, checkpoint)).status).toBe(422);
      expect((await report({ asOf, working, gone }, checkpoint)).status).toBe(303);
      if (checkpoint === 'm12') {
        expect(await answer('firm1', checkpoint, { answer: 'different', note: '在职 9 人' })).toBe(303);
        expect((await report({ asOf, working: '9', gone: '2' }, checkpoint)).status).toBe(303);
      }
      expect(await answer('firm2', checkpoint, { answer: 'same' })).toBe(404);
      expect(await answer('firm1', checkpoint, { answer: 'same' })).toBe(303);
      expect((await report({ asOf, working, gone }, checkpoint)).status).toBe(409);
    }
    const seen = await as('firm1').get(at('/placements'));
    for (const word of ['3 个月', '24 个月', '离职 4']) expect(seen.body).toContain(word);
  }, 60_000);

  it('sums confirmed placements up over classes, for the centre and the college itself', async () => {
    for (const username of ['officer', 'college1']) {
      const { status, body } = await as(username).get('/talent/placements');
      expect([username, status]).toEqual([username, 200]);
      for (const word of ['东海职业学院', '20 人', '19 人', '7/11 人', 'data-l="已到岗">19<'])
        expect(body).toContain(word);
    }
    const { rawPayload } = await test.app.inject({
      url: '/talent/placements/export',
      headers: { cookie: as('officer').cookieHeader() },
    });
    const [head, ...rows] = [...(await readBySecondLibrary(rawPayload)).values()][0] ?? [];
    expect(head?.slice(4)).toEqual(['回访', '企业数', '名额', '承诺录用', '已录用', '已到岗', '在岗', '已离职']);
    expect(rows.map((row) => row[4])).toEqual(['上岗', '3 个月', '6 个月', '12 个月', '24 个月']);
    expect(rows[0]?.slice(5)).toEqual([2, 20, 18, 20, 19, 19, 0]);
    for (const path of ['', '/export'])
      for (const username of ['firm1', 'firm3'])
        expect((await as(username).get(`/talent/placements${path}`)).status).toBe(403);
  });

  it('gives its dates to a calendar program, to whoever may open the record', async () => {
    const { status, body, headers } = await as('firm1').get(at('/calendar/ics'));
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    const unfolded = body.replaceAll('\r\n ', '');
    expect(unfolded).toMatch(/BEGIN:VCALENDAR\r\nVERSION:2\.0/);
    expect(unfolded).toMatch(/SUMMARY:24 个月留任核对 · 数控技术 DD-2026-\d{6}/);
    expect(body.split('BEGIN:VEVENT').length - 1).toBeGreaterThan(8);
    expect((await as('firm3').get(at('/calendar/ics'))).status).toBe(404);
  });
});
