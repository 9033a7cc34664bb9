import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import { classHref } from '../classes/class-look.js';
import { classMachine } from '../classes/class-life.js';
import { listMark } from '../programmes/programme.forms.js';
import { ClassRecord } from './class-record.js';
import type { CourseModule } from './course-module.entity.js';
import { CourseModules } from './course-modules.service.js';
import { creditText } from './module-answers.js';
import { moduleHours } from './module-hours.js';
import { RecordHead } from './record-head.js';
import { isCovered, type SkillCoverage } from './skill-coverage.js';
import { skillText } from '../skill-text.js';
import { WantedSkills } from './wanted-skills.query.js';

/** The courses of a class: its modules, their hours by owner and term, and the skills they reach. */
@Injectable()
export class ModuleViews {
  constructor(
    private readonly record: ClassRecord,
    private readonly head: RecordHead,
    private readonly modules: CourseModules,
    private readonly skills: WantedSkills,
  ) {}

  async show(actor: Actor, classId: string, locale: Locale): Promise<object> {
    const record = await this.record.require(actor, classId);
    const modules = await this.modules.of(classId);
    const mayEdit = record.mayEdit && !classMachine.isFinal(record.row.state);
    return {
      ...(await this.head.of(actor, record, 'modules')),
      mayEdit,
      ...modulesSeen(modules, locale, mayEdit ? classHref(classId) : null),
      coverage: coverageSeen(await this.skills.coverage(record)),
    };
  }
}

/** `editHref`: of the class, for those who may write. */
export function modulesSeen(modules: readonly CourseModule[], locale: Locale, editHref: string | null): object {
  const { terms, ...whole } = moduleHours(modules);
  return {
    modules: modules.map((module) => ({
      name: module.name,
      href: editHref && `${editHref}/modules/${module.id}`,
      term: message('class.module.in-term', { term: module.term }),
      kind: message(`class.module.kind.${module.kind}`),
      hours: module.hours,
      credits: module.credits === null ? null : creditText(module.credits),
      owner: message(`class.module.owner.${module.owner}`),
      firmShare: { ppm: module.firmShare },
      place: message(`class.module.place.${module.place}`),
      people: [module.teacher, module.mentor].filter((one) => one !== null && one !== ''),
      skills: skillText(module.skills ?? [], listMark(locale)),
      assessment: module.assessment && message(`class.module.assessment.${module.assessment}`),
    })),
    hours: {
      total: whole.hours,
      firm: whole.firmHours,
      credits: creditText(whole.credits),
      rows: [
        ...terms.map(({ term, ...line }) => ({ label: message('class.module.in-term', { term }), ...line })),
        { label: message('class.module.all-terms'), hours: whole.hours, byOwner: whole.byOwner },
      ],
    },
  };
}

export const coverageSeen = ({ skills, covered, percent }: SkillCoverage): object => ({
  percent,
  summary:
    percent === null
      ? message('class.skills.none')
      : message('class.skills.covered', { covered, of: skills.length, percent }),
  skills: skills.map((skill) => ({
    name: skill.name,
    level: message(`class.skill-level.${skill.level}`),
    seats: skill.seats,
    verdict: isCovered(skill) ? 'met' : 'not-met',
    said:
      skill.taught === null
        ? message('class.skills.missing')
        : message(isCovered(skill) ? 'class.skills.reached' : 'class.skills.too-low', {
            level: message(`class.skill-level.${skill.taught}`),
            modules: skill.modules.join(' / '),
          }),
  })),
});
