import { In } from 'typeorm';
import { LiveMatch } from '../kernel/matching/live-match.js';
import type { FactModel } from '../kernel/matching/fact-model.js';
import type { FactSheet } from '../kernel/matching/facts.js';
import type { Offer } from '../kernel/matching/pair.js';
import type { BusinessClock } from '../platform/clock/business-clock.js';
import type { Database } from '../platform/database/database.js';
import { Demand } from './demand.entity.js';
import { evidenceHash } from './evidence.js';
import { MatchRun } from './match-run.entity.js';
import { pairTexts, sameInOrder, storedPairTexts } from './stored-pairs.js';

/** A domain whose open demands are kept matched with what is on offer. */
export interface MatchedDomain {
  readonly domain: string;
  readonly model: FactModel;
  /** Every offer that demands are matched with now, and the organisation whose it is. */
  readonly onOffer: () => Promise<{ readonly offers: readonly Offer[]; readonly ownerOf: (offerId: string) => string }>;
  /** The facts of a demand as they are today. */
  readonly factsOf: (demand: Demand) => Promise<FactSheet>;
  /** By demand: organisations whose offers it is not matched with. */
  readonly avoidedBy: (demandIds: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;
}

/**
 * Which open demands an edit touches: exactly those whose stored run would come out otherwise. The process keeps all of
 * them matched in memory (`LiveMatch`, about 100 bytes a pair), each with the facts of its stored run, and takes over
 * what moved since it last looked: runs, offers, the day. Pairs that turned are held against the stored ones, so that it
 * does not matter which server saw which edit, nor what a rolled-back transaction left in memory.
 */
export class AffectedDemands {
  private live: LiveMatch | null = null;
  private today = '';
  /** The run whose facts a demand is kept with. */
  private readonly runOf = new Map<string, string>();
  private readonly offers = new Map<string, string>();
  /** Demands with a pair that turned, until their stored run was found to say the same. */
  private readonly suspects = new Set<string>();

  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly of: MatchedDomain,
  ) {}

  /** O(open demands + offers) to see what moved, then only the pairs that it touches, and the stored pairs of those. */
  async find(): Promise<string[]> {
    const open = new Map((await this.open()).map(({ id, latestRunId }) => [id, latestRunId]));
    const { offers, ownerOf } = await this.of.onOffer();
    const evidence = await this.evidence(open);
    const live = this.follow(offers);
    for (const id of this.runOf.keys()) if (!open.has(id)) this.drop(live, id);
    for (const [id, runId] of open) {
      if (runId !== null && this.runOf.get(id) === runId) continue;
      const facts = runId === null ? undefined : evidence.get(runId);
      if (facts && runId !== null) {
        live.putDemand(id, facts);
        this.runOf.set(id, runId);
      }
      this.suspects.add(id);
    }
    return this.confirmed(live, open, ownerOf);
  }

  /** Those whose facts came out otherwise by themselves: papers run out, figures grow old. */
  async aged(): Promise<string[]> {
    const open = await this.open();
    const runs = await this.db.repo(MatchRun).find({
      where: { id: In(open.flatMap(({ latestRunId }) => latestRunId ?? [])) },
      select: { id: true, evidenceHash: true },
    });
    const hashOf = new Map(runs.map((run) => [run.id, run.evidenceHash]));
    const aged: string[] = [];
    for (const demand of open)
      if (hashOf.get(demand.latestRunId ?? '') !== evidenceHash(await this.of.factsOf(demand))) aged.push(demand.id);
    return aged;
  }

  /** That they are matched again is settled; to be called once that is committed. */
  settled(demandIds: readonly string[]): void {
    for (const id of demandIds) this.suspects.delete(id);
  }

  private open(): Promise<Demand[]> {
    return this.db.repo(Demand).find({
      where: { domain: this.of.domain, state: In(['listed', 'engaged']) },
      order: { id: 'ASC' },
    });
  }

  /** Facts of the runs that are not kept yet. */
  private async evidence(open: ReadonlyMap<string, string | null>): Promise<Map<string, FactSheet>> {
    const unseen = [...open].flatMap(([id, runId]) => (runId !== null && this.runOf.get(id) !== runId ? [runId] : []));
    const runs = await this.db.repo(MatchRun).find({ where: { id: In(unseen) }, select: { id: true, evidence: true } });
    return new Map(runs.map((run) => [run.id, run.evidence as FactSheet]));
  }

  /** Takes over the day and the offers; demands of which a pair turned become suspects. Waits for nothing. */
  private follow(offers: readonly Offer[]): LiveMatch {
    const today = this.clock.today();
    const said = new Map(offers.map((offer) => [offer.id, JSON.stringify(offer)]));
    if (!this.live || this.runOf.size === 0) {
      this.live = new LiveMatch(this.of.model, today, offers);
    } else {
      const turned = this.today === today ? [] : this.live.setDay(today);
      for (const offer of offers)
        if (this.offers.get(offer.id) !== said.get(offer.id)) turned.push(...this.live.putOffer(offer));
      for (const id of this.offers.keys()) if (!said.has(id)) turned.push(...this.live.removeOffer(id));
      for (const { demandId } of turned) this.suspects.add(demandId);
    }
    this.today = today;
    this.offers.clear();
    for (const [id, text] of said) this.offers.set(id, text);
    return this.live;
  }

  private drop(live: LiveMatch, demandId: string): void {
    live.removeDemand(demandId);
    this.runOf.delete(demandId);
    this.suspects.delete(demandId);
  }

  private async confirmed(
    live: LiveMatch,
    open: ReadonlyMap<string, string | null>,
    ownerOf: (offerId: string) => string,
  ): Promise<string[]> {
    const suspects = [...this.suspects].filter((id) => open.has(id));
    const stored = await storedPairTexts(
      this.db,
      suspects.flatMap((id) => open.get(id) ?? []),
    );
    const avoided = await this.of.avoidedBy(suspects);
    return suspects.filter((id) => {
      const runId = open.get(id) ?? null;
      const own = live.pairsOf(id).filter(({ offerId }) => !avoided.get(id)?.includes(ownerOf(offerId)));
      if (runId === null || !sameInOrder(pairTexts(own), stored.get(runId) ?? [])) return true;
      this.suspects.delete(id);
      return false;
    });
  }
}
