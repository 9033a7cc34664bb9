import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { systemActor, type Actor } from '../../kernel/actor.js';
import { match, type MatchResult } from '../../kernel/matching/match.js';
import type { FactSheet } from '../../kernel/matching/facts.js';
import type { Offer as MatchOffer } from '../../kernel/matching/pair.js';
import { AnswerTimes } from '../../matchmaking/answer-times.js';
import { Demand } from '../../matchmaking/demand.entity.js';
import type { MatchRun, RunTrigger } from '../../matchmaking/match-run.entity.js';
import { MatchRuns } from '../../matchmaking/match-runs.js';
import { Rematch } from '../../matchmaking/rematch.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { ClassCatalogue, type ClassEntry } from './class-catalogue.js';
import { DEMAND_CHANGED, Demands, type FoundDemand } from './demands.service.js';
import { ProgrammeCatalogue, type ProgrammeEntry } from './programme-catalogue.js';
import { classCriteria, programmeCriteria, talentOffer } from './programme-criteria.js';
import { TALENT_OFFER_CHANGED } from './programmes.service.js';
import { talentFactSheet } from './talent-fact-sheet.js';
import { talentModel } from './talent-fact-model.js';

export interface TalentMatch {
  readonly facts: FactSheet;
  readonly offers: readonly MatchOffer[];
  readonly result: MatchResult;
  readonly programmes: ReadonlyMap<string, ProgrammeEntry>;
  readonly classes: ReadonlyMap<string, ClassEntry>;
  readonly offersHash: string;
}

/** Matches a demand against every programme and every class that has room, by the kernel that financing uses. */
@Injectable()
export class TalentMatching implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly demands: Demands,
    private readonly programmes: ProgrammeCatalogue,
    private readonly classes: ClassCatalogue,
    private readonly times: AnswerTimes,
    private readonly runs: MatchRuns,
    private readonly rematch: Rematch,
  ) {}

  onModuleInit(): void {
    this.rematch.follow({
      domain: 'talent',
      demandChanged: DEMAND_CHANGED,
      offerChanged: TALENT_OFFER_CHANGED,
      run: (demandId, trigger) => this.run(demandId, trigger),
    });
  }

  async live(found: FoundDemand): Promise<TalentMatch> {
    const facts = talentFactSheet(found);
    const around = await this.programmes.surroundings();
    const shelf = await this.programmes.onShelf();
    const open = await this.classes.open();
    const hours = await this.times.medianHours('talent');
    const avoided = new Set(found.post.avoidedColleges ?? []);
    const programmes = shelf.entries.filter(({ college }) => !avoided.has(college.id));
    const classes = open.entries.filter(({ programme }) => !avoided.has(programme.college.id));
    const offers = [
      ...programmes.map((entry) =>
        talentOffer(entry.offer, programmeCriteria(entry, around), hours.get(entry.college.id) ?? null),
      ),
      ...classes.map(({ offer, row, programme }) =>
        talentOffer(offer, classCriteria(programme, row, offer, around), hours.get(programme.college.id) ?? null),
      ),
    ];
    return {
      facts,
      offers,
      result: match(talentModel, facts, offers, this.clock.today()),
      programmes: new Map(programmes.map((entry) => [entry.offer.id, entry])),
      classes: new Map(classes.map((entry) => [entry.offer.id, entry])),
      offersHash: createHash('sha256').update(`${shelf.hash} ${open.hash} ${around.reachKm}`).digest('hex'),
    };
  }

  /** Stores a run for one demand; nothing is written when nothing changed since the last one. */
  async run(demandId: string, trigger: RunTrigger, actor: Actor = systemActor): Promise<MatchRun | null> {
    const demand = await this.db.repo(Demand).findOneByOrFail({ id: demandId });
    if (!['listed', 'engaged'].includes(demand.state)) return null;
    return this.runs.keep(demand, trigger, await this.live(await this.demands.find(demand)), actor);
  }

  async isStale(demand: Demand, found: TalentMatch): Promise<boolean> {
    return this.runs.isStale(demand, found);
  }
}
