import { OrderClass } from '../../src/domains/talent/classes/class.entity.js';
import { AgreementPapers } from '../../src/domains/talent/record/agreement-papers.js';
import type { AgreementKind } from '../../src/domains/talent/record/agreement.entity.js';
import { Agreements } from '../../src/domains/talent/record/agreements.service.js';
import { ClassMoving } from '../../src/domains/talent/record/class-moving.service.js';
import { ClassProfiles } from '../../src/domains/talent/record/class-profiles.service.js';
import { CourseModules } from '../../src/domains/talent/record/course-modules.service.js';
import { ClassMilestone } from '../../src/domains/talent/record/milestone.entity.js';
import { Milestones } from '../../src/domains/talent/record/milestones.service.js';
import { Placement } from '../../src/domains/talent/record/placement.entity.js';
import { Placements } from '../../src/domains/talent/record/placements.service.js';
import { Signing } from '../../src/domains/talent/record/signing.service.js';
import { Database } from '../../src/platform/database/database.js';
import { Upload } from '../../src/platform/http/multipart.js';
import type { Org } from './cast.js';
import type { Right } from './rights.js';
import { classes, spokesmen } from './talent-rights.js';
import type { World } from './world.js';

const today = '2026-11-23';

/** What colleges and firms write about classes that stand; every word of it a canary. */
export async function keepRecords(world: World): Promise<void> {
  for (const name of ['stand', 'place']) await describeClass(world, name);
  await agreement(world, 'stand', 'school-firm', 'signing');
  await agreement(world, 'stand', 'alliance', 'draft');
  for (const name of ['place', 'run', 'pick']) await agreement(world, name, 'school-firm', 'in-force');
  await agreement(world, 'place', 'alliance', 'review');
  await endedAgreement(world);
  for (const name of ['place', 'run', 'pick']) await move(world, name);
  await place(world);
}

const collegeOf = (name: string) => classes[name]?.college as 'college' | 'academy';
const dean = (world: World, name: string) => world.actor(spokesmen[collegeOf(name)]);
const idOf = (world: World, name: string) => world.id(`class/${name}`);

function sayer(world: World, name: string): (field: string) => string {
  const right: Right = { of: 'class-record', class: name };
  return (field) => world.canaries.text(collegeOf(name), field, right);
}

async function describeClass(world: World, name: string): Promise<void> {
  const [actor, id, say] = [dean(world, name), idOf(world, name), sayer(world, name)];
  await world.get(ClassProfiles).save(actor, id, {
    title: world.canaries.text(collegeOf(name), 'classtitle', { of: 'class-title', class: name }), model: 'alliance', shape: 'separate', tightness: 'indirect', headTeacher: say('headteacher'), selectionRule: say('selectionrule'),
  }); // prettier-ignore
  world.ids[`module/${name}`] = await world.get(CourseModules).add(actor, id, {
    name: say('module'), kind: 'core', hours: 64, credits: 40, owner: 'joint', firmShare: 300_000, place: 'college', term: 1,
    teacher: say('teacher'), mentor: say('mentor'), skills: [{ name: say('moduleskill'), level: 2 }], assessment: 'exam',
  }); // prettier-ignore
  for (const owner of [collegeOf(name), 'lanhai'] as const) {
    const ownerOrganisationId = world.cast.org(owner).id;
    const note = say('milestonenote');
    await world.get(Milestones).add(actor, id, { kind: 'other', dueOn: '2027-05-06', ownerOrganisationId, note });
    const found = await world.get(Database).repo(ClassMilestone).findOneByOrFail({ classId: id, note });
    world.ids[`milestone/${name}/${owner}`] = found.id;
  }
}

