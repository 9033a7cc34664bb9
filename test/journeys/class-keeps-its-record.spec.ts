import { OrderClass } from '../../src/domains/talent/classes/class.entity.js';
import { AgreementParty, ClassAgreement } from '../../src/domains/talent/record/agreement.entity.js';
import { CourseModule } from '../../src/domains/talent/record/course-module.entity.js';
import { MilestoneClocks } from '../../src/domains/talent/record/milestone-clocks.js';
import { ClassMilestone } from '../../src/domains/talent/record/milestone.entity.js';
import { Placement } from '../../src/domains/talent/record/placement.entity.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Deadline, Referral } from '../../src/matchmaking/referral.entity.js';
import { signedPaper } from '../../src/demo/signed-paper.js';
import { Database } from '../../src/platform/database/database.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { proposedClass, standingClass, type StandingClass } from '../factories/record-town.js';
import { TalentTown } from '../factories/talent-town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const terms = {
  validFrom: '2027-03-01',
  validTo: '2027-12-31',
  commitRate: '80',
  internshipPay: '2400',
  hoursPerDay: '8',
  insurer: '示例财产保险',
  insuredSum: '60',
  dispute: 'mediation',
  payment: '企业承担实训耗材，每学期末支付',
  training: '学校讲授基础课程，企业师傅承担岗位实训',
  exitFirm: '企业退出须提前两个月书面通知',
  exitCollege: '院校调整专业须提前一学期通知',
};
const first = { openedOn: '2027-03-01' };
const scan = { scan: { name: '签署件.pdf', bytes: signedPaper('signed') } };

