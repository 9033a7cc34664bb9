import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { TalentDemand } from '../demands/demand.entity.js';
import type { RecordOf } from './class-record.js';
import { CourseModules } from './course-modules.service.js';
import { skillCoverage, type SkillCoverage } from './skill-coverage.js';

/** What the firms that are shown must have, against what the class teaches. */
@Injectable()
export class WantedSkills {
  constructor(
    private readonly db: Database,
    private readonly modules: CourseModules,
  ) {}

  async coverage({ offer, members }: RecordOf): Promise<SkillCoverage> {
    const posts = await this.db.repo(TalentDemand).findBy({ demandId: In(members.map(({ demandId }) => demandId)) });
    const skillsOf = new Map(
      posts.map(({ demandId, skills }) => [demandId, (skills ?? []).filter(({ must }) => must)]),
    );
    const modules = await this.modules.of(offer.id);
    return skillCoverage(
      members.map(({ demandId, seats }) => ({ seats, skills: skillsOf.get(demandId) ?? [] })),
      modules.map(({ name, skills }) => ({ name, skills: skills ?? [] })),
    );
  }
}
