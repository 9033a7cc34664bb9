import { PlanRunner } from '../../src/domains/talent/plans/plan-runner.js';
import { ClassPlan, PlanClass, PlanPin, PlanRun } from '../../src/domains/talent/plans/plan.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { TalentTown } from '../factories/talent-town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Visitor } from '../support/visitor.js';

testDatabases('what an officer decides for a plan beforehand', (kind) => {
  let test: TestApp;
  let officer: Visitor;
  let at: string;
  let [first, second, demand] = ['', '', ''];
  const db = () => test.app.get(Database);

  beforeAll(async () => {
    test = await openTestApp(kind);
    const town = await TalentTown.build(test.app);
    [first, second] = [await town.programme(), await town.programme()];
    for (const firm of [1, 2, 3]) demand = await town.demand(firm, 12);
    officer = test.visitor();
    await officer.signIn('officer');
    await officer.post('/talent/plans/new', { term: '2027-1', startTolerance: '3' });
    at = `/talent/plans/${(await db().repo(ClassPlan).findOneByOrFail({})).id}`;
    await test.app.get(PlanRunner).run();
  });
  afterAll(() => test.close());

  const pin = (value: string) => officer.post(`${at}/pins`, { pin: value });
  const pins = async () =>
    (await db().repo(PlanPin).find()).map((one) => `${one.kind}:${one.offerId || one.demandId}`).toSorted();
  /** The buttons of the card that take a decision back. */
  const undoable = async () => {
    const { body } = await officer.get(at);
    return [...body.matchAll(/value="([^"]+)">撤销/g)].map(([, value]) => value);
  };
  const planned = async () => {
    await officer.post(`${at}/runs`);
    await test.app.get(PlanRunner).run();
    const [run] = await db()
      .repo(PlanRun)
      .find({ where: { goal: 'coverage' }, order: { attempt: 'DESC' }, take: 1 });
    return (await db().repo(PlanClass).findBy({ runId: run!.id })).map(({ programmeId }) => programmeId);
  };

  it('is listed with the plan, and can be taken back when no run shows it any more', async () => {
    const [opened = ''] = await planned();
    expect([first, second]).toContain(opened);
    expect((await officer.get(at)).body).toContain('还没有指定必须开的班或必须安排的岗位');
    await pin(`forbid:${opened}`);
    expect(await undoable()).toEqual([`forbid:${opened}`]);
    const other = opened === first ? second : first;
    expect(await planned()).toEqual([other]);
    expect((await officer.get(at)).body).toContain('不开此班');
    expect(await undoable()).toEqual([`forbid:${opened}`]);
    await pin(`forbid:${opened}`);
    expect([await undoable(), await pins()]).toEqual([[], []]);
  });

  it('opens a class of a programme that no run has, and says no more that it must not', async () => {
    const { body } = await officer.get(at);
    const offered = [...body.matchAll(/<option value="open:([^"]+)"/g)].map(([, id]) => id ?? '');
    expect(offered).toHaveLength(1);
    const [id = ''] = offered;
    await pin(`forbid:${id}`);
    await pin(`open:${id}`);
    expect(await pins()).toEqual([`open:${id}`]);
    expect(await planned()).toEqual([id]);
    await pin(`place:${demand}`);
    expect(await undoable()).toEqual([`open:${id}`, `place:${demand}`]);
    await pin(`leave-out:${demand}`);
    expect(await pins()).toEqual([`leave-out:${demand}`, `open:${id}`]);
  });

  it('is refused where it names nothing', async () => {
    expect((await pin('open')).status).toBe(400);
  });
});
