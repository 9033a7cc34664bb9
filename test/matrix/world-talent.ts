import { ClassAnswering } from '../../src/domains/talent/classes/class-answering.service.js';
import { OrderClass } from '../../src/domains/talent/classes/class.entity.js';
import { Campuses } from '../../src/domains/talent/colleges/campuses.service.js';
import { Colleges } from '../../src/domains/talent/colleges/colleges.service.js';
import { PoolInterests } from '../../src/domains/talent/pool/pool-interests.service.js';
import { Programmes } from '../../src/domains/talent/programmes/programmes.service.js';
import { Publishing } from '../../src/domains/talent/classes/publishing.service.js';
import { SeatConfirming } from '../../src/domains/talent/classes/seat-confirming.service.js';
import { zoneRules } from '../../src/domains/talent/plans/plan-rules.js';
import { PlanGap, PlanPin, PlanRun } from '../../src/domains/talent/plans/plan.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { newId } from '../../src/platform/ids.js';
import { writePlan, type PlannedClass } from '../factories/class-plan.js';
import type { Right } from './rights.js';
import { classes, posts, spokesmen, type Firm } from './talent-rights.js';
import type { World } from './world.js';
import { listPost, quietPosts } from './world-posts.js';
import { keepRecords } from './world-record.js';

const colleges = { college: ['460103', '460301'], academy: ['510203', '510102'] } as const;
type CollegeOrg = keyof typeof colleges;

/** Colleges with their programmes, demands in every state, and classes at every step; talent-rights.ts says who may know what. */
export async function playTalent(world: World): Promise<void> {
  for (const org of Object.keys(colleges) as CollegeOrg[]) await openCollege(world, org);
  for (const name of Object.keys(posts))
    if (/^(?:stand|place|run|pick|ask|wait|short|lack|big)-/.test(name)) await listPost(world, name);
  await quietPosts(world);
  await publish(world);
  for (const name of ['stand', 'place', 'run', 'pick']) await standingClass(world, name);
  await askedClass(world);
  await shortClass(world);
  await lackingClasses(world);
  await bigClass(world);
  await openPlan(world);
  await keepRecords(world);
  await answerPool(world);
}

/** A profile, two campuses, a programme on the shelf and one in the drawer. */
async function openCollege(world: World, org: CollegeOrg): Promise<void> {
  const { canaries } = world;
  const officer = world.actor('officer');
  const { id } = world.cast.org(org);
  const say = (field: string, right: Right) => canaries.text(org, field, right);
  const own: Right = { of: 'college', org };
  await world.get(Colleges).edit(officer, id, {
    nationalCode: canaries.code(org, 'nationalCode', { of: 'programme' }, org === 'college' ? '98761' : '98762'), nature: 'public', level: 'associate',
    contactName: say('contact', own), contactTitle: say('contacttitle', own), contactMobile: canaries.mobile(org, 'contactMobile', own),
    secondContactName: say('second', own), secondContactTitle: say('secondtitle', own), secondContactMobile: canaries.mobile(org, 'secondMobile', own),
    source: say('source', own),
  }, 0); // prettier-ignore
  for (const name of ['main', 'spare'] as const) {
    const [title, address] = [say('campus', { of: 'programme' }), say('address', { of: 'programme' })];
    const campus = { name: title, address, latitude: 24_900_000, longitude: 118_600_000 };
    world.ids[`campus/${org}/${name}`] = (await world.get(Campuses).add(officer, id, campus)).id;
  }
  for (const [index, majorCode] of colleges[org].entries()) {
    const shelved = index === 0;
    const right: Right = shelved ? { of: 'programme' } : { of: 'own-programme', org };
    const made = await world.get(Programmes).create(officer, id, {
      capacity: 200, nearMajors: [],
      terms: {
        majorCode, campusId: world.id(`campus/${org}/main`), department: say('department', right), lengthMonths: 36, yearlyIntake: null, roster: null,
        minClass: 20, maxClass: 40, maxClassesPerTerm: 6, earliestStart: null, classMonths: 6, labs: say('labs', right), certificates: say('certificates', right),
        dualTeachers: null, stayRate: null, reachKm: null,
      },
    }); // prettier-ignore
    if (shelved) await world.get(Programmes).move(officer, made.id, 'publish');
    world.ids[`${org}/${shelved ? 'programme' : 'idea'}`] = made.id;
  }
}

