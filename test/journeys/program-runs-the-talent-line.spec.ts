import { readFileSync } from 'node:fs';
import { PlanRunner } from '../../src/domains/talent/plans/plan-runner.js';
import { demandTests, DemandVerification } from '../../src/domains/talent/demands/demand-verification.service.js';
import type { Findings } from '../../src/matchmaking/verifications.js';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';
import { TalentTown } from '../factories/talent-town.js';
import { testDatabases } from '../support/databases.js';
import { schemaFaults, type AnySchema } from '../support/schema-faults.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Answer, Visitor } from '../support/visitor.js';

const DEMANDS = '/api/v1/talent/demands';
const PLANS = '/api/v1/talent/plans';
const CLASSES = '/api/v1/talent/classes';

interface Document {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: AnySchema }> }> }>
  >;
}
const document = JSON.parse(readFileSync(projectFolder('docs/openapi.json'), 'utf8')) as Document;

/** The answer is what the document says of this call. */
function asDocumented<T = Record<string, unknown>>(answer: Answer, path: string, method = 'get'): T {
  const schema =
    document.paths[path]?.[method]?.responses[String(answer.status)]?.content?.['application/json']?.schema;
  if (!schema) throw new Error(`${method} ${path} → ${answer.status} is not documented: ${answer.body.slice(0, 300)}`);
  expect(schemaFaults(schema, answer.json())).toEqual([]);
  return answer.json<T>();
}

const post = {
  title: '数控车床操作工',
  trade: 'machinery',
  occupation: '6-18-01-01 车工',
  headcountMin: 9,
  headcountMax: 12,
  headcountFirm: true,
  onboardBy: '2027-09',
  educationLevel: 'associate',
  preferredMajors: '460103',
  cooperation: ['order-class'],
  probationPay: 450_000,
  contactName: '林甲',
  contactMobile: '13800000001',
  mentorCount: 3,
  splittable: true,
  trainingSupport: ['fees'],
  trainingBudget: 5_000_000,
};

