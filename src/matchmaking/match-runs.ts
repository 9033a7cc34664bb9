import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../kernel/actor.js';
import type { FactSheet } from '../kernel/matching/facts.js';
import type { MatchResult } from '../kernel/matching/match.js';
import { Audit } from '../platform/audit/audit.service.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { Demand } from './demand.entity.js';
import { evidenceHash } from './evidence.js';
import { Candidate, Gap, MatchRun, type RunTrigger } from './match-run.entity.js';
import { pairTexts, sameInOrder, samePairs, storedPairTexts } from './stored-pairs.js';

/** Raised when the kernel's answers may change for equal input; stored with every run. */
export const KERNEL_VERSION = '1';
/** Verdicts are stored for pairs people look at; the rest is recomputed from the evidence. */
const STORED = new Set(['eligible', 'incomplete', 'near']);
const MOST_GAPS = 8;

/** What a domain's matcher found: the facts it saw, the offers it saw (as a hash), and the answer. */
export interface MatchAnswer {
  readonly facts: FactSheet;
  readonly offersHash: string;
  readonly result: MatchResult;
}

/** Runs as they are kept: evidence, candidates in their order, and the gaps of a demand that nothing fits. */
@Injectable()
export class MatchRuns {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly audit: Audit,
  ) {}

  /**
   * Nothing is written when neither the facts nor any pair nor their order changed since the last run: an offer that is
   * edited without moving a pair leaves it as the last one.
   */
  async keep(demand: Demand, trigger: RunTrigger, answer: MatchAnswer, actor: Actor = systemActor): Promise<MatchRun> {
    const last = await this.last(demand);
    if (last && (await this.says(last, answer, sameInOrder))) {
      if (last.revision !== demand.revision) {
        await this.db.transaction(() => this.db.repo(MatchRun).update({ id: last.id }, { revision: demand.revision }));
      }
      return last;
    }
    return this.db.transaction(() => this.store(demand, trigger, answer, actor));
  }

  /**
   * Whether a pair of the stored run stands otherwise now: the demand, the profile, an offer or the date moved on. The
   * order among equals moves with every answer of an institution; that alone makes no run stale.
   */
  async isStale(demand: Demand, answer: MatchAnswer): Promise<boolean> {
    const last = await this.last(demand);
    return !(last && (await this.says(last, answer, samePairs)));
  }

  private async says(run: MatchRun, { facts, result }: MatchAnswer, same: typeof samePairs): Promise<boolean> {
    if (run.evidenceHash !== evidenceHash(facts)) return false;
    const stored = await storedPairTexts(this.db, [run.id]);
    return same(pairTexts(result.pairs), stored.get(run.id) ?? []);
  }

  private async last({ latestRunId }: Demand): Promise<MatchRun | null> {
    return latestRunId ? this.db.repo(MatchRun).findOneBy({ id: latestRunId }) : null;
  }

  private async store(
    { id: demandId, domain, revision }: Demand,
    trigger: RunTrigger,
    { facts, offersHash, result }: MatchAnswer,
    actor: Actor,
  ): Promise<MatchRun> {
    const run = this.db.repo(MatchRun).create({
      id: newId(),
      domain,
      demandId,
      revision,
      trigger,
      day: this.clock.today(),
      evidence: facts,
      evidenceHash: evidenceHash(facts),
      offersHash,
      kernelVersion: KERNEL_VERSION,
      ...result.counts,
      createdAt: this.clock.now(),
    });
    await this.db.repo(MatchRun).insert(run);
    await this.storeCandidates(run, result);
    await this.storeGaps(run, result);
    await this.db.repo(Demand).update({ id: demandId }, { latestRunId: run.id });
    await this.audit.record(actor, {
      action: 'demand.match',
      type: 'demand',
      id: demandId,
      after: { run: run.id, trigger, ...result.counts },
    });
    return run;
  }

  private async storeCandidates(run: MatchRun, { pairs }: MatchResult): Promise<void> {
    const rows = pairs.map((pair, index) => ({
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
  }

  private async storeGaps(run: MatchRun, result: MatchResult): Promise<void> {
    await this.db.repo(Gap).delete({ demandId: run.demandId, source: 'run' });
    const gaps = result.gaps.slice(0, MOST_GAPS).map((gap) => ({
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