/** One plan, published: every class of talent-rights.ts with the demands that name it, and those that will leave it. */
async function publish(world: World): Promise<void> {
  const planned = Object.entries(classes).map(([name, { college, firms }]): PlannedClass => ({
    programmeId: world.id(`${college}/programme`),
    seats: new Map(firms.map((firm) => [world.id(`${name}-${firm}`), 24 / firms.length])),
    ...(name === 'big' && { minSize: 15, maxSize: 24 }),
  })); // prettier-ignore
  const name = world.canaries.text('centre', 'planname', { of: 'plan' });
  const officer = world.actor('officer');
  const { planId, runId } = await writePlan(world.test.app, officer.userId, planned, { name, rules: zoneRules });
  Object.assign(world.ids, { 'plan/published': planId, 'plan/published/run': runId });
  const made = await world.get(Publishing).publish(officer, planId, runId);
  for (const [index, id] of made.entries()) world.ids[`class/${Object.keys(classes)[index]}`] = id;
  for (const [cls, { firms }] of Object.entries(classes))
    for (const firm of firms) world.ids[`class/${cls}/${firm}`] = await referralOf(world, cls, firm);
}

async function referralOf(world: World, cls: string, firm: string): Promise<string> {
  const [row] = await world
    .get(Database)
    .select<{ id: string }>('SELECT id FROM referral WHERE offerId = ? AND demandId = ?', [
      world.id(`class/${cls}`),
      world.id(`${cls}-${firm}`),
    ]);
  return row?.id ?? '';
}

async function accept(world: World, name: string): Promise<void> {
  const college = classes[name]?.college as CollegeOrg;
  const note = world.canaries.text(college, 'classnote', { of: 'class-note', class: name });
  await world.get(ClassAnswering).accept(world.actor(spokesmen[college]), world.id(`class/${name}`), note);
}

const confirm = (world: World, cls: string, firm: Firm) =>
  world
    .get(SeatConfirming)
    .confirm(
      world.actor(spokesmen[firm]),
      world.id(`class/${cls}`),
      world.id(`class/${cls}/${firm}`),
      24 / (classes[cls]?.firms.length ?? 1),
    );

async function standingClass(world: World, name: string): Promise<void> {
  await accept(world, name);
  await confirm(world, name, 'lanhai');
  await confirm(world, name, 'yunxiu');
}

/** One college would open a class for what is asked for. */
async function answerPool(world: World): Promise<void> {
  const note = world.canaries.text('college', 'poolnote', { of: 'pool', org: 'college' });
  const said = { kind: 'interested', codes: [], seats: 30, note } as const;
  await world.get(PoolInterests).answer(world.actor('college'), '460103', said);
}

/** The college has accepted; one firm has confirmed and two have not. */
async function askedClass(world: World): Promise<void> {
  await accept(world, 'ask');
  await confirm(world, 'ask', 'yunxiu');
}

/** One firm gave up, so the other is alone and too few. */
async function shortClass(world: World): Promise<void> {
  await accept(world, 'short');
  await confirm(world, 'short', 'lanhai');
  const note = world.canaries.text('mingshan', 'giveup', { of: 'post', post: 'short-mingshan', field: 'giveUp' });
  await world
    .get(SeatConfirming)
    .giveUp(world.actor('third'), world.id('class/short'), world.id('class/short/mingshan'), 'other', note);
}

/** One was signed and found too few students; of the other its college is asked whether it may be smaller. */
async function lackingClasses(world: World): Promise<void> {
  await standingClass(world, 'lack');
  const db = world.get(Database);
  const set = (name: string, change: Partial<OrderClass>) =>
    db.transaction(() => db.repo(OrderClass).update({ offerId: world.id(`class/${name}`) }, change));
  await set('lack', { state: 'short', roster: 16 });
  await set('short', { askedSize: 15 });
}

/** The college takes fewer people than were promised seats. */
async function bigClass(world: World): Promise<void> {
  const note = world.canaries.text('college', 'resizenote', { of: 'class-note', class: 'big' });
  const size = { minSize: 15, maxSize: 20 };
  await world.get(ClassAnswering).resize(world.actor('college'), world.id('class/big'), size, note);
}

/** A plan that is still a draft, with a pin, a class it would open, and a demand it cannot serve. */
async function openPlan(world: World): Promise<void> {
  const name = world.canaries.text('centre', 'draftplan', { of: 'plan' });
  const [programmeId, listed] = [world.id('college/programme'), world.id('post-listed')];
  const planned = [{ programmeId, seats: new Map([[listed, 5]]), minSize: 1 }];
  const officer = world.actor('officer').userId;
  const { planId, runId } = await writePlan(world.test.app, officer, planned, { name, rules: zoneRules });
  Object.assign(world.ids, { 'plan/draft': planId, 'plan/draft/run': runId });
  const db = world.get(Database);
  const { id: _id, ...first } = await db.repo(PlanRun).findOneByOrFail({ id: runId });
  await db.transaction(async () => {
    await db.repo(PlanRun).insert({ ...first, id: newId(), goal: 'earliest' }); // to compare with
    await db.repo(PlanPin).insert({ id: newId(), planId, kind: 'forbid', offerId: world.id('academy/programme'), demandId: '' }); // prettier-ignore
    await db.repo(PlanGap).insert({ id: newId(), runId, demandId: listed, seats: 3, code: 'no-programme', numbers: {}, change: null }); // prettier-ignore
  });
}
