import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { systemActor, type Actor } from '../../../kernel/actor.js';
import { matchShelf } from '../../../kernel/matching/compiled/match-shelf.js';
import type { CompiledShelf } from '../../../kernel/matching/compiled/shelf.js';
import type { FactSheet } from '../../../kernel/matching/facts.js';
import type { MatchResult } from '../../../kernel/matching/match.js';
import { compareText, type Offer as MatchOffer } from '../../../kernel/matching/pair.js';
import { AnswerTimes } from '../../../matchmaking/answer-times.js';
import { CompiledShelves } from '../../../matchmaking/compiled-shelves.js';
import { Demand } from '../../../matchmaking/demand.entity.js';
import type { MatchRun, RunTrigger } from '../../../matchmaking/match-run.entity.js';
import { MatchRuns } from '../../../matchmaking/match-runs.js';
import { Rematch } from '../../../matchmaking/rematch.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { ClassCatalogue, type ClassEntry } from '../classes/class-catalogue.js';
import { DEMAND_CHANGED, Demands, type FoundDemand } from '../demands/demands.service.js';
import { TalentDemand } from '../demands/demand.entity.js';
import { TALENT_OFFER_CHANGED } from '../events.js';
import { ProgrammeCatalogue, type ProgrammeEntry } from '../programmes/programme-catalogue.js';
import { classCriteria, programmeCriteria, talentOffer, type Surroundings } from './programme-criteria.js';
import { talentFactSheet } from './talent-fact-sheet.js';
import { talentModel } from './talent-fact-model.js';

export interface TalentMatch extends TalentShelf {
  readonly facts: FactSheet;
  /** The shelf as the kernel judges by it, without colleges that are avoided. */
  readonly compiled: CompiledShelf;
  readonly result: MatchResult;
}

/** What is on offer on one day: programmes that can be promised, and classes that take firms. */
interface TalentShelf {
  readonly programmes: ReadonlyMap<string, ProgrammeEntry>;
  readonly classes: ReadonlyMap<string, ClassEntry>;
  readonly around: Surroundings;
  /** Colleges whose offers are left out. */
  readonly avoided: readonly string[];
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
    private readonly compiled: CompiledShelves,
    private readonly runs: MatchRuns,
    private readonly rematch: Rematch,
  ) {}

  onModuleInit(): void {
    this.rematch.follow({
      domain: 'talent',
      model: talentModel,
      demandChanged: DEMAND_CHANGED,
      offerChanged: TALENT_OFFER_CHANGED,
      onOffer: () => this.onOffer(),
      factsOf: async (demand) => talentFactSheet(await this.demands.find(demand)),
      avoidedBy: (demandIds) => this.avoidedBy(demandIds),
      run: (demandId, trigger) => this.run(demandId, trigger),
    });
  }

  private async onOffer() {
    const shelf = await this.onShelf();
    const collegeOf = (id: string) => (shelf.programmes.get(id) ?? shelf.classes.get(id)?.programme)?.college.id ?? '';
    return { offers: (await this.forMatching(shelf)).offers, ownerOf: collegeOf };
  }

  private async avoidedBy(demandIds: readonly string[]): Promise<Map<string, string[]>> {
    const posts = await this.db.repo(TalentDemand).findBy({ demandId: In([...demandIds]) });
    return new Map(posts.map(({ demandId, avoidedColleges }) => [demandId, avoidedColleges ?? []]));
  }

  async live(found: FoundDemand): Promise<TalentMatch> {
    const facts = talentFactSheet(found);
    const shelf = without(found.post.avoidedColleges ?? [], await this.onShelf());
    const compiled = await this.forMatching(shelf);
    return { ...shelf, facts, compiled, result: matchShelf(compiled, facts, this.clock.today()) };
  }

  private async onShelf(): Promise<TalentShelf> {
    const around = await this.programmes.surroundings();
    const shelf = await this.programmes.onShelf();
    const open = await this.classes.open();
    return {
      around,
      avoided: [],
      programmes: new Map(shelf.entries.map((entry) => [entry.offer.id, entry])),
      classes: new Map(open.entries.map((entry) => [entry.offer.id, entry])),
      offersHash: createHash('sha256').update(`${shelf.hash} ${open.hash} ${around.reachKm}`).digest('hex'),
    };
  }

  private async forMatching(shelf: TalentShelf): Promise<CompiledShelf> {
    const hours = await this.times.medianHours('talent');
    const answered = [...hours].toSorted(([a], [b]) => compareText(a, b));
    const { offersHash, around, avoided } = shelf;
    const key = JSON.stringify(['talent', offersHash, around.today, answered, avoided.toSorted(compareText)]);
    return this.compiled.of(talentModel, key, () => matchOffers(shelf, hours));
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

function without(avoided: readonly string[], { programmes, classes, ...shelf }: TalentShelf): TalentShelf {
  const wanted = ({ college }: ProgrammeEntry): boolean => !avoided.includes(college.id);
  return {
    ...shelf,
    avoided,
    programmes: new Map([...programmes].filter(([, entry]) => wanted(entry))),
    classes: new Map([...classes].filter(([, { programme }]) => wanted(programme))),
  };
}

function matchOffers({ programmes, classes, around }: TalentShelf, hours: ReadonlyMap<string, number>): MatchOffer[] {
  const hoursOf = ({ college }: ProgrammeEntry): number | null => hours.get(college.id) ?? null;
  return [
    ...[...programmes.values()].map((entry) =>
      talentOffer(entry.offer, programmeCriteria(entry, around), hoursOf(entry)),
    ),
    ...[...classes.values()].map(({ offer, row, programme }) =>
      talentOffer(offer, classCriteria(programme, row, offer, around), hoursOf(programme)),
    ),
  ];
}
