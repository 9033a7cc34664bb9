import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { signedPaper } from '../../src/demo/signed-paper.js';
import { ClassAnswering } from '../../src/domains/talent/classes/class-answering.service.js';
import { OrderClass } from '../../src/domains/talent/classes/class.entity.js';
import type { TalentDemand } from '../../src/domains/talent/demands/demand.entity.js';
import { Publishing } from '../../src/domains/talent/classes/publishing.service.js';
import { AgreementPapers } from '../../src/domains/talent/record/agreement-papers.js';
import type { AgreementState } from '../../src/domains/talent/record/agreement.entity.js';
import { Agreements } from '../../src/domains/talent/record/agreements.service.js';
import { ClassMoving } from '../../src/domains/talent/record/class-moving.service.js';
import { Signing } from '../../src/domains/talent/record/signing.service.js';
import { SeatConfirming } from '../../src/domains/talent/classes/seat-confirming.service.js';
import { Referral } from '../../src/matchmaking/referral.entity.js';
import { BusinessClock } from '../../src/platform/clock/business-clock.js';
import { Database } from '../../src/platform/database/database.js';
import { Upload } from '../../src/platform/http/multipart.js';
import type { TalentTown } from './talent-town.js';

export interface StandingClass {
  readonly id: string;
  /** In the order of the firms. */
  readonly demands: readonly string[];
  readonly referrals: readonly string[];
}

/** A class that stands: published, accepted by the college, confirmed by its firms (each with `seats` seats). */
export async function standingClass(
  app: NestFastifyApplication,
  town: TalentTown,
  seats: readonly number[] = [8, 7, 6],
  change: Partial<TalentDemand> = {},
): Promise<StandingClass> {
  const proposed = await proposedClass(app, town, seats, change);
  await app.get(ClassAnswering).accept(town.actor('college1'), proposed.id, null);
  for (const [i, n] of seats.entries())
    await app.get(SeatConfirming).confirm(town.actor(`firm${i + 1}`), proposed.id, proposed.referrals[i]!, n);
  return proposed;
}

/** The same before anybody has answered. */
export async function proposedClass(
  app: NestFastifyApplication,
  town: TalentTown,
  seats: readonly number[] = [8, 7, 6],
  change: Partial<TalentDemand> = {},
): Promise<StandingClass> {
  const demands: string[] = [];
  for (const [i, n] of seats.entries()) demands.push(await town.demand(i + 1, n, change));
  const programmeId = await town.programme();
  const { planId, runId } = await town.plan(programmeId, new Map(demands.map((id, i) => [id, seats[i]!])));
  const [id = ''] = await app.get(Publishing).publish(town.actor('officer'), planId, runId);
  const referrals = await Promise.all(
    demands.map(
      async (demandId) => (await app.get(Database).repo(Referral).findOneByOrFail({ demandId, offerId: id })).id,
    ),
  );
  return { id, demands, referrals };
}

const input = {
  validFrom: '2027-03-01',
  validTo: '2027-12-31',
  commitRate: 800_000,
  hoursPerDay: 8,
  internshipPay: 240_000,
  insurer: '示例财产保险',
  insuredSum: 60_000_000,
  dispute: 'mediation',
  clauses: {
    payment: '企业承担实训耗材',
    training: '学校讲授基础，企业承担岗位实训',
    ip: null,
    confidentiality: null,
    exitFirm: '提前两个月书面通知',
    exitCollege: '提前一学期通知',
    other: null,
  },
  flags: [],
} as const;

/** The 校企协议 of a standing class, brought as far as wanted. */
export async function agreementAt(
  app: NestFastifyApplication,
  town: TalentTown,
  classId: string,
  state: Extract<AgreementState, 'draft' | 'review' | 'signing' | 'in-force'>,
): Promise<string> {
  const [officer, college] = [town.actor('officer'), town.actor('college1')];
  const agreements = app.get(Agreements);
  const id = await agreements.draft(college, classId, 'school-firm');
  await agreements.edit(college, classId, id, input, 1);
  if (state === 'draft') return id;
  await agreements.submit(college, classId, id);
  if (state === 'review') return id;
  await agreements.approve(officer, classId, id);
  if (state === 'signing') return id;
  const scan = new Upload('a.pdf', signedPaper('a'));
  const signedOn = app.get(BusinessClock).today();
  for (const party of await app.get(AgreementPapers).parties(id))
    await app.get(Signing).sign(officer, classId, id, party.id, { signedOn, scan });
  return id;
}

/** A class whose agreement is in force, at the end of its selection or placing its people. */
export async function movedClass(
  app: NestFastifyApplication,
  town: TalentTown,
  to: 'selecting' | 'placing',
  seats: readonly number[],
): Promise<StandingClass> {
  const found = await standingClass(app, town, seats);
  const [college, moving] = [town.actor('college1'), app.get(ClassMoving)];
  await agreementAt(app, town, found.id, 'in-force');
  await moving.move(college, found.id, 'selection');
  if (to === 'selecting') return found;
  await startsToday(app, found.id);
  const openedOn = app.get(BusinessClock).today();
  await moving.open(college, found.id, { openedOn, roster: seats.reduce((sum, n) => sum + n, 0), mentors: 5 });
  await moving.move(college, found.id, 'placing');
  return found;
}

/** No class opens before its first day. */
async function startsToday(app: NestFastifyApplication, classId: string): Promise<void> {
  const db = app.get(Database);
  const startsOn = app.get(BusinessClock).today();
  await db.transaction(() => db.repo(OrderClass).update({ offerId: classId }, { startsOn }));
}
