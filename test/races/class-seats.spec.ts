import { ClassAnswering } from '../../src/domains/talent/classes/class-answering.service.js';
import { OrderClass } from '../../src/domains/talent/classes/class.entity.js';
import { ClassJoining } from '../../src/domains/talent/classes/class-joining.service.js';
import { ClassLeaving } from '../../src/domains/talent/classes/class-leaving.js';
import { ClassRescue } from '../../src/domains/talent/classes/class-rescue.service.js';
import { OrderClasses } from '../../src/domains/talent/classes/order-classes.js';
import { Publishing } from '../../src/domains/talent/classes/publishing.service.js';
import { SeatConfirming } from '../../src/domains/talent/classes/seat-confirming.service.js';
import { Referral } from '../../src/matchmaking/referral.entity.js';
import { Settings } from '../../src/platform/config/settings.js';
import { Database } from '../../src/platform/database/database.js';
import { TalentTown } from '../factories/talent-town.js';
import { testDatabases } from '../support/databases.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { race, times } from './race.js';

const ROUNDS = 25;

/** Every counter, counted again from the referrals it stands for. A row is a fault. */
const faults: Readonly<Record<string, string>> = {
  'a demand reserved other than its open seats': `SELECT d.id FROM demand d WHERE d.domain = 'talent' AND d.reserved <>
    (SELECT COALESCE(SUM(r.quantity), 0) FROM referral r WHERE r.demandId = d.id AND r.state IN ('sent', 'accepted', 'agreed', 'fulfilled'))`,
  'a demand promised more than it wants': "SELECT id FROM demand WHERE domain = 'talent' AND reserved > wanted",
  'a class holds other than its open seats': `SELECT o.id FROM offer o WHERE o.kind = 'class' AND o.taken <>
    (SELECT COALESCE(SUM(r.quantity), 0) FROM referral r WHERE r.offerId = o.id AND r.state IN ('sent', 'accepted', 'agreed', 'fulfilled'))`,
  'a programme gives other than its classes hold': `SELECT p.id FROM offer p WHERE p.kind = 'programme' AND p.taken <>
    (SELECT COALESCE(SUM(c.taken), 0) FROM offer c WHERE c.parentOfferId = p.id)`,
  'an offer is over-full': 'SELECT id FROM offer WHERE capacity IS NOT NULL AND taken > capacity',
  'slots differ from open referrals': `SELECT d.id FROM demand d WHERE d.domain = 'talent' AND d.activeReferrals <>
    (SELECT COUNT(*) FROM referral r WHERE r.demandId = d.id AND r.state IN ('sent', 'accepted', 'agreed'))`,
  'a state does not follow from the seats': `SELECT d.id FROM demand d WHERE d.domain = 'talent' AND d.state IN ('listed', 'engaged', 'agreed') AND d.state <>
    (CASE WHEN EXISTS (SELECT 1 FROM referral r WHERE r.demandId = d.id AND r.state = 'agreed') THEN 'agreed'
          WHEN EXISTS (SELECT 1 FROM referral r WHERE r.demandId = d.id AND r.state IN ('sent', 'accepted')) THEN 'engaged' ELSE 'listed' END)`,
  'a class stands below its floor': `SELECT c.offerId FROM order_class c JOIN offer o ON o.id = c.offerId WHERE c.state = 'to-sign' AND c.minSize >
    (SELECT COALESCE(SUM(r.quantity), 0) FROM referral r WHERE r.offerId = o.id AND r.state IN ('accepted', 'agreed'))`,
  'an ended class holds seats': `SELECT c.offerId FROM order_class c JOIN offer o ON o.id = c.offerId
    WHERE c.state IN ('declined', 'merged', 'cancelled') AND o.taken > 0`,
}; // prettier-ignore