async function agreement(
  world: World,
  name: string,
  kind: AgreementKind,
  state: 'draft' | 'review' | 'signing' | 'in-force',
): Promise<void> {
  const [actor, classId, say] = [dean(world, name), idOf(world, name), sayer(world, name)];
  const officer = world.actor('officer');
  const agreements = world.get(Agreements);
  const id = await agreements.draft(actor, classId, kind);
  const written = {
    validFrom: '2027-03-01', validTo: '2027-12-31', commitRate: 800_000, hoursPerDay: 8, internshipPay: 240_000, insurer: say('insurer'), insuredSum: 60_000_000,
    dispute: 'mediation' as const, flags: [],
    clauses: { payment: say('payment'), training: say('training'), ip: say('ip'), confidentiality: say('confidentiality'), exitFirm: say('exitfirm'), exitCollege: say('exitcollege'), other: say('other') },
  }; // prettier-ignore
  await agreements.edit(actor, classId, id, written, 1);
  world.ids[`agreement/${name}/${kind}`] = id;
  if (state === 'draft') {
    await agreements.submit(actor, classId, id);
    return agreements.return(officer, classId, id, say('returnnote'));
  }
  await agreements.submit(actor, classId, id);
  if (state === 'review') return;
  await agreements.approve(officer, classId, id);
  await sign(world, name, id, state === 'in-force');
}

async function endedAgreement(world: World): Promise<void> {
  await agreement(world, 'pick', 'alliance', 'in-force');
  const id = world.id('agreement/pick/alliance');
  await world.get(Agreements).end(world.actor('officer'), idOf(world, 'pick'), id, sayer(world, 'pick')('endreason'));
}

/** Everybody, or the college alone. */
async function sign(world: World, name: string, agreementId: string, all: boolean): Promise<void> {
  const classId = idOf(world, name);
  const orgOf = (id: string) => [...world.cast.organisations].find(([, org]) => org.id === id)?.[0] ?? 'centre';
  for (const party of await world.get(AgreementPapers).parties(agreementId)) {
    const org: Org = orgOf(party.organisationId);
    world.ids[`party/${agreementId}/${org}`] = party.id;
    if (!all && org !== collegeOf(name)) continue;
    const { name: fileName, bytes } = world.paper(org, { of: 'class-record', class: name });
    const scan = new Upload(fileName, bytes);
    await world.get(Signing).sign(world.actor('officer'), classId, agreementId, party.id, { signedOn: today, scan });
    if (org !== collegeOf(name)) continue;
    const [row] = await world
      .get(Database)
      .select<{ fileId: string }>('SELECT fileId FROM agreement_party WHERE id = ?', [party.id]);
    world.ids[`scan/${agreementId}`] = row?.fileId ?? '';
  }
}

async function move(world: World, name: string): Promise<void> {
  const [actor, id, moving] = [dean(world, name), idOf(world, name), world.get(ClassMoving)];
  await moving.move(actor, id, 'selection');
  // No class opens before its first day.
  const db = world.get(Database);
  await db.transaction(() => db.repo(OrderClass).update({ offerId: id }, { startsOn: today }));
  if (name === 'pick') return;
  await moving.open(actor, id, { openedOn: today, roster: 24, mentors: 5 });
  if (name === 'place') await moving.move(actor, id, 'placing');
}

/** One firm says that the numbers are wrong, the other has not answered. */
async function place(world: World): Promise<void> {
  const id = idOf(world, 'place');
  const counts = {
    asOf: today,
    offered: 12,
    joined: 11,
    working: 10,
    gone: 1,
    sameField: 9,
    nearField: 1,
    otherField: 1,
  };
  for (const firm of ['lanhai', 'yunxiu']) {
    await world.get(Placements).report(dean(world, 'place'), id, world.id(`class/place/${firm}`), 'start', counts);
    const row = await world
      .get(Database)
      .repo(Placement)
      .findOneByOrFail({ classId: id, demandId: world.id(`place-${firm}`) });
    world.ids[`placement/${firm}`] = row.id;
  }
  const note = world.canaries.text('lanhai', 'placementnote', { of: 'post', post: 'place-lanhai', field: 'placementNote' }); // prettier-ignore
  const said = { answer: 'different', note, onBehalf: null } as const;
  await world.get(Placements).answer(world.actor('owner'), id, world.id('placement/lanhai'), said);
}
