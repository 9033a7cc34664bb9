import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AgreementPapers } from '../../src/domains/talent/record/agreement-papers.js';
import { ClassMoving } from '../../src/domains/talent/record/class-moving.service.js';
import { ClassMilestone } from '../../src/domains/talent/record/milestone.entity.js';
import { Placement } from '../../src/domains/talent/record/placement.entity.js';
import { Placements } from '../../src/domains/talent/record/placements.service.js';
import { Database } from '../../src/platform/database/database.js';
import { agreementAt, movedClass, standingClass, type StandingClass } from '../factories/record-town.js';
import type { TalentTown } from '../factories/talent-town.js';
import type { Place } from './places.js';

export interface RecordCast {
  /** Classes: one without an agreement, one each with an agreement drafted, in review, being signed and in force. */
  readonly standing: string;
  readonly draft: readonly [classId: string, agreementId: string];
  readonly review: readonly [classId: string, agreementId: string];
  readonly signing: readonly [classId: string, agreementId: string, partyId: string];
  readonly inForce: readonly [classId: string, agreementId: string];
  readonly milestone: string;
  /** At the end of its selection; placing its people: one report waits, one is confirmed. */
  readonly selecting: string;
  readonly placing: StandingClass;
  /** Short of students. */
  readonly lacking: string;
  readonly report: string;
}

const seats = [12, 10] as const;

/** A class in every state that has a form of the record. */
export async function buildRecordCast(app: NestFastifyApplication, town: TalentTown): Promise<RecordCast> {
  const db = app.get(Database);
  const withAgreement = async (state: Parameters<typeof agreementAt>[3]) => {
    const { id } = await standingClass(app, town, seats);
    return [id, await agreementAt(app, town, id, state)] as const;
  };
  const standing = (await standingClass(app, town, seats)).id;
  const signing = await withAgreement('signing');
  const firm1 = town.actor('firm1');
  const parties = await app.get(AgreementPapers).parties(signing[1]);
  const own = parties.find(({ organisationId }) => organisationId === firm1.organisationId);
  const placing = await movedClass(app, town, 'placing', seats);
  const counts = { asOf: '2026-11-23', offered: 9, joined: 9, working: 9, gone: 0, sameField: 9, nearField: 0, otherField: 0 }; // prettier-ignore
  const report = async (at: 0 | 1) => {
    await app.get(Placements).report(town.actor('college1'), placing.id, placing.referrals[at]!, 'start', counts);
    return (await db.repo(Placement).findOneByOrFail({ demandId: placing.demands[at]! })).id;
  };
  const lacking = await movedClass(app, town, 'selecting', seats);
  await app.get(ClassMoving).fallShort(town.actor('college1'), lacking.id, 17);
  const waits = await report(0);
  const confirmed = { answer: 'same', note: null, onBehalf: null } as const;
  await app.get(Placements).answer(town.actor('firm2'), placing.id, await report(1), confirmed);
  return {
    standing,
    draft: await withAgreement('draft'),
    review: await withAgreement('review'),
    signing: [...signing, own?.id ?? ''],
    inForce: await withAgreement('in-force'),
    milestone: (await db.repo(ClassMilestone).findOneByOrFail({ classId: standing, kind: 'opening' })).id,
    selecting: (await movedClass(app, town, 'selecting', seats)).id,
    placing,
    lacking: lacking.id,
    report: waits,
  };
}

export function recordPlacesOf(cast: RecordCast): Place[] {
  const aClass = (id: string) => `/talent/classes/${id}`;
  const agreement = ([id, agreementId]: readonly [string, string, ...string[]]) =>
    `${aClass(id)}/agreements/${agreementId}`;
  const [standing, placing] = [aClass(cast.standing), aClass(cast.placing.id)];
  const signature = `${agreement(cast.signing)}/parties/${cast.signing[2]}/signature`;
  const milestone = `${standing}/calendar/${cast.milestone}`;
  return [
    { forms: 'class.agreement/AgreementForm', as: 'college1', page: `${agreement(cast.draft)}/edit` },
    { forms: 'class.agreement/AgreementReturnForm', as: 'officer', page: `${agreement(cast.review)}/returning` },
    { forms: 'class.agreement/AgreementEndForm', as: 'officer', page: `${agreement(cast.inForce)}/ending` },
    { forms: 'class.signature/SignatureForm', as: 'enterprise1', page: signature },
    { forms: 'class.profile/ClassProfileForm', as: 'college1', page: `${standing}/profile` },
    { forms: 'class.module/ModuleForm', as: 'college1', page: `${standing}/modules/new` },
    { forms: 'class.milestone/MilestoneForm', as: 'officer', page: milestone },
    { forms: 'class.milestone/MilestoneDoneForm', as: 'college1', page: `${milestone}/done` },
    { forms: 'class.opening/OpeningForm', as: 'college1', page: `${aClass(cast.selecting)}/steps/opening` },
    { forms: 'class.opening/ShortfallForm', as: 'college1', page: `${aClass(cast.selecting)}/steps/shortfall` },
    { forms: 'class.placement/PlacementForm', as: 'college1', page: `${placing}/placements/${cast.placing.referrals[0]}/start` },
    { forms: 'class.placement/CheckForm', as: 'officer', page: `${placing}/placements/${cast.placing.referrals[1]}/m3` },
    { forms: 'class.placement-answer/PlacementAnswerForm', as: 'enterprise1', page: `${placing}/placements/answers/${cast.report}` },
    { forms: 'class.placement-answer/PlacementAnswerForm', as: 'officer', page: `${placing}/placements/answers/${cast.report}` },

    // Nothing is typed in these.
    { forms: 'class.agreement/NewAgreementForm', as: 'college1', page: `${standing}/agreements` },
    { forms: 'class.rescue/ExtendForm', as: 'officer', page: `${aClass(cast.lacking)}/rescue`, post: `${aClass(cast.lacking)}/extension` },
    { forms: 'class.rescue/SmallerForm', as: 'officer', page: `${aClass(cast.lacking)}/rescue`, post: `${aClass(cast.lacking)}/smaller` },
    { forms: 'class.move/MoveForm', as: 'college1', page: `${aClass(cast.inForce[0])}/steps/selection` },
  ]; // prettier-ignore
}