testDatabases('a program runs the talent line', (kind) => {
  let test: TestApp;
  let town: TalentTown;
  const who = new Map<string, Visitor>();
  const as = (name: string) => who.get(name)!;
  const api = (
    name: string,
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> => as(name).api(method, path, body, headers);
  const demands = new Map<string, string>();
  let classId = '';

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await TalentTown.build(test.app);
    for (const name of ['officer', 'college1', 'firm1', 'firm2', 'firm3']) {
      who.set(name, test.visitor());
      await as(name).useToken(name);
    }
    await town.programme();
  });
  afterAll(() => test.close());

  it('files a demand, mends it, and hands it in once', async () => {
    const made = await api('firm1', 'POST', DEMANDS, { ...post, headcountMax: 8, conditions: '限男性' });
    const refused = made.json<{ errors: { field: string; code: string }[] }>();
    expect([made.status, refused.errors.map(({ field, code }) => `${field} ${code}`)]).toEqual([
      422,
      ['headcountMax range-reversed'],
    ]);
    for (const name of ['firm1', 'firm2', 'firm3']) {
      const answer = await api(name, 'POST', DEMANDS, { ...post, conditions: name === 'firm1' ? '限男性' : null });
      const { id, missing } = asDocumented<{ id: string; missing: string[] }>(answer, DEMANDS, 'post');
      expect(missing).toEqual([]);
      demands.set(name, id);
    }
    const id = demands.get('firm1')!;
    const stopped = await api('firm1', 'POST', `${DEMANDS}/${id}/submission`);
    expect([stopped.status, stopped.json<{ code: string }>().code]).toEqual([422, 'conditions-unlawful']);
    const edited = await api('firm1', 'PATCH', `${DEMANDS}/${id}`, {
      conditions: null,
      acceptableMajors: '机电一体化技术',
    });
    expect(asDocumented(edited, `${DEMANDS}/{id}`, 'patch')).toMatchObject({
      conditions: null,
      headcountMax: 12,
      majors: [
        { code: '460103', role: 'preferred' },
        { code: '460301', role: 'acceptable' },
      ],
    });
    const turned = await api('firm1', 'PATCH', `${DEMANDS}/${id}`, { headcountMin: 13 });
    expect(turned.status).toBe(422);
    const old = await api('firm1', 'PATCH', `${DEMANDS}/${id}`, { duties: '车' }, { 'if-match': '"1"' });
    expect([old.status, old.json<{ code: string }>().code]).toEqual([409, 'conflict-version']);
    for (const name of ['firm1', 'firm2', 'firm3']) {
      const path = `${DEMANDS}/${demands.get(name)}/submission`;
      const once = { 'idempotency-key': `submit-${name}` };
      expect((await api(name, 'POST', path, undefined, once)).status).toBe(201);
      const again = await api(name, 'POST', path, undefined, once);
      expect(again.headers['idempotency-replayed']).toBe('true');
      expect(asDocumented(again, `${DEMANDS}/{id}/submission`, 'post')).toMatchObject({ state: 'submitted' });
    }
  });

  it('shows each party what its page shows', async () => {
    const id = demands.get('firm1')!;
    const list = asDocumented<{ total: number; items: { id: string }[] }>(await api('firm1', 'GET', DEMANDS), DEMANDS);
    expect(list).toMatchObject({ total: 1, items: [{ id, organisation: { name: '甲工有限公司（示例）' } }] });
    const path = `${DEMANDS}/{id}`;
    const own = asDocumented(await api('firm1', 'GET', `${DEMANDS}/${id}`), path);
    expect(own).toMatchObject({ contact: { name: '林甲', mobile: '13800000001' }, probationPay: 450_000 });
    expect(own).toMatchObject({ occupation: '6-18-01-01', splittable: true, trainingBudget: 5_000_000 });
    const wrong = await api('firm1', 'PATCH', `${DEMANDS}/${id}`, { occupation: '车工' });
    expect(wrong.json()).toMatchObject({ errors: [{ field: 'occupation', code: 'occupation-code' }] });
    const staff = await api('officer', 'GET', `${DEMANDS}/${id}`);
    asDocumented(staff, path);
    expect(staff.body).not.toMatch(/林甲|13800000001/);
    expect((await api('firm2', 'GET', `${DEMANDS}/${id}`)).status).toBe(404);
    expect((await api('college1', 'GET', DEMANDS)).status).toBe(403);
    const found = asDocumented(await api('officer', 'GET', `${DEMANDS}?state=submitted&major=460301`), DEMANDS);
    expect(found).toMatchObject({ total: 1 });
    expect((await api('officer', 'GET', `${DEMANDS}?state=nothing`)).status).toBe(422);
  });

  it('matches what is on the list, with a sentence a verdict', async () => {
    const pass = Object.fromEntries(demandTests.map((name) => [name, { finding: 'pass', note: null }])) as Findings;
    const id = demands.get('firm1')!;
    expect((await api('firm1', 'POST', `${DEMANDS}/${id}/matches`)).status).toBe(409);
    for (const one of demands.values())
      await test.app.get(DemandVerification).pass(town.actor('officer'), one, pass, null);
    const run = await api('firm1', 'POST', `${DEMANDS}/${id}/matches`);
    expect(asDocumented(run, `${DEMANDS}/{id}/matches`, 'post')).toMatchObject({ eligible: 1 });
    const live = await api('firm1', 'GET', `${DEMANDS}/${id}/matches`, undefined, { 'accept-language': 'en' });
    const { pairs } = asDocumented<{ pairs: { kind: string; verdicts: { sentence: string }[] }[] }>(
      live,
      `${DEMANDS}/{id}/matches`,
    );
    expect(pairs[0]).toMatchObject({ kind: 'programme', status: 'eligible', title: '数控技术' });
    expect(pairs[0]?.verdicts.every(({ sentence }) => sentence !== '')).toBe(true);
  });

  it('reads the pool by majors, and says for a college that it would open a class', async () => {
    const path = '/api/v1/talent/pool';
    const own = asDocumented<{ items: object[] }>(await api('college1', 'GET', path), path);
    expect(own.items).toMatchObject([{ majorCode: '460103', term: '2027-1', people: 36, firms: null, interests: [] }]);
    const said = await api('college1', 'POST', `${path}/460103/answer`, { kind: 'interested', seats: 36 });
    const major = { people: 36, interests: [{ kind: 'interested', seats: 36, college: { id: town.college.id } }] };
    expect(asDocumented(said, `${path}/{major}/answer`, 'post')).toMatchObject(major);
    expect(asDocumented(await api('officer', 'GET', `${path}/460103`), `${path}/{major}`)).toMatchObject({ ...major, firms: 3 }); // prettier-ignore
    expect((await api('college1', 'POST', `${path}/460103/answer`, { kind: 'declined' })).status).toBe(422);
    expect((await api('college1', 'GET', `${path}/460301`)).status).toBe(404);
    expect((await api('firm1', 'GET', path)).status).toBe(403);
  });

  it('makes a plan, reads what it seats and what not, and publishes it once', async () => {
    expect((await api('officer', 'POST', PLANS, { term: '2027-3' })).status).toBe(422);
    const made = await api('officer', 'POST', PLANS, { term: '2027-1', oneFirmShare: 50 });
    const plan = asDocumented<{ id: string }>(made, PLANS, 'post');
    expect(plan).toMatchObject({ rules: { oneFirmShare: 50, startTolerance: 3 }, state: 'draft' });
    await test.app.get(PlanRunner).run();
    const { runs } = asDocumented<{ runs: { id: string; goal: string; state: string }[] }>(
      await api('officer', 'GET', `${PLANS}/${plan.id}`),
      `${PLANS}/{id}`,
    );
    expect(runs.map(({ goal, state }) => `${goal} ${state}`).toSorted()).toEqual([
      'coverage done',
      'earliest done',
      'fewest-classes done',
    ]);
    const run = runs.find(({ goal }) => goal === 'coverage')!;
    const whole = await api('officer', 'GET', `${PLANS}/${plan.id}/runs/${run.id}`);
    expect(asDocumented(whole, `${PLANS}/{id}/runs/{runId}`)).toMatchObject({
      seats: 36,
      proof: 'optimal',
      classList: [{ seats: 36, members: [{ seats: 12 }, { seats: 12 }, { seats: 12 }] }],
      unserved: [],
    });
    const elsewhere = (await api('officer', 'POST', PLANS, { term: '2027-2' })).json<{ id: string }>().id;
    expect((await api('officer', 'GET', `${PLANS}/${elsewhere}/runs/${run.id}`)).status).toBe(404);
    expect((await api('firm1', 'GET', PLANS)).status).toBe(403);
    expect(asDocumented(await api('officer', 'GET', PLANS), PLANS)).toMatchObject({ total: 2 });
    const path = `${PLANS}/${plan.id}/runs/${run.id}/publication`;
    const published = await api('officer', 'POST', path);
    const { classes } = asDocumented<{ classes: string[] }>(
      published,
      `${PLANS}/{id}/runs/{runId}/publication`,
      'post',
    );
    expect(classes).toHaveLength(1);
    classId = classes[0]!;
    expect((await api('officer', 'POST', path)).status).toBe(409);
    const again = await api('officer', 'POST', `${PLANS}/${elsewhere}/runs`);
    asDocumented(again, `${PLANS}/{id}/runs`, 'post');
  });

  it('lets the college answer and the firms confirm, and tells nobody a name before all have', async () => {
    const at = `${CLASSES}/${classId}`;
    const college = await api('college1', 'GET', at);
    asDocumented(college, `${CLASSES}/{id}`);
    expect(college.body).not.toContain('工有限公司');
    expect((await api('firm1', 'POST', `${at}/acceptance`, {})).status).toBe(403);
    const accepted = await api('college1', 'POST', `${at}/acceptance`, { note: '可以' });
    expect(asDocumented(accepted, `${CLASSES}/{id}/acceptance`, 'post')).toMatchObject({
      answer: { kind: 'accept' },
      confirmedSeats: 0,
    });
    const own = asDocumented<{ members: { referralId: string }[] }>(await api('firm1', 'GET', at), `${CLASSES}/{id}`);
    expect(own.members).toHaveLength(1);
    expect(own).toMatchObject({ firms: 3, answer: { note: null }, members: [{ seats: 12, asked: true }] });
    const [{ referralId } = { referralId: '' }] = own.members;
    expect((await api('firm2', 'POST', `${at}/seats/${referralId}/confirmation`, { seats: 3 })).status).toBe(404);
    expect((await api('firm1', 'POST', `${at}/seats/${referralId}/confirmation`, { seats: 13 })).status).toBe(422);
    const confirmed = await api('firm1', 'POST', `${at}/seats/${referralId}/confirmation`, { seats: 10 });
    asDocumented(confirmed, `${CLASSES}/{id}/seats/{referralId}/confirmation`, 'post');
    for (const name of ['firm2', 'firm3']) {
      const { members } = (await api(name, 'GET', at)).json<{ members: { referralId: string }[] }>();
      const answered = await api(name, 'POST', `${at}/seats/${members[0]?.referralId}/confirmation`, { seats: 10 });
      expect(answered.status).toBe(201);
    }
    const all = asDocumented<{ state: string }>(await api('firm1', 'GET', at), `${CLASSES}/{id}`);
    expect(all).toMatchObject({ state: 'to-sign', confirmedSeats: 30 });
    expect((await api('college1', 'GET', at)).body).toContain('乙工有限公司');
    const mine = `${CLASSES}?state=to-sign`;
    expect(asDocumented(await api('firm1', 'GET', mine), CLASSES)).toMatchObject({
      total: 1,
      items: [{ id: classId }],
    });
    expect(asDocumented(await api('firm1', 'GET', `${CLASSES}?state=short`), CLASSES)).toMatchObject({ total: 0 });
  });

  it('withdraws a demand, and its seats with it', async () => {
    const id = demands.get('firm3')!;
    const answer = await api('firm3', 'POST', `${DEMANDS}/${id}/withdrawal`, { reason: 'not-needed' });
    expect(asDocumented(answer, `${DEMANDS}/{id}/withdrawal`, 'post')).toMatchObject({
      state: 'closed',
      outcome: 'withdrawn',
      reserved: 0,
      classes: [],
    });
  });
});
