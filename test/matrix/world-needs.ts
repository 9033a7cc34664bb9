import { Drafting } from '../../src/domains/financing/needs/drafting.service.js';
import { Needs } from '../../src/domains/financing/needs/needs.service.js';
import { Referring } from '../../src/domains/financing/referrals/referring.service.js';
import { Submitting } from '../../src/domains/financing/needs/submitting.service.js';
import { Verification } from '../../src/domains/financing/verification/verification.service.js';
import { CaseNotes } from '../../src/matchmaking/case-notes.js';
import { DemandLabels } from '../../src/matchmaking/demand-labels.js';
import { Consenting } from '../../src/matchmaking/consenting.js';
import { allPass } from '../factories/town.js';
import { needs, type Right } from './rights.js';
import type { World } from './world.js';
import type { BankOrg } from './world-parties.js';

export type Filer = 'owner' | 'neighbour' | 'third' | 'officer';

/** A need of the enterprise that rights.ts names, with every field filled, and a paper. */
export async function draftNeed(world: World, name: string, who: Filer): Promise<string> {
  const { canaries, cast } = world;
  const actor = world.actor(who);
  const org = needs[name]?.owner as 'lanhai' | 'yunxiu' | 'mingshan';
  const right = (field: string): Right => ({ of: 'need', need: name, field });
  const say = (field: string) => canaries.text(org, field, right(field));
  const money = (field: string, wan: number) => canaries.money(org, field, right(field), wan);
  const channel = who === 'officer' ? 'visit' : 'self';
  const { id } = await world.get(Drafting).draft(actor, { organisationId: cast.org(org).id, channel });
  await world.get(Needs).save(actor, id, {
    financingKind: 'working-capital', purpose: 'materials', purposeNote: say('purposeNote'), amount: money('amount', 500), minAmount: money('minAmount', 410),
    termMonths: 24, maxRate: canaries.rate(org, 'maxRate', right('maxRate'), 45_731 + 211 * Object.keys(world.ids).length), neededBy: '2026-12-20', urgency: 'normal', guarantees: ['credit'],
    collateralType: 'plant', collateralValue: money('collateralValue', 800), collateralMortgaged: money('collateralMortgaged', 90), repaymentSource: say('repaymentSource'),
    contactName: say('contactName'), contactTitle: say('contactTitle'), callHours: say('callHours'), contactMobile: canaries.mobile(org, 'needMobile', right('contactMobile')),
    avoidedInstitutions: null, referralCap: 4,
  }); // prettier-ignore
  world.ids[name] = id;
  world.ids[`${name}/file`] = await world.file(org, 'demand', id, right('file'));
  return id;
}

/** Filed, verified with doubts that are noted, listed; notes, a call and a message on it. */
export async function listNeed(world: World, name: string, who: Filer): Promise<string> {
  const id = await draftNeed(world, name, who);
  const org = needs[name]?.owner ?? '';
  await world.get(Submitting).submit(world.actor(who), id);
  const noted = (field: string) => world.canaries.text(org, field, { of: 'case-message', need: name });
  const findings = { ...allPass, genuine: { finding: 'doubt' as const, note: noted('finding') } };
  await world.get(Verification).pass(world.actor('officer'), id, findings, noted('verification'));
  await takeNotes(world, name, org);
  return id;
}

async function takeNotes(world: World, name: string, org: string): Promise<void> {
  const officer = world.actor('officer');
  const { demand } = await world.get(Needs).require(officer, world.id(name));
  const staff = (field: string) => world.canaries.text(org, field, { of: 'staff-note', need: name });
  const notes = world.get(CaseNotes);
  await notes.add(officer, demand, { kind: 'note', audience: 'staff', text: staff('staffNote') }, [
    world.actor('officer-two').userId,
  ]);
  await notes.add(officer, demand, { kind: 'call', audience: 'staff', text: staff('staffCall') });
  const text = world.canaries.text(org, 'message', { of: 'case-message', need: name });
  await notes.add(officer, demand, { kind: 'message', audience: 'enterprise', text });
}

/** A label on needs of each owner. Last of all, so that the unusual figures stay what they are. */
export async function labelNeeds(world: World): Promise<void> {
  for (const name of ['open', 'deal', 'asked', 'closed', 'chosen', 'done']) {
    const label = world.canaries.text(needs[name]?.owner ?? '', 'label', { of: 'staff-note', need: name });
    await world.get(DemandLabels).change(world.actor('officer'), world.id(name), 'add', label);
  }
}

/** Referred to the banks' products on the shelf; `consent` names those that the enterprise has said yes to before. */
export async function refer(
  world: World,
  need: string,
  who: Filer,
  to: readonly BankOrg[],
  consent: readonly BankOrg[] = to,
): Promise<void> {
  const receivers = consent.map((bank) => world.cast.org(bank).id);
  await world.get(Consenting).give(world.actor(who), world.id(need), receivers);
  const offers = to.map((bank) => world.id(`${bank}/product`));
  const made = await world.get(Referring).refer(world.actor('officer'), world.id(need), offers);
  for (const [index, bank] of to.entries()) world.ids[`${need}/${bank}`] = made[index]?.id ?? '';
}
