import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ClassAnswering } from '../../src/domains/talent/classes/class-answering.service.js';
import { Campus } from '../../src/domains/talent/colleges/college.entity.js';
import { DemandFiling } from '../../src/domains/talent/demands/demand-filing.service.js';
import { DemandSubmitting } from '../../src/domains/talent/demands/demand-submitting.service.js';
import { Demands, type DemandChange } from '../../src/domains/talent/demands/demands.service.js';
import { Publishing } from '../../src/domains/talent/classes/publishing.service.js';
import { SeatConfirming } from '../../src/domains/talent/classes/seat-confirming.service.js';
import { Referral } from '../../src/matchmaking/referral.entity.js';
import type { Actor } from '../../src/kernel/actor.js';
import { Database } from '../../src/platform/database/database.js';
import { TalentTown } from '../factories/talent-town.js';
import type { Town } from '../factories/town.js';
import type { Place } from './places.js';
import { buildRecordCast, recordPlacesOf, type RecordCast } from './record-cast.js';

export interface TalentCast {
  readonly college: string;
  readonly campus: string;
  readonly programme: string;
  readonly firm: string;
  readonly plan: string;
  /** Demands: a draft of an enterprise, one an officer wrote that the law stops, one to verify, one on the list. */
  readonly draft: string;
  readonly stopped: string;
  readonly submitted: string;
  readonly listed: string;
  /** Classes: the college is asked; a firm is asked (its referral); too few are left. */
  readonly proposed: string;
  readonly asked: readonly [classId: string, referralId: string];
  readonly short: string;
  readonly record: RecordCast;
}

const post: DemandChange = {
  title: '数控操作员', trade: 'machinery', headcountMin: 4, headcountMax: 8, educationLevel: 'secondary', cooperation: ['order-class'],
  contactName: '林海', contactMobile: '13800000001', onboardBy: '2027-09-01', majors: [{ code: '460103', role: 'preferred' }],
}; // prettier-ignore

/** A talent demand, a class and a plan in every state that has a form. */
export async function buildTalentCast(app: NestFastifyApplication, town: Town): Promise<TalentCast> {
  const talent = await TalentTown.beside(app, town);
  const [firm, officer, college] = [talent.actor('firm1'), talent.actor('officer'), talent.actor('college1')];
  const db = app.get(Database);
  const file = async (by: Actor, change: DemandChange = {}) => {
    const intake = { organisationId: firm.organisationId, channel: by === firm ? 'self' : 'visit' } as const;
    const { id } = await app.get(DemandFiling).begin(by, intake);
    await app.get(Demands).save(by, id, { ...post, ...change });
    return id;
  };
  const submitted = await file(firm);
  await app.get(DemandSubmitting).submit(firm, submitted);
  const publish = async (minSize: number, wanted: number) => {
    const programmeId = await talent.programme();
    const demand = await talent.demand(2, wanted);
    const { planId, runId } = await talent.plan(programmeId, new Map([[demand, wanted]]), minSize);
    const [classId = ''] = await app.get(Publishing).publish(officer, planId, runId);
    const { id: referral } = await db.repo(Referral).findOneByOrFail({ demandId: demand, offerId: classId });
    return { classId, referral };
  };
  const proposed = await publish(20, 20);
  const asked = await publish(20, 20);
  await app.get(ClassAnswering).accept(college, asked.classId, null);
  const short = await publish(20, 20);
  await app.get(ClassAnswering).accept(college, short.classId, null);
  await app.get(SeatConfirming).confirm(talent.actor('firm2'), short.classId, short.referral, 5);
  const programme = await talent.programme();
  const { planId } = await talent.plan(programme, new Map([[await talent.demand(1, 20), 20]]));
  const campus = await db.repo(Campus).findOneOrFail({ where: { organisationId: talent.college.id } });
  return {
    college: talent.college.id,
    campus: campus.id,
    programme,
    firm: firm.organisationId,
    plan: planId,
    submitted,
    listed: await talent.demand(1, 20),
    stopped: await file(officer, { conditions: '限男性' }),
    draft: await file(firm),
    proposed: proposed.classId,
    asked: [asked.classId, asked.referral],
    short: short.classId,
    record: await buildRecordCast(app, talent),
  };
}

