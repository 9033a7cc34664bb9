import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { systemActor, type Actor } from '../../../kernel/actor.js';
import type { FactSheet } from '../../../kernel/matching/facts.js';
import { matchShelf } from '../../../kernel/matching/compiled/match-shelf.js';
import type { CompiledShelf } from '../../../kernel/matching/compiled/shelf.js';
import type { MatchResult } from '../../../kernel/matching/match.js';
import { movesBetween, type Move } from '../../../kernel/matching/moves.js';
import { Profiles } from '../../../directory/profile/profiles.js';
import { Demand } from '../../../matchmaking/demand.entity.js';
import type { MatchRun, RunTrigger } from '../../../matchmaking/match-run.entity.js';
import { MatchRuns, type MatchAnswer } from '../../../matchmaking/match-runs.js';
import { Rematch } from '../../../matchmaking/rematch.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { NEED_CHANGED, OFFER_CHANGED } from '../events.js';
import { financingModel } from './fact-model.js';
import { financingFactSheet } from './fact-sheet.js';
import { withHeadroom } from './headroom.js';
import { FinancingNeed } from '../needs/need.entity.js';
import { OfferCatalogue, type Shelf } from '../products/offer-catalogue.js';

export interface Matching {
  readonly facts: FactSheet;
  readonly shelf: Shelf;
  /** The same as the kernel judges by it, without institutions that are avoided. */
  readonly compiled: CompiledShelf;
  readonly result: MatchResult;
  /** What the changes of a what-if move. */
  readonly moved: readonly Move[];
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
    this.rematch.follow({
      domain: 'financing',
      model: financingModel,
      demandChanged: NEED_CHANGED,
      offerChanged: OFFER_CHANGED,
      onOffer: () => this.onOffer(),
      factsOf: async (demand) => this.facts(demand, await this.need(demand.id)),
      avoidedBy: (demandIds) => this.avoidedBy(demandIds),
      run: (demandId, trigger) => this.run(demandId, trigger),
    });
  }

  private async onOffer() {
    const shelf = await this.catalogue.onShelf();
    const { offers } = await this.catalogue.forMatching(shelf);
    return { offers, ownerOf: (offerId: string) => shelf.offers.get(offerId)?.offer.organisationId ?? '' };
  }

  private async avoidedBy(demandIds: readonly string[]): Promise<Map<string, string[]>> {
    const needs = await this.db.repo(FinancingNeed).findBy({ demandId: In([...demandIds]) });
    return new Map(needs.map(({ demandId, avoidedInstitutions }) => [demandId, avoidedInstitutions ?? []]));
  }

  private need(demandId: string): Promise<FinancingNeed> {
    return this.db.repo(FinancingNeed).findOneByOrFail({ demandId });
  }

  async facts(demand: Demand, need: FinancingNeed): Promise<FactSheet> {
    return financingFactSheet(need, await this.profiles.read(demand.organisationId), this.clock.today());
  }

  /** @param changes facts as a what-if has them; nothing of it is stored */
  async live(demand: Demand, need: FinancingNeed, changes: FactSheet = {}): Promise<Matching> {
    const own = await this.facts(demand, need);
    const shelf = await this.catalogue.onShelf();
    const compiled = await this.catalogue.forMatching(shelf, need.avoidedInstitutions ?? []);
    const facts = { ...own, ...changes };
    const judge = (sheet: FactSheet): MatchResult => matchShelf(compiled, sheet, this.clock.today());
    const result = withHeadroom(judge(facts), facts);
    const moved = Object.keys(changes).length === 0 ? [] : movesBetween(judge(own).pairs, result.pairs);
    return { facts, shelf, compiled, result, moved };
  }

  /** Stores a run for one need, if it is on the list. */
  async run(demandId: string, trigger: RunTrigger, actor: Actor = systemActor): Promise<MatchRun | null> {
    const demand = await this.db.repo(Demand).findOneByOrFail({ id: demandId });
    if (!['listed', 'engaged'].includes(demand.state)) return null;
    return this.runs.keep(demand, trigger, answerOf(await this.live(demand, await this.need(demandId))), actor);
  }

  async isStale(demand: Demand, matching: Matching): Promise<boolean> {
    return this.runs.isStale(demand, answerOf(matching));
  }
}

const answerOf = ({ facts, shelf, result }: Matching): MatchAnswer => ({ facts, offersHash: shelf.hash, result });
