import { ClassAnswering } from '../../src/domains/talent/classes/class-answering.service.js';
import { OrderClasses } from '../../src/domains/talent/classes/order-classes.js';
import { Publishing } from '../../src/domains/talent/classes/publishing.service.js';
import { SeatConfirming } from '../../src/domains/talent/classes/seat-confirming.service.js';
import { Demand } from '../../src/matchmaking/demand.entity.js';
import { Referral } from '../../src/matchmaking/referral.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { writePlan } from '../factories/class-plan.js';
import { TalentTown } from '../factories/talent-town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

/** 可以分到几个班: a demand for more people than one class takes has seats in two, each answered by itself. */
testDatabases('a demand that may sit in several classes', (kind) => {
  let test: TestApp;
  let town: TalentTown;
  beforeAll(async () => {
    test = await openTestApp(kind);
    town = await TalentTown.build(test.app);
  });
  afterAll(() => test.close());

  it('has its seats counted over both, and loses those of one class only', async () => {
    const db = test.app.get(Database);
    const large = await town.demand(1, 30, { splittable: true });
    const others = [await town.demand(2, 10), await town.demand(3, 10)];
    const programmes = [await town.programme(), await town.programme()];
    const { planId, runId } = await writePlan(
      test.app,
      town.actor('officer').userId,
      programmes.map((programmeId, at) => ({
        programmeId,
        seats: new Map([[large, 15], [others[at]!, 10]]), // prettier-ignore
        minSize: 20,
        maxSize: 40,
      })),
    );
    const classes = await test.app.get(Publishing).publish(town.actor('officer'), planId, runId);
    expect(classes).toHaveLength(2);
    const standing = () => db.repo(Demand).findOneByOrFail({ id: large });
    expect(await standing()).toMatchObject({ state: 'engaged', reserved: 30, activeReferrals: 2 });

    const [stands, fails] = classes as [string, string];
    const seatsIn = async (offerId: string, demandId: string) =>
      (await db.repo(Referral).findOneByOrFail({ offerId, demandId })).id;
    for (const id of classes) await test.app.get(ClassAnswering).accept(town.actor('college1'), id, null);
    const confirm = async (firm: number, classId: string, demandId: string, seats: number) =>
      test.app.get(SeatConfirming).confirm(town.actor(`firm${firm}`), classId, await seatsIn(classId, demandId), seats);
    await confirm(1, stands, large, 15);
    await confirm(2, stands, others[0]!, 10);
    expect((await test.app.get(OrderClasses).find(stands)).row.state).toBe('to-sign');
    expect(await standing()).toMatchObject({ state: 'agreed', reserved: 30, activeReferrals: 2 });
    await test.app.get(SeatConfirming).giveUp(town.actor('firm1'), fails, await seatsIn(fails, large), 'pay', null);
    expect(await standing()).toMatchObject({ state: 'agreed', reserved: 15, activeReferrals: 1 });
    await confirm(3, fails, others[1]!, 10);
    expect((await test.app.get(OrderClasses).find(fails)).row.state).toBe('short');
    const firm = test.visitor();
    await firm.signIn('firm1');
    const page = await firm.get(`/talent/demands/${large}`);
    expect(page.body).toContain((await test.app.get(OrderClasses).find(stands)).offer.number);
  });
});
