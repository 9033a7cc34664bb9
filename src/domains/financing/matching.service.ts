import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../../kernel/actor.js';
import { match, whatIf, type MatchResult } from '../../kernel/matching/match.js';
import type { FactSheet } from '../../kernel/matching/facts.js';
import type { Offer as MatchOffer } from '../../kernel/matching/pair.js';
import { Profiles } from '../../directory/profile/profiles.js';
import { Demand } from '../../matchmaking/demand.entity.js';
import { Candidate, Gap, MatchRun, type RunTrigger } from '../../matchmaking/match-run.entity.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/ids.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { financingModel } from './fact-model.js';
import { financingFactSheet } from './fact-sheet.js';
import { FinancingNeed } from './need.entity.js';
import { OfferCatalogue, type Shelf } from './offer-catalogue.js';

/** Raised when the kernel's answers may change for equal input; stored with every run. */
export const KERNEL_VERSION = '1';
/** Verdicts are stored for pairs people look at; the rest is recomputed from the evidence. */
const STORED = new Set(['eligible', 'incomplete', 'near']);

export interface Matching {
  readonly facts: FactSheet;
  readonly offers: readonly MatchOffer[];
  readonly shelf: Shelf;
  readonly result: MatchResult;
}

/** Matches one need against the shelf: live for pages and what-ifs, stored as a run with its evidence. */
@Injectable()
export class FinancingMatching {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly profiles: Profiles,
    private readonly catalogue: OfferCatalogue,
    private readonly audit: Audit,
  ) {}

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

  /**
   * Stores a run for one need. Nothing is written when neither facts nor offers nor the answer changed since the last
   * run, so that a daily sweep costs no rows.
   */
  async run(demandId: string, trigger: RunTrigger, actor: Actor = systemActor): Promise<MatchRun | null> {
    const demand = await this.db.repo(Demand).findOneByOrFail({ id: demandId });
    if (!['listed', 'engaged'].includes(demand.state)) return null;
    const need = await this.db.repo(FinancingNeed).findOneByOrFail({ demandId });
    const { facts, shelf, result } = await this.live(demand, need);
    const evidenceHash = sha256(facts);
    const last = demand.latestRunId ? await this.db.repo(MatchRun).findOneBy({ id: demand.latestRunId }) : null;
    if (last && this.isUnchanged(last, evidenceHash, shelf, result)) {
      if (last.revision !== demand.revision) {
        await this.db.transaction(() => this.db.repo(MatchRun).update({ id: last.id }, { revision: demand.revision }));
      }
      return last;
    }
    return this.db.transaction(async () => {
      const run = this.db.repo(MatchRun).create({
        id: newId(),
        domain: 'financing',
        demandId,
        revision: demand.revision,
        trigger,
        day: this.clock.today(),
        evidence: facts,
        evidenceHash,
        offersHash: shelf.hash,
        kernelVersion: KERNEL_VERSION,
        ...result.counts,
        createdAt: this.clock.now(),
      });
      await this.db.repo(MatchRun).insert(run);
      await this.store(run, result);
      await this.db.repo(Demand).update({ id: demandId }, { latestRunId: run.id });
      await this.audit.record(actor, {
        action: 'demand.match',
        type: 'demand',
        id: demandId,
        after: { run: run.id, trigger, ...result.counts },
      });
      return run;
    });
  }

  /** Whether the stored run would come out otherwise now: the need, the profile, a product or the date moved on. */
  async isStale(demand: Demand, { facts, shelf, result }: Matching): Promise<boolean> {
    const last = demand.latestRunId ? await this.db.repo(MatchRun).findOneBy({ id: demand.latestRunId }) : null;
    return !(last && this.isUnchanged(last, sha256(facts), shelf, result));
  }

  private isUnchanged(last: MatchRun, evidenceHash: string, shelf: Shelf, { counts }: MatchResult): boolean {
    return (
      last.evidenceHash === evidenceHash &&
      last.offersHash === shelf.hash &&
      last.eligible === counts.eligible &&
      last.incomplete === counts.incomplete &&
      last.near === counts.near
    );
  }

  private async store(run: MatchRun, result: MatchResult): Promise<void> {
    const rows = result.pairs.map((pair, index) => ({
      id: newId(),
      runId: run.id,
      demandId: run.demandId,
      offerId: pair.offerId,
      tierKey: pair.tierKey,
      status: pair.status,
      rank: index + 1,
      met: pair.hardMet,
      total: pair.hardTotal,
      verdicts: STORED.has(pair.status) ? pair.units : null,
    }));
    if (rows.length > 0) await this.db.repo(Candidate).insert(rows);
    await this.db.repo(Gap).delete({ demandId: run.demandId, source: 'run' });
    const gaps = result.gaps.slice(0, 8).map((gap) => ({
      id: newId(),
      demandId: run.demandId,
      source: 'run' as const,
      sourceId: run.id,
      code: gap.code,
      factKey: gap.factKey,
      offers: gap.blocks,
      shortBy: gap.shortfall?.amount ?? null,
      unit: gap.shortfall?.unit ?? null,
      note: null,
      createdAt: run.createdAt,
    }));
    if (gaps.length > 0) await this.db.repo(Gap).insert(gaps);
  }
}

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
