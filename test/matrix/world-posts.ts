import { DemandFiling } from '../../src/domains/talent/demands/demand-filing.service.js';
import { DemandSubmitting } from '../../src/domains/talent/demands/demand-submitting.service.js';
import { demandTests, DemandVerification } from '../../src/domains/talent/demands/demand-verification.service.js';
import { DemandWithdrawing } from '../../src/domains/talent/demands/demand-withdrawing.service.js';
import { Demands } from '../../src/domains/talent/demands/demands.service.js';
import { UnlawfulConditions } from '../../src/domains/talent/demands/unlawful-conditions.service.js';
import { DemandLabels } from '../../src/matchmaking/demand-labels.js';
import { CaseNotes } from '../../src/matchmaking/case-notes.js';
import type { Findings } from '../../src/matchmaking/verifications.js';
import type { Right } from './rights.js';
import { posts, spokesmen, type Firm } from './talent-rights.js';
import type { World } from './world.js';

/** A talent demand of the firm that talent-rights.ts names, with every field filled. */
async function draftPost(world: World, name: string, who: string, conditions = ''): Promise<string> {
  const { canaries } = world;
  const org = posts[name]?.owner as Firm;
  const right = (field: string): Right => ({ of: 'post', post: name, field });
  const say = (field: string) => canaries.text(org, field, right(field));
  const pay = (field: string, yuan: number) => canaries.pay(org, field, right(field), yuan);
  const actor = world.actor(who);
  const channel = who === 'officer' ? 'visit' : 'self';
  const { id } = await world.get(DemandFiling).begin(actor, { organisationId: world.cast.org(org).id, channel });
  await world.get(Demands).save(actor, id, {
    title: say('title'), trade: 'machinery', duties: say('duties'), headcountMin: 1, headcountMax: 30, headcountFirm: true, educationLevel: 'associate',
    acceptsNear: true, splittable: true, skills: [{ name: say('skill'), level: 2, must: true }], cooperation: ['order-class'], onboardBy: '2027-09-01',
    workplace: say('workplace'), probationPay: pay('probationPay', 4_000), regularPay: pay('regularPay', 6_000), trainingBudget: null, mentorCount: 3,
    employeesTotal: canaries.whole(org, 'employees', right('employees'), 51_000), employeesSamePost: null, conditions: say('conditions') + conditions, anonymous: true,
    contactName: say('contactName'), contactTitle: say('contactTitle'), contactMobile: canaries.mobile(org, 'postMobile', right('contactMobile')), callHours: say('callHours'),
    majors: [{ code: '460103', role: 'preferred' }],
  }); // prettier-ignore
  world.ids[name] = id;
  return id;
}

const pass = (note: string): Findings =>
  Object.fromEntries(
    demandTests.map((test, i) => [test, i === 0 ? { finding: 'doubt', note } : { finding: 'pass', note: null }]),
  ) as Findings;

/** Filed, verified with a doubt that is noted, listed. */
export async function listPost(world: World, name: string): Promise<string> {
  const org = posts[name]?.owner as Firm;
  const who = spokesmen[org];
  const id = await draftPost(world, name, who);
  await world.get(DemandSubmitting).submit(world.actor(who), id);
  const noted = (field: string) => world.canaries.text(org, field, { of: 'post', post: name, field });
  await world.get(DemandVerification).pass(world.actor('officer'), id, pass(noted('finding')), noted('verification'));
  return id;
}

/** Nobody's class has these: one is listed, with notes; one was withdrawn, one waits for its officer, two are drafts. */
export async function quietPosts(world: World): Promise<void> {
  const officer = world.actor('officer');
  const listed = await listPost(world, 'post-listed');
  const { demand } = await world.get(Demands).require(officer, listed);
  const staff = world.canaries.text('lanhai', 'poststaff', { of: 'staff-note', need: 'post-listed' });
  const notes = world.get(CaseNotes);
  await notes.add(officer, demand, { kind: 'note', audience: 'staff', text: staff });
  const call = world.canaries.text('lanhai', 'postcall', { of: 'staff-note', need: 'post-listed' });
  await notes.add(officer, demand, { kind: 'call', audience: 'staff', text: call });
  const word = world.canaries.text('lanhai', 'postmessage', { of: 'post', post: 'post-listed', field: 'message' });
  await notes.message(officer, demand, word);
  const label = world.canaries.text('lanhai', 'postlabel', { of: 'staff-note', need: 'post-listed' });
  await world.get(DemandLabels).change(officer, listed, 'add', label);
  const closed = await listPost(world, 'post-closed');
  const note = world.canaries.text('lanhai', 'postwithdrawal', {
    of: 'post',
    post: 'post-closed',
    field: 'withdrawal',
  });
  await world.get(DemandWithdrawing).withdraw(world.actor('owner'), closed, 'other', note);
  await world.get(DemandSubmitting).submit(world.actor('neighbour'), await draftPost(world, 'post-filed', 'neighbour'));
  await draftPost(world, 'post-draft', 'owner');
  await assisted(world);
}

/** Two conditions that the law forbids; the officer who wrote them down let one stand. */
async function assisted(world: World): Promise<void> {
  const officer = world.actor('officer');
  const id = await draftPost(world, 'post-assisted', 'officer', '限男，已婚');
  const { post } = await world.get(Demands).require(officer, id);
  const reason = world.canaries.text('yunxiu', 'allowance', { of: 'post', post: 'post-assisted', field: 'allowance' });
  await world.get(UnlawfulConditions).allow(officer, id, post, 'sex', reason);
}