export function talentPlacesOf(cast: TalentCast): Place[] {
  const demand = (id: string) => `/talent/demands/${id}`;
  const aClass = (id: string) => `/talent/classes/${id}`;
  const [draft, submitted, listed, stopped] = [cast.draft, cast.submitted, cast.listed, cast.stopped].map(demand) as [
    string,
    string,
    string,
    string,
  ];
  const college = `/talent/colleges/${cast.college}`;
  const seats = `${aClass(cast.asked[0])}/seats/${cast.asked[1]}`;
  const given = { preferredMajors: '460103 数控技术', acceptableMajors: '软件技术' };
  const nobody = { avoidedEnterprises: '云岫软件有限公司（示例）', avoidedColleges: '东海职业学院（示例）' };
  return [
    ...[draft, submitted, listed].flatMap((at) => [
      { forms: 'talent.demand/PostForm', as: 'enterprise1', page: `${at}/post` },
      { forms: 'talent.demand/PeopleForm', as: 'enterprise1', page: `${at}/people`, given },
      { forms: 'talent.demand/TermsForm', as: 'enterprise1', page: `${at}/terms` },
      { forms: 'talent.demand/CallForm', as: 'enterprise1', page: `${at}/call`, given: nobody },
    ]),
    { forms: 'talent.demand/PostForm', as: 'enterprise1', page: `${draft}/post?back=check` },
    { forms: 'talent.demand/PostOnBehalfForm', as: 'officer', page: `/talent/demands/new?for=${cast.firm}`, post: '/talent/demands/new' },
    { forms: 'talent.withdrawal/DemandWithdrawalForm', as: 'enterprise1', page: `${listed}/withdrawal` },
    { forms: 'talent.verification/DemandVerificationForm', as: 'officer', page: `${submitted}/verification`, action: 'pass' },
    { forms: 'talent.verification/DemandVerificationForm', as: 'officer', page: `${submitted}/verification`, action: 'return', unasked: /^(contact|genuine|terms)$/ },
    { forms: 'talent.allowance/AllowanceForm', as: 'officer', page: `${stopped}/allowance` },
    { forms: 'talent.call/DemandCallForm', as: 'officer', page: listed, post: `${listed}/calls` },
    { forms: 'need.note/NoteForm', as: 'officer', page: listed, post: `${listed}/notes` },
    { forms: 'need.message/MessageForm', as: 'officer', page: listed, post: `${listed}/messages` },
    { forms: 'need.label/LabelForm', as: 'officer', page: listed, post: `${listed}/labels` },

    { forms: 'talent.college/CollegeForm', as: 'college1', page: `${college}/edit` },
    { forms: 'talent.campus/CampusForm', as: 'college1', page: `${college}/campuses/new` },
    { forms: 'talent.campus/CampusForm', as: 'officer', page: `${college}/campuses/${cast.campus}` },
    { forms: 'talent.programme/ProgrammeForm', as: 'college1', page: `/talent/programmes/new?college=${cast.college}` },
    { forms: 'talent.programme/ProgrammeForm', as: 'officer', page: `/talent/programmes/${cast.programme}/edit` },
    { forms: 'talent.plan/PlanForm', as: 'officer', page: '/talent/plans/new' },
    { forms: 'talent.plan/RulesForm', as: 'officer', page: `/talent/plans/${cast.plan}/rules` },

    { forms: 'pool.answer/PoolAnswerForm', as: 'college1', page: '/talent/pool/460103' },
    { forms: 'class.answer/ResizeForm', as: 'college1', page: `${aClass(cast.proposed)}/resizing` },
    { forms: 'class.answer/ClassDeclineForm', as: 'college1', page: `${aClass(cast.proposed)}/refusal` },
    { forms: 'class.answer/AcceptForm', as: 'college1', page: aClass(cast.proposed), post: `${aClass(cast.proposed)}/acceptance` },
    { forms: 'class.seats/SeatsForm', as: 'enterprise2', page: seats },
    { forms: 'class.seats/GiveUpForm', as: 'enterprise2', page: `${seats}/giving-up` },
    { forms: 'class.rescue/MergeForm', as: 'officer', page: `${aClass(cast.short)}/rescue`, post: `${aClass(cast.short)}/merger` },
    { forms: 'class.rescue/PutOffForm', as: 'officer', page: `${aClass(cast.short)}/rescue`, post: `${aClass(cast.short)}/postponement` },
    { forms: 'class.rescue/CancelForm', as: 'officer', page: `${aClass(cast.proposed)}/cancelling` },
    ...recordPlacesOf(cast.record),
  ]; // prettier-ignore
}
