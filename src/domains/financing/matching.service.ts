import { Injectable, type OnModuleInit } from '@nestjs/common';
import { systemActor, type Actor } from '../../kernel/actor.js';
import type { FactSheet } from '../../kernel/matching/facts.js';
import { match, whatIf, type MatchResult } from '../../kernel/matching/match.js';
import type { Offer as MatchOffer } from '../../kernel/matching/pair.js';
import { Profiles } from '../../directory/profile/profiles.js';
import { Demand } from '../../matchmaking/demand.entity.js';
import type { MatchRun, RunTrigger } from '../../matchmaking/match-run.entity.js';
import { MatchRuns, type MatchAnswer } from '../../matchmaking/match-runs.js';
import { Rematch } from '../../matchmaking/rematch.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { NEED_CHANGED, OFFER_CHANGED } from './events.js';
import { financingModel } from './fact-model.js';
import { financingFactSheet } from './fact-sheet.js';
import { FinancingNeed } from './need.entity.js';
import { OfferCatalogue, type Shelf } from './offer-catalogue.js';

export interface Matching {
  readonly facts: FactSheet;
  readonly offers: readonly MatchOffer[];
  readonly shelf: Shelf;
  readonly result: MatchResult;
}

/** Matches one need against the shelf: live for pages and what-ifs, stored as a run with its evidence. */
@Injectable()
export class FinancingMatching implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly profiles: Profiles,
    private readonly catalogue: OfferCatalogue,
    private readonly runs: MatchRuns,
    private readonly rematch: Rematch,
  ) {}

  onModuleInit(): void {
    const run = (demandId: string, trigger: RunTrigger) => this.run(demandId, trigger);
    this.rematch.follow({ domain: 'financing', demandChanged: NEED_CHANGED, offerChanged: OFFER_CHANGED, run });
  }

  async facts(demand: Demand, need: FinancingNeed): Promise<FactSheet> {
    return financingFactSheet(need, await this.profiles.read(demand.organisationId), this.clock.today());
  }

  async live(
    demand: Demand,
    need: FinancingNeed,
    changes: FactSheet = {},
  ): Promise<Matching & { moved: ReturnType<typeof whatIf>['moves'] }> {
    const facts = await this.facts(demand, need);
    const shelf = await this.catalogue.onShelf();
    const amount = changes['amount']?.state === 'known' ? Number(changes['amount'].value) : need.amount;
    const offers = await this.catalogue.matchOffers(shelf, amount, need.avoidedInstitutions ?? []);
    const today = this.clock.today();
    if (Object.keys(changes).length === 0) {
      return { facts, offers, shelf, result: match(financingModel, facts, offers, today), moved: [] };
    }
    const { moves, ...result } = whatIf(financingModel, facts, changes, offers, today);
    return { facts: { ...facts, ...changes }, offers, shelf, result, moved: moves };
  }

  /** Stores a run for one need, if it is on the list. */
  async run(demandId: string, trigger: RunTrigger, actor: Actor = systemActor): Promise<MatchRun | null> {
    const demand = await this.db.repo(Demand).findOneByOrFail({ id: demandId });
    if (!['listed', 'engaged'].includes(demand.state)) return null;
    const need = await this.db.repo(FinancingNeed).findOneByOrFail({ demandId });
    return this.runs.keep(demand, trigger, answerOf(await this.live(demand, need)), actor);
  }

  async isStale(demand: Demand, matching: Matching): Promise<boolean> {
    return this.runs.isStale(demand, answerOf(matching));
  }
}

const answerOf = ({ facts, shelf, result }: Matching): MatchAnswer => ({ facts, offersHash: shelf.hash, result });
