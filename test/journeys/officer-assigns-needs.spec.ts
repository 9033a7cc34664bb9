import { AssignmentRow, AssignmentRun } from '../../src/domains/financing/managers/assignment.entity.js';
import { Assignments } from '../../src/domains/financing/managers/assignments.service.js';
import { ClientManager } from '../../src/domains/financing/managers/client-manager.entity.js';
import { Consenting } from '../../src/matchmaking/consenting.js';
import { Deadline, Referral } from '../../src/matchmaking/referral.entity.js';
import { systemActor } from '../../src/kernel/actor.js';
import { Database } from '../../src/platform/database/database.js';
import { Delivery } from '../../src/platform/notifications/delivery.entity.js';
import { Notice } from '../../src/platform/notifications/notice.entity.js';
import { Users } from '../../src/platform/identity/users.js';
import { buildTown, fileNeed, type Town } from '../factories/town.js';
import { race } from '../races/race.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

const MANAGERS = '/financing/client-managers';
const ASSIGNMENTS = '/financing/assignments';

testDatabases('needs are assigned to client managers', (kind) => {
  let test: TestApp;
  let town: Town;
  let officer: Visitor;
  let donghu: Visitor;
  let qingyuan: Visitor;
  const db = () => test.app.get(Database);
  const as = async (name: string): Promise<Visitor> => {
    const visitor = test.visitor();
    await visitor.signIn(name);
    return visitor;
  };
  const need = async (urgency: string, consents: readonly string[], username = 'enterprise1') => {
    const id = await fileNeed(test.app, town, 'listed', { urgency }, username);
    if (consents.length > 0) await test.app.get(Consenting).give(town.actor(username), id, [...consents]);
    return id;
  };
  const numberOf = async (id: string): Promise<string> =>
    (await db().select<{ number: string }>('SELECT number FROM demand WHERE id = ?', [id]))[0]?.number ?? '';
  const boxes = (html: string): string[] =>
    [...html.matchAll(/name="need" value="([^"]+)" data-pick checked/g)].map(([, value]) => value ?? '');
  /** The newest run, as the officer's button leads to it. */
  const propose = async (): Promise<string> => {
    const { status, location } = await officer.post(ASSIGNMENTS);
    expect(status).toBe(303);
    return location ?? '';
  };

  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await buildTown(test.app);
    [officer, donghu, qingyuan] = [await as('officer'), await as('bank1'), await as('bank2')];
  });
  afterAll(() => test.close());

  it('an institution says who takes how many cases of which of its products, and nobody else does', async () => {
    const [fast, park, growth] = town.products;
    const blank = await donghu.get(`${MANAGERS}/new`);
    expect([blank.status, blank.body.includes('刘东湖'), blank.body.includes('科创快贷')]).toEqual([200, true, true]);
    expect(blank.body).not.toContain('园区税易贷');
    const user = town.actor('bank1').userId;
    const strange = await donghu.post(`${MANAGERS}/new`, { userId: user, caseLimit: 1, products: park!.id });
    expect(strange.status).toBe(422);
    const stranger = { userId: town.actor('bank2').userId, caseLimit: 1, products: fast!.id };
    expect((await donghu.post(`${MANAGERS}/new`, stranger)).status).toBe(422);
    const added = await donghu.post(`${MANAGERS}/new`, { userId: user, caseLimit: 1, products: fast!.id });
    expect([added.status, added.location]).toEqual([303, MANAGERS]);
    const twice = await donghu.post(`${MANAGERS}/new`, { userId: user, caseLimit: 1, products: fast!.id });
    expect(twice.status).toBe(422);
    const list = await donghu.get(MANAGERS);
    expect([list.body.includes('0 / 1 件'), list.body.includes('可分派')]).toEqual([true, true]);
    const own = { userId: town.actor('bank2').userId, caseLimit: 9, products: [park!.id, growth!.id] };
    await qingyuan.post(`${MANAGERS}/new`, own);
    const { id } = await db().repo(ClientManager).findOneByOrFail({ userId: own.userId });
    expect((await donghu.get(`${MANAGERS}/${id}`)).status).toBe(404);
    expect((await donghu.post(`${MANAGERS}/${id}`, { caseLimit: 1 })).status).toBe(404);
    await qingyuan.post(`${MANAGERS}/${id}`, { caseLimit: 4, products: [growth!.id], away: 'true' });
    expect((await qingyuan.get(MANAGERS)).body).toContain('暂停分派');
    await qingyuan.post(`${MANAGERS}/${id}`, { caseLimit: 4, products: [growth!.id] });
    expect((await officer.get(MANAGERS)).status).toBe(403);
  });

  it('an officer sees both policies in numbers, why somebody was displaced, and what cannot go', async () => {
    const both = [town.donghu.id, town.qingyuan.id];
    const calm = await need('normal', [town.donghu.id]);
    const urgent = await need('urgent', both);
    const silent = await need('normal', []);
    const at = await propose();
    expect(await propose()).toBe(at);
    const { body } = await officer.get(at);
    expect(body).toContain('3 条待推送需求，2 位在岗客户经理');
    // 优先: the urgent one has the only place of its first choice. 均衡: it makes room, and both are assigned.
    expect(boxes(body)).toEqual([urgent]);
    expect(body).toContain(`${await numberOf(urgent)} 更急，名额已占`);
    expect(body).toContain('企业还没有授权给有客户经理的机构');
    expect([body.includes('1 / 3 条'), body.includes('2 / 3 条'), body.includes('有 0 对')]).toEqual([
      true,
      true,
      true,
    ]);
    const level = await officer.get(`${at}?policy=welfare`);
    expect(new Set(boxes(level.body))).toEqual(new Set([calm, urgent]));
    expect([level.body.includes('总共少分到 1 条'), level.body.includes('发现 0 处不符')]).toEqual([true, true]);

    // A consent that is withdrawn meanwhile: the row can no longer be picked, and a page that was open is refused.
    await officer.get(at);
    const owner = await as('enterprise1');
    await owner.post(`/financing/needs/${calm}/consents/${town.donghu.id}/withdrawal`);
    const late = await officer.get(`${at}?policy=welfare`);
    expect([boxes(late.body), late.body.includes('授权已撤回或到期')]).toEqual([[urgent], true]);
    const refused = await officer.post(`${at}/confirmation`, { policy: 'welfare', need: [calm, urgent] });
    expect([refused.status, refused.body.includes(`“${await numberOf(calm)}”和计算时已经不一样了`)]).toEqual([
      409,
      true,
    ]);
    expect(await db().repo(Referral).countBy({ demandId: urgent })).toBe(0);
    const foreign = await officer.post(`${at}/confirmation`, { policy: 'welfare', need: silent });
    expect(foreign.status).toBe(422);
    expect((await officer.post(`${at}/confirmation`, { policy: 'welfare' })).location).toBe(`${at}?policy=welfare`);
  });

  it('what is confirmed is referred to its client manager, who is told and answers for it', async () => {
    const at = await propose();
    const picks = boxes((await officer.get(at)).body);
    expect(picks).toHaveLength(1);
    const done = await officer.post(`${at}/confirmation`, { policy: 'priority', need: picks });
    expect([done.status, done.location]).toEqual([303, at]);
    const [referral] = await db().repo(Referral).findBy({ demandId: picks[0]! });
    const { userId } = town.actor('bank1');
    expect(referral).toMatchObject({ state: 'sent', handlerId: userId, recipientOrganisationId: town.donghu.id });
    const clock = await db().repo(Deadline).findOneByOrFail({ referralId: referral!.id, kind: 'answer-referral' });
    expect(clock.ownerUserId).toBe(userId);
    const [notice, ...more] = await db().repo(Notice).findBy({ referralId: referral!.id });
    expect([notice?.kind, notice?.userId, more]).toEqual(['referral-assigned', userId, []]);
    await test.drain();
    const mails = await db().repo(Delivery).findBy({ noticeId: notice!.id });
    expect(mails.map(({ state }) => state)).toEqual(['sent']);
    const run = await db()
      .repo(AssignmentRun)
      .findOneByOrFail({ id: at.split('/').at(-1)! });
    expect([run.state, run.policy, run.confirmedBy]).toEqual(['confirmed', 'priority', town.actor('officer').userId]);
    const page = await officer.get(at);
    expect([page.body.includes(`/financing/referrals/${referral!.id}`), boxes(page.body)]).toEqual([true, []]);
    expect((await donghu.get(MANAGERS)).body).toContain('1 / 1 件');
    const again = await officer.post(`${at}/confirmation`, { policy: 'priority', need: picks });
    expect([again.status, await db().repo(Referral).countBy({ demandId: picks[0]! })]).toEqual([409, 1]);
    expect((await donghu.get(`/financing/referrals/${referral!.id}`)).status).toBe(200);
  });

  it('of two officers who confirm at once one wins, and no limit is passed by two runs', async () => {
    const assignments = test.app.get(Assignments);
    const actor = town.actor('officer');
    const taken = await need('soon', [town.qingyuan.id]);
    const run = await assignments.propose(actor);
    const both = await race(
      ...(['priority', 'welfare'] as const).map((policy) => () => assignments.confirm(actor, run.id, policy, [taken])),
    );
    expect([both.won.length, both.refused]).toEqual([1, ['state-changed']]);
    expect(await db().repo(Referral).countBy({ demandId: taken })).toBe(1);

    const manager = await db().repo(ClientManager).findOneByOrFail({ organisationId: town.qingyuan.id });
    await qingyuan.post(`${MANAGERS}/${manager.id}`, { caseLimit: 2, products: town.products[2]!.id });
    const first = await need('normal', [town.qingyuan.id]);
    const one = await assignments.propose(actor);
    const second = await need('urgent', [town.qingyuan.id]);
    const other = await assignments.propose(actor);
    const runs = await race(
      () => assignments.confirm(actor, one.id, 'priority', [first]),
      () => assignments.confirm(actor, other.id, 'priority', [second]),
    );
    expect([runs.won.length, runs.refused]).toEqual([1, ['assignment-outdated']]);
    const handled = await db().repo(Referral).countBy({ handlerId: manager.userId, state: 'sent' });
    expect([handled, await db().repo(AssignmentRun).countBy({ state: 'confirmed' })]).toEqual([2, 3]);
  });

  it('passes over who has left, and says so', async () => {
    await qingyuan.post(`${MANAGERS}/${(await db().repo(ClientManager).findOneByOrFail({ organisationId: town.qingyuan.id })).id}`, { caseLimit: 9, products: town.products[2]!.id }); // prettier-ignore
    const at = await propose();
    const id = at.split('/').at(-1)!;
    const placed = (await db().repo(AssignmentRow).findBy({ runId: id, policy: 'welfare' })).filter(
      (row) => row.managerId,
    );
    expect(placed.length).toBeGreaterThan(0);
    await test.app.get(Users).setState(systemActor, town.actor('bank2').userId, 'disabled');
    const { body } = await officer.get(`${at}?policy=welfare`);
    expect([boxes(body), body.includes('已暂停分派')]).toEqual([[], true]);
    expect(await propose()).not.toBe(at);
  });

  it('is there for programs', async () => {
    const [program, bank] = [test.visitor(), test.visitor()];
    await program.useToken('officer');
    await bank.useToken('bank1');
    const made = await program.api('POST', '/api/v1/financing/assignments');
    expect(made.status).toBe(201);
    const run = made.json<{ id: string; welfare: { figures: { faults: number } } }>();
    expect(run.welfare.figures.faults).toBe(0);
    expect((await program.api('GET', `/api/v1/financing/assignments/${run.id}`)).json()).toEqual(made.json());
    const items = (await program.api('GET', '/api/v1/financing/assignments')).json<{ items: { id: string }[] }>().items;
    expect(items[0]?.id).toBe(run.id);
    const [own] = (await bank.api('GET', '/api/v1/financing/client-managers')).json<{ items: { id: string }[] }>()
      .items;
    const change = { caseLimit: 7, away: false, products: [town.products[0]!.id] };
    const changed = await bank.api('PUT', `/api/v1/financing/client-managers/${own!.id}`, change);
    expect(changed.json()).toMatchObject({ caseLimit: 7, load: 1, products: [{ title: '科创快贷' }] });
    const wrong = await program.api('POST', `/api/v1/financing/assignments/${run.id}/confirmation`, { policy: 'x', needs: [run.id] }); // prettier-ignore
    expect(wrong.status).toBe(422);
  });
});