/** J5, second half: the record of a class from its proposal to people at work, each party by its own sign-in. */
testDatabases('the record of an order class', (kind) => {
  let test: TestApp;
  let town: TalentTown;
  let found: StandingClass;
  const people = new Map<string, Visitor>();
  const as = (username: string): Visitor => people.get(username)!;
  const db = () => test.app.get(Database);
  const at = (path = '') => `/talent/classes/${found.id}${path}`;
  const state = async () => (await db().repo(OrderClass).findOneByOrFail({ offerId: found.id })).state;
  const told = async (username: string) =>
    (
      await db()
        .repo(Notice)
        .findBy({ userId: town.actor(username).userId })
    ).map(({ kind: what }) => what);

  beforeAll(async () => {
    test = await openTestApp(kind, { LOG_LEVEL: process.env.DEBUG_LOG ?? 'silent' });
    town = await TalentTown.build(test.app);
    for (const username of ['officer', 'college1', 'firm1', 'firm2', 'firm3', 'firm4']) {
      people.set(username, test.visitor());
      await as(username).signIn(username);
    }
    found = await standingClass(test.app, town, [8, 7, 6], {
      skills: [
        { name: '数控车', level: 3, must: true },
        { name: '质检', level: 2, must: true },
      ],
      mentorCount: 1,
    });
  }, 60_000);
  afterAll(() => test.close());

  it('is open to its members, its college and the centre, and to nobody else', async () => {
    for (const tab of ['', '/proposal', '/agreements', '/modules', '/calendar', '/placements']) {
      for (const username of ['officer', 'college1', 'firm1']) {
        const { status, body } = await as(username).get(at(tab));
        expect([tab, username, status]).toEqual([tab, username, 200]);
        expect(body).toContain('数控技术');
      }
      expect((await as('firm4').get(at(tab))).status).toBe(404);
    }
    for (const path of ['/profile', '/modules/new', '/calendar/new', '/steps/selection'])
      expect((await as('firm1').get(at(path))).status).toBe(403);
    const named = { title: '蓝海数控订单班', model: 'alliance', shape: 'separate', tightness: 'direct' };
    expect((await as('college1').post(at('/profile'), named)).status).toBe(303);
    for (const path of ['', '/proposal']) expect((await as('firm2').get(at(path))).body).toContain('蓝海数控订单班');
  }, 60_000);

  it('keeps from a firm that gave its seats up who is in the class that stands without it', async () => {
    const other = await proposedClass(test.app, town, [10, 10, 5]);
    const path = `/talent/classes/${other.id}`;
    expect((await as('college1').post(`${path}/acceptance`)).status).toBe(303);
    const left = await as('firm3').post(`${path}/seats/${other.referrals[2]}/giving-up`, { reason: 'other' });
    expect(left.status).toBe(303);
    for (const [i, username] of ['firm1', 'firm2'].entries())
      expect((await as(username).post(`${path}/seats/${other.referrals[i]}`, { seats: '10' })).status).toBe(303);
    expect((await as('firm1').get(path)).body).toContain('乙工有限公司');
    const after = await as('firm3').get(path);
    expect(after.status).toBe(200);
    expect(after.body).not.toContain('乙工有限公司');
    expect((await as('firm3').get(`${path}/proposal`)).status).toBe(404);
    const program = await as('firm3').api('GET', `/api/v1${path}`);
    expect(program.status).toBe(200);
    expect(program.body).not.toContain('乙工有限公司');
  }, 60_000);

  it('names nobody in a proposal before the class is confirmed', async () => {
    const open = await proposedClass(test.app, town, [10, 11]);
    const path = `/talent/classes/${open.id}`;
    const college = await as('college1').get(`${path}/proposal`);
    expect(college.status).toBe(200);
    expect(college.body).toContain('匿名');
    for (const name of ['甲工有限公司', '乙工有限公司']) expect(college.body).not.toContain(name);
    const firm = await as('firm1').get(`${path}/proposal`);
    expect(firm.body).toContain('甲工有限公司');
    expect(firm.body).not.toContain('乙工有限公司');
    expect((await as('firm1').get(`${path}/agreements`)).status).toBe(404);
    expect((await as('college1').get(`${path}/calendar/new`)).body).not.toContain(town.actor('firm1').organisationId);
  });

  it('lists courses, sums their hours and says which skills they reach', async () => {
    const module = { name: '数控车削', kind: 'core', term: '1', hours: '96', credits: '6', owner: 'joint', firmShare: '50', place: 'base', skills: '数控车 3' }; // prettier-ignore
    expect((await as('firm1').post(at('/modules/new'), module)).status).toBe(403);
    const wrong = await as('college1').post(at('/modules/new'), {
      ...module,
      owner: 'college',
      credits: '17',
      hours: '7',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('数控车削');
    expect((await as('college1').post(at('/modules/new'), module)).status).toBe(303);
    const quality = {
      ...module,
      name: '质量检验',
      owner: 'college',
      firmShare: '0',
      hours: '48',
      credits: '',
      skills: '质检 1',
    };
    expect((await as('officer').post(at('/modules/new'), quality)).status).toBe(303);
    const seen = await as('firm1').get(at('/modules'));
    expect(seen.body).toContain('144');
    expect(seen.body).toContain('50%');
    const row = await db().repo(CourseModule).findOneByOrFail({ name: '质量检验' });
    const better = { ...quality, skills: '质检 2' };
    expect((await as('college1').post(at(`/modules/${row.id}`), better)).status).toBe(303);
    expect((await as('firm1').get(at('/proposal'))).body).toContain('100%');
    expect((await as('firm4').get(at(`/modules/${row.id}`))).status).toBe(403);
    expect((await as('college1').post(at(`/modules/${row.id}/removal`))).status).toBe(303);
    expect((await as('college1').get(at(`/modules/${row.id}`))).status).toBe(404);
  });

  it('blocks an agreement with a forbidden clause, in words or ticked, and is signed when every party has signed', async () => {
    expect((await as('firm1').post(at('/agreements'), { kind: 'school-firm' })).status).toBe(403);
    expect((await as('college1').post(at('/steps/selection'))).status).toBe(409);
    const made = await as('college1').post(at('/agreements'), { kind: 'school-firm' });
    expect(made.status).toBe(303);
    expect((await as('officer').post(at('/agreements'), { kind: 'school-firm' })).status).toBe(409);
    const { id } = await db().repo(ClassAgreement).findOneByOrFail({ classId: found.id });
    const paper = at(`/agreements/${id}`);
    expect((await as('college1').post(`${paper}/submission`)).status).toBe(409);

    const edit = async (change: Record<string, unknown>) => {
      const { version } = await db().repo(ClassAgreement).findOneByOrFail({ id });
      return as('college1').post(`${paper}/edit`, { ...terms, _version: version, ...change });
    };
    expect((await edit({ hoursPerDay: '9' })).status).toBe(422);
    expect((await edit({ validTo: '2027-03-01' })).status).toBe(422);
    expect((await edit({ payment: '每名学生入班时交押金 500 元' })).status).toBe(303);
    expect((await as('college1').post(`${paper}/edit`, { ...terms, _version: 1 })).status).toBe(409);
    const found_ = await as('firm1').get(paper);
    for (const word of ['押金', '教职成〔2021〕4号', '不能签署']) expect(found_.body).toContain(word);
    expect((await as('college1').post(`${paper}/submission`)).status).toBe(303);
    expect(await told('officer')).toContain('agreement-to-review');
    expect((await as('college1').post(`${paper}/approval`)).status).toBe(403);
    expect((await as('officer').post(`${paper}/approval`)).status).toBe(422);
    expect((await as('officer').post(`${paper}/returning`, { note: '删除押金条款' })).status).toBe(303);
    expect((await as('college1').get(paper)).body).toContain('删除押金条款');

    expect((await edit({ flags: ['penalty'] })).status).toBe(303);
    expect((await as('college1').post(`${paper}/submission`)).status).toBe(303);
    expect((await as('officer').post(`${paper}/approval`)).status).toBe(422);
    expect((await as('officer').post(`${paper}/returning`, { note: '违约金' })).status).toBe(303);
    expect((await edit({})).status).toBe(303);
    expect((await as('college1').post(`${paper}/submission`)).status).toBe(303);
    expect((await as('officer').post(`${paper}/approval`)).status).toBe(303);
    expect((await edit({})).status).toBe(409);

    const parties = await db()
      .repo(AgreementParty)
      .find({ where: { agreementId: id }, order: { id: 'ASC' } });
    expect(parties.map(({ side }) => side)).toEqual(['college', 'firm', 'firm', 'firm', 'witness']);
    expect(await told('firm2')).toContain('agreement-to-sign');
    const partyOf = (username: string) =>
      parties.find(({ organisationId }) => organisationId === town.actor(username).organisationId)!;
    const sign = (username: string, party: AgreementParty, day = '2026-11-23') =>
      as(username).upload(`${paper}/parties/${party.id}/signature`, { signedOn: day }, scan);
    expect((await sign('firm1', partyOf('firm2'))).status).toBe(403);
    expect((await sign('firm4', partyOf('firm1'))).status).toBe(404);
    expect((await sign('firm1', partyOf('firm1'), '2026-11-24')).status).toBe(422);
    expect(
      (await as('firm1').post(`${paper}/parties/${partyOf('firm1').id}/signature`, { signedOn: '2026-11-23' })).status,
    ).toBe(422);
    for (const username of ['firm1', 'college1', 'firm2', 'officer'])
      expect((await sign(username, partyOf(username))).status).toBe(303);
    expect((await sign('firm1', partyOf('firm1'))).status).toBe(409);
    expect(await state()).toBe('to-sign');
    // The third firm sent its paper to the centre.
    expect((await sign('officer', partyOf('firm3'))).status).toBe(303);
    expect(await state()).toBe('signed');
    expect((await db().repo(ClassAgreement).findOneByOrFail({ id })).state).toBe('in-force');
    expect(await told('firm3')).toContain('agreement-in-force');
    const clocks = ['sign-class', 'sign-agreement', 'review-agreement'];
    const open = (await db().repo(Deadline).findBy({ offerId: found.id })).filter(({ doneAt }) => doneAt === null);
    expect(open.filter(({ kind: what }) => clocks.includes(what))).toEqual([]);

    const { fileId } = await db()
      .repo(AgreementParty)
      .findOneByOrFail({ id: partyOf('firm1').id });
    expect((await as('firm2').get(`${paper}/files/${fileId}`)).status).toBe(200);
    expect((await as('firm4').get(`${paper}/files/${fileId}`)).status).toBe(404);
  }, 60_000);

  it('writes a change of what is in force as the next edition', async () => {
    const old = await db().repo(ClassAgreement).findOneByOrFail({ classId: found.id });
    const made = await as('officer').post(at(`/agreements/${old.id}/amendment`));
    expect(made.status).toBe(303);
    const next = await db().repo(ClassAgreement).findOneByOrFail({ classId: found.id, edition: 2 });
    expect(next).toMatchObject({ state: 'draft', replacesId: old.id, insurer: '示例财产保险' });
    expect((await as('firm1').get(at(`/agreements/${next.id}`))).body).toContain('企业师傅承担岗位实训');
    expect((await as('college1').post(at(`/agreements/${next.id}/dropping`))).status).toBe(303);
    expect((await db().repo(ClassAgreement).findOneByOrFail({ id: old.id })).state).toBe('in-force');
  });

  it('has dates by the academic year, each somebody’s, which become clocks when they are near', async () => {
    const dates = await db().repo(ClassMilestone).findBy({ classId: found.id });
    expect(dates.map(({ kind: what }) => what)).toEqual(expect.arrayContaining(['opening', 'assessment', 'check-m24']));
    const opening = dates.find(({ kind: what }) => what === 'opening')!;
    expect(opening).toMatchObject({ dueOn: '2027-03-01', ownerOrganisationId: town.college.id });
    const moved = { kind: 'opening', dueOn: '2026-11-27', ownerOrganisationId: town.college.id };
    expect(
      (await as('college1').post(at(`/calendar/${opening.id}`), { ...moved, ownerOrganisationId: town.firms[3]!.id }))
        .status,
    ).toBe(422);
    expect((await as('college1').post(at(`/calendar/${opening.id}`), moved)).status).toBe(303);
    expect(await test.app.get(MilestoneClocks).run()).toBe(1);
    expect(await test.app.get(MilestoneClocks).run()).toBe(0);
    expect(await told('college1')).toContain('milestone-due');
    expect((await as('college1').get('/w')).body).toContain(at('/calendar'));
    expect((await as('officer').get('/w')).body).toContain(at('/calendar'));

    const firmDate = dates.find(({ kind: what }) => what === 'placing')!;
    expect(firmDate.ownerOrganisationId).toBe(town.actor('firm1').organisationId);
    expect((await as('firm2').post(at(`/calendar/${firmDate.id}/done`), { doneOn: '2026-11-23' })).status).toBe(403);
    expect((await as('firm1').post(at(`/calendar/${firmDate.id}/done`), { doneOn: '2026-11-24' })).status).toBe(422);
    expect((await as('firm1').post(at(`/calendar/${firmDate.id}/done`), { doneOn: '2026-11-23' })).status).toBe(303);
    expect((await as('college1').post(at(`/calendar/${opening.id}/done`), { doneOn: '2026-11-23' })).status).toBe(303);
    const open = await db().repo(Deadline).findBy({ offerId: found.id, kind: 'class-milestone' });
    expect(open.every(({ doneAt }) => doneAt !== null)).toBe(true);
    const more = { kind: 'other', dueOn: '2027-04-01', ownerOrganisationId: town.firms[1]!.id, note: '企业开放日' };
    expect((await as('officer').post(at('/calendar/new'), more)).status).toBe(303);
    expect((await as('firm2').get(at('/calendar'))).body).toContain('企业开放日');
    expect((await as('college1').post(at('/calendar/plan'))).status).toBe(303);
    const after = await db().repo(ClassMilestone).findBy({ classId: found.id });
    expect(after.filter(({ kind: what }) => what === 'opening')).toHaveLength(1);
    expect(after.some(({ note }) => note === '企业开放日')).toBe(false);
  });

  it('opens with enough students and mentors, and goes on step by step', async () => {
    expect((await as('college1').post(at('/steps/selection'))).status).toBe(303);
    test.travelTo('2027-03-01T02:00:00Z');
    const few = await as('college1').post(at('/steps/opening'), { ...first, roster: '19', mentors: '1' });
    expect(few.status).toBe(422);
    for (const word of ['20', '2 名师傅']) expect(few.body).toContain(word);
    expect((await as('college1').post(at('/steps/opening'), { ...first, roster: '21', mentors: '2' })).status).toBe(
      422,
    );
    expect((await as('college1').post(at('/steps/opening'), { ...first, roster: '21', mentors: '3' })).status).toBe(
      303,
    );
    expect(await state()).toBe('running');
    expect(await told('firm1')).toContain('class-moved');
    expect((await as('officer').post(at('/steps/internship'))).status).toBe(303);
    expect((await as('officer').post(at('/steps/internship'))).status).toBe(409);
    expect((await as('officer').post(at('/steps/placing'))).status).toBe(303);
    expect((await as('college1').post(at('/steps/completion'))).status).toBe(409);
    expect(await state()).toBe('placing');
  });

  it('counts people at work once the firm has confirmed them, never more than its seats', async () => {
    const counts = { asOf: '2026-11-23', offered: '8', joined: '8', working: '8', gone: '0', sameField: '7', nearField: '1', otherField: '0' }; // prettier-ignore
    const report = (i: number, change: object = {}, checkpoint = 'start') =>
      as('college1').post(at(`/placements/${found.referrals[i]}/${checkpoint}`), { ...counts, ...change });
    const row = (i: number, checkpoint: 'start' | 'm3' = 'start') =>
      db().repo(Placement).findOneByOrFail({ demandId: found.demands[i]!, checkpoint });
    const answer = (username: string, id: string, values: Record<string, string>) =>
      as(username).post(at(`/placements/answers/${id}`), values);

    expect((await report(0, { offered: '9' })).status).toBe(422);
    expect((await report(0, { joined: '8', working: '8', gone: '1' })).status).toBe(422);
    expect((await report(0)).status).toBe(303);
    expect(await told('firm1')).toContain('placement-to-confirm');
    const first = await row(0);
    expect((await answer('firm2', first.id, { answer: 'same' })).status).toBe(404);
    expect((await answer('firm1', first.id, { answer: 'different' })).status).toBe(422);
    expect((await answer('firm1', first.id, { answer: 'different', note: '只到了 7 人' })).status).toBe(303);
    expect(await told('officer')).toContain('placement-disputed');
    expect((await db().repo(Demand).findOneByOrFail({ id: found.demands[0]! })).state).toBe('agreed');
    expect((await report(0, { joined: '7', working: '7', sameField: '6' })).status).toBe(303);
    expect((await answer('firm1', first.id, { answer: 'same' })).status).toBe(303);
    expect((await report(0)).status).toBe(409);
    expect(await db().repo(Referral).findOneByOrFail({ id: found.referrals[0]! })).toMatchObject({ state: 'fulfilled', quantity: 7 }); // prettier-ignore
    expect(await db().repo(Demand).findOneByOrFail({ id: found.demands[0]! })).toMatchObject({ state: 'fulfilled', reserved: 7 }); // prettier-ignore

    expect(
      (await report(1, { offered: '7', joined: '7', working: '6', gone: '1', sameField: '7', nearField: '0' })).status,
    ).toBe(303);
    expect((await answer('officer', (await row(1)).id, { answer: 'same' })).status).toBe(422);
    const byPhone = { answer: 'same', onBehalf: 'told-by-phone' };
    expect((await answer('officer', (await row(1)).id, byPhone)).status).toBe(303);
    const none = { offered: '0', joined: '0', working: '0', sameField: '0', nearField: '0' };
    expect((await report(2, none)).status).toBe(303);
    expect((await answer('firm3', (await row(2)).id, { answer: 'same' })).status).toBe(303);
    expect((await db().repo(Referral).findOneByOrFail({ id: found.referrals[2]! })).state).toBe('released');
    expect((await db().repo(Demand).findOneByOrFail({ id: found.demands[2]! })).state).toBe('listed');

    const seen = await as('officer').get(at('/placements'));
    for (const word of ['14 人', '13 人']) expect(seen.body).toContain(word);
    expect((await as('firm1').get(at('/placements'))).body).not.toContain('乙工有限公司');

    expect((await as('college1').post(at('/steps/completion'))).status).toBe(303);
    expect(await state()).toBe('completed');
    expect((await report(1, {}, 'm3')).status).toBe(422);
    const check = { asOf: '2027-02-23', working: '5', gone: '2' };
    expect((await as('college1').post(at(`/placements/${found.referrals[1]}/m3`), check)).status).toBe(303);
    expect(await row(1, 'm3')).toMatchObject({ joined: 7, working: 5, gone: 2, state: 'reported' });
  }, 60_000);
});
