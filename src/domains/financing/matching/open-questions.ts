import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { complete } from '../../../kernel/matching/fact-model.js';
import { missingFacts } from '../../../kernel/matching/gaps.js';
import { ProfileQuestions, type ProfileQuestion } from '../../../directory/profile/profile-questions.js';
import { Demand } from '../../../matchmaking/demand.entity.js';
import { Database } from '../../../platform/database/database.js';
import { financingModel } from './fact-model.js';
import { FinancingMatching } from './matching.service.js';
import { FinancingNeed } from '../needs/need.entity.js';

/** What an enterprise's open needs ask its profile for: unknown facts that product conditions wait on. */
@Injectable()
export class OpenQuestions implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly matching: FinancingMatching,
    private readonly questions: ProfileQuestions,
  ) {}

  onModuleInit(): void {
    this.questions.from((organisationId) => this.of(organisationId));
  }

  async of(organisationId: string): Promise<ProfileQuestion[]> {
    const states = In(['draft', 'submitted', 'returned', 'listed', 'engaged']);
    const open = await this.db.repo(Demand).find({ where: { domain: 'financing', organisationId, state: states } });
    const found: ProfileQuestion[] = [];
    for (const demand of open) {
      const need = await this.db.repo(FinancingNeed).findOneByOrFail({ demandId: demand.id });
      const { facts, result } = await this.matching.live(demand, need);
      const missing = missingFacts(financingModel, complete(financingModel, facts), result.pairs);
      found.push(...missing.map(({ factKey, asked }) => ({ factKey, settles: asked })));
    }
    return found.filter(({ factKey }) => !Object.hasOwn(need, factKey));
  }
}

/** Facts of the need itself are asked for on the need's own pages. */
const need: Readonly<Record<string, true>> = Object.fromEntries(
  [...financingModel.facts.values()].filter(({ from }) => from === 'need').map(({ key }) => [key, true]),
);