testDatabases('the seats of order classes', (kind) => {
  let servers: TestApp[];
  let town: TalentTown;
  let turn = 0;
  const get = <T>(type: abstract new (...args: never[]) => T): T => servers[turn++ % servers.length]!.app.get<T>(type);
  const db = () => servers[0]!.app.get(Database);
  const officer = () => town.actor('officer');
  const college = () => town.actor('college1');

  beforeAll(async () => {
    const first = await openTestApp(kind);
    town = await TalentTown.build(first.app);
    const shared = { DATABASE_URL: first.app.get(Settings).databaseUrl };
    servers = kind === 'sqlite' ? [first] : [first, await openTestApp(kind, shared)];
  });
  afterAll(async () => {
    for (const server of servers.toReversed()) await server.close();
  });
  afterEach(async () => {
    const found: string[] = [];
    for (const [what, sql] of Object.entries(faults)) if ((await db().select(sql)).length > 0) found.push(what);
    expect(found).toEqual([]);
  });

  const referralOf = async (demandId: string, classId: string) =>
    (await db().repo(Referral).findOneByOrFail({ demandId, offerId: classId })).id;

  /** Four firms with 8 each in one class of at least 20. */
  async function published(wanted = 8): Promise<{ classId: string; demands: string[]; programmeId: string }> {
    const programmeId = await town.programme();
    const demands = await Promise.all([1, 2, 3, 4].map((firm) => town.demand(firm, wanted)));
    const { planId, runId } = await town.plan(programmeId, new Map(demands.map((id) => [id, wanted])));
    const [classId] = await get(Publishing).publish(officer(), planId, runId);
    return { classId: classId!, demands, programmeId };
  }

  it('publishes a plan once, whoever clicks', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const programmeId = await town.programme();
      const demands = await Promise.all([1, 2, 3, 4].map((firm) => town.demand(firm, 8)));
      const { planId, runId } = await town.plan(programmeId, new Map(demands.map((id) => [id, 8])));
      const { won, refused } = await race(...times(4, () => () => get(Publishing).publish(officer(), planId, runId)));
      expect([won.length, refused]).toEqual([1, times(3, () => 'state-changed')]);
    }
  }, 120_000);

  it('promises no headcount and no place twice, when two plans want the same', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const programmes = [await town.programme({ capacity: 40 }), await town.programme({ capacity: 40 })];
      const demands = await Promise.all([1, 2, 3, 4].map((firm) => town.demand(firm, 10)));
      const seats = new Map(demands.map((id) => [id, 10]));
      const plans = await Promise.all(programmes.map((id) => town.plan(id, seats)));
      const { won, refused } = await race(
        ...plans.map((plan) => () => get(Publishing).publish(officer(), plan.planId, plan.runId)),
      );
      expect([won.length, refused]).toEqual([1, ['plan-outdated']]);
    }
  }, 120_000);

  it('counts right when the college, the firms and the officer act at once', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { classId, demands } = await published();
      const late = await town.demand(1, 6);
      const answered = await race(
        () => get(ClassAnswering).accept(college(), classId, null),
        // Room for all 38: where the late one has joined, a smaller class would wait for an officer to shrink it.
        () => get(ClassAnswering).resize(college(), classId, { minSize: 20, maxSize: 38 }, null),
        () => get(ClassAnswering).decline(college(), classId, ['teachers'], null),
        async () => void (await get(ClassJoining).join(officer(), late, classId, 6, 'near')),
      );
      expect(answered.won.length).toBeGreaterThanOrEqual(1);
      if ((await get(OrderClasses).find(classId)).row.state === 'declined') continue;
      const referrals = await Promise.all(demands.map((id) => referralOf(id, classId)));
      const confirm = (i: number, n: number) => () =>
        get(SeatConfirming).confirm(town.actor(`firm${i + 1}`), classId, referrals[i]!, n);
      await race(
        ...times(2, () => confirm(0, 8)),
        confirm(1, 5),
        confirm(1, 8),
        () => get(SeatConfirming).giveUp(town.actor('firm3'), classId, referrals[2]!, 'pay', null),
        confirm(2, 8),
        confirm(3, 8),
        () => db().transaction(() => servers[0]!.app.get(ClassLeaving).leaveAll(town.actor('firm4'), demands[3]!)),
        ...(round % 3 === 0 ? [() => get(ClassRescue).cancel(officer(), classId, 'no-students')] : []),
      );
      const open = await db().repo(Referral).findBy({ offerId: classId, state: 'accepted' });
      for (const { id, demandId } of open) {
        const i = demandId === late ? 0 : demands.indexOf(demandId);
        await race(() => get(SeatConfirming).confirm(town.actor(`firm${i + 1}`), classId, id, 1));
      }
      expect(['short', 'to-sign', 'cancelled']).toContain((await get(OrderClasses).find(classId)).row.state);
    }
  }, 240_000);

  it('merges a short class into another without losing or doubling a seat', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const short = await published(6); // 24 proposed
      const other = await published(8);
      for (const { classId } of [short, other]) await get(ClassAnswering).accept(college(), classId, null);
      for (const [i, id] of short.demands.entries()) {
        const referral = await referralOf(id, short.classId);
        await get(SeatConfirming).confirm(town.actor(`firm${i + 1}`), short.classId, referral, 2);
      }
      expect((await get(OrderClasses).find(short.classId)).row.state).toBe('short');
      const ended = await race(
        ...times(2, () => () => get(ClassRescue).merge(officer(), short.classId, other.classId)),
        () => get(ClassRescue).cancel(officer(), short.classId, 'no-students'),
        () => get(ClassRescue).putOff(officer(), short.classId, '2027-2'),
      );
      expect(ended.won.length).toBeGreaterThanOrEqual(1);
      const { state } = await db().repo(OrderClass).findOneByOrFail({ offerId: short.classId });
      expect(['merged', 'cancelled', 'consulting']).toContain(state);
    }
  }, 240_000);
});
