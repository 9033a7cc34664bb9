import { Injectable } from '@nestjs/common';
import { majors } from '../../../directory/codes/majors.js';
import { monthsBetween } from '../../../kernel/day.js';
import type { Actor } from '../../../kernel/actor.js';
import { Offer } from '../../../matchmaking/offer.entity.js';
import { Database } from '../../../platform/database/database.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import { namesAreKnown } from '../classes/class-look.js';
import type { MemberRow } from '../classes/class.queries.js';
import { memberTerms } from '../classes/class-member-item.js';
import { Campus, Programme } from '../colleges/college.entity.js';
import { ClassRecord, type RecordOf } from './class-record.js';
import { mentorsNeeded } from './class-steps.js';
import { CourseModules } from './course-modules.service.js';
import { Milestones } from './milestones.service.js';
import { coverageSeen, modulesSeen } from './module.views.js';
import { RecordHead } from './record-head.js';
import { WantedSkills } from './wanted-skills.query.js';

/** 组班方案书: the class on paper, made from what is stored. Firms are named once the class is confirmed. */
@Injectable()
export class ProposalViews {
  constructor(
    private readonly db: Database,
    private readonly record: ClassRecord,
    private readonly head: RecordHead,
    private readonly modules: CourseModules,
    private readonly skills: WantedSkills,
    private readonly milestones: Milestones,
  ) {}

  async show(actor: Actor, classId: string, locale: Locale): Promise<object> {
    const record = await this.record.require(actor, classId);
    const { members, row } = record;
    const seats = members.reduce((sum, member) => sum + member.seats, 0);
    const modules = await this.modules.of(classId);
    return {
      ...(await this.head.of(actor, record, 'proposal')),
      ...(await this.programme(record, locale)),
      shape: this.shape(record),
      firms: members.map((member, i) => ({
        firm: firmName(actor, record, member, i),
        title: member.title,
        seats: member.seats,
        fit: message(`plan.fit.${member.fit}`),
        onboardBy: member.onboardBy,
        terms: memberTerms(actor, member, locale),
        mentors: member.mentorCount,
      })),
      others: record.others,
      seats,
      mentors: [
        { label: message('class.proposal.mentors.offered'), value: this.people(sum(members, 'mentorCount')) },
        { label: message('class.proposal.mentors.needed'), value: this.people(mentorsNeeded(row.roster ?? seats)) },
      ],
      coverage: coverageSeen(await this.skills.coverage(record)),
      ...modulesSeen(modules, locale, null),
      dates: (await this.milestones.of(classId)).map(({ kind, dueOn }) => ({
        what: message(`class.milestone.${kind}`),
        dueOn,
      })),
    };
  }

  private people(count: number): Text {
    return message('plan.people', { count });
  }

  /** The college's side: what is taught, where, and for how long. */
  private async programme({ row }: RecordOf, locale: Locale): Promise<object> {
    const offer = await this.db.repo(Offer).findOneByOrFail({ id: row.programmeId });
    const programme = await this.db.repo(Programme).findOneByOrFail({ offerId: row.programmeId });
    const campus = await this.db.repo(Campus).findOneBy({ id: programme.campusId });
    return {
      programme: [
        { label: message('class.proposal.programme'), value: `${offer.title} (${programme.majorCode})` },
        { label: message('class.proposal.major'), value: majors.name(programme.majorCode, locale) },
        {
          label: message('talent.programme.level'),
          value: message(`talent-fact.educationLevel.${programme.level}`),
        },
        { label: message('talent.programme.department'), value: programme.department },
        { label: message('class.proposal.campus'), value: campus?.name ?? null },
        { label: message('class.fact.start'), value: { day: row.startsOn } },
        { label: message('class.fact.end'), value: { day: row.endsOn } },
        {
          label: message('class.proposal.months'),
          value: message('class.proposal.months.count', { count: monthsBetween(row.startsOn, row.endsOn) }),
        },
      ],
    };
  }

  private shape({ row, offer }: RecordOf): object[] {
    return [
      { label: message('class.fact.model'), value: message(`class.model.${row.model}`) },
      { label: message('class.profile.shape'), value: message(`class.shape.${row.shape}`) },
      { label: message('class.profile.tightness'), value: message(`class.tightness.${row.tightness}`) },
      {
        label: message('class.fact.size'),
        value: message('class.size', { min: row.minSize, max: offer.capacity ?? row.plannedSize }),
      },
      { label: message('class.fact.commit'), value: { ppm: row.employCommitRate } },
      { label: message('class.profile.headTeacher'), value: row.headTeacher },
      { label: message('class.profile.selectionRule'), value: row.selectionRule },
    ];
  }
}

const sum = (members: readonly MemberRow[], key: 'mentorCount'): number =>
  members.reduce((total, member) => total + (member[key] ?? 0), 0);

/** As on the page of the class: a college reads "firm 1" until the class is confirmed. */
function firmName(actor: Actor, { row }: RecordOf, { organisationId, firm }: MemberRow, i: number): Text {
  const named = namesAreKnown(row) || actor.organisationKind === 'centre' || organisationId === actor.organisationId;
  return named ? firm : message('class.firm-no', { no: i + 1 });
}
