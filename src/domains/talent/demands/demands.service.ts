import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Demand } from '../../../matchmaking/demand.entity.js';
import { Visibility } from '../../../matchmaking/visibility.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { Outbox } from '../../../platform/outbox/outbox.service.js';
import { TalentDemand, TalentDemandMajor } from './demand.entity.js';

/** A fact of a demand changed (`demandId`): its match may come out otherwise. */
export const DEMAND_CHANGED = 'talent.demand-changed.v1';

export const MOST_MAJORS = 8;

export interface WantedMajor {
  readonly code: string;
  readonly role: TalentDemandMajor['role'];
}

/** What a person may change of a demand; everything else is set by the lifecycle. */
export type DemandChange = Partial<Omit<TalentDemand, 'demandId' | 'batchId' | 'renewedFrom' | 'released'>> & {
  readonly majors?: readonly WantedMajor[];
};

export interface FoundDemand {
  readonly demand: Demand;
  readonly post: TalentDemand;
  readonly majors: readonly WantedMajor[];
}

const EDITABLE = ['draft', 'returned', 'submitted', 'listed'];

/** Nobody has seats for it yet, so what it says may change. */
export const isEditable = ({ state }: Pick<Demand, 'state'>): boolean => EDITABLE.includes(state);

/** Talent demands: who may see one, and what it says. */
@Injectable()
export class Demands {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly visibility: Visibility,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem `not-found` when it is not the caller's to know of, or of another domain */
  async require(actor: Actor, id: string): Promise<FoundDemand> {
    const demand = await this.visibility.demand(actor, id);
    if (demand.domain !== 'talent') throw new Problem('not-found');
    return this.find(demand);
  }

  async find(demand: Demand): Promise<FoundDemand> {
    return {
      demand,
      post: await this.db.repo(TalentDemand).findOneByOrFail({ demandId: demand.id }),
      majors: await this.majors(demand.id),
    };
  }

  async majors(demandId: string): Promise<WantedMajor[]> {
    const rows = await this.db.repo(TalentDemandMajor).find({ where: { demandId }, order: { position: 'ASC' } });
    return rows.map(({ majorCode, role }) => ({ code: majorCode, role }));
  }

  /**
   * Saves facts of a draft, a returned or a filed demand. Once it has seats in a class they stand as they were promised,
   * so nothing changes then.
   * @param version the one the edit starts from; without it the last writer wins (`conflict-version`)
   */
  async save(actor: Actor, id: string, change: DemandChange, version?: number): Promise<void> {
    const { demand, post, majors } = await this.require(actor, id);
    if (!isEditable(demand)) throw new Problem('state-changed', { state: demand.state });
    const { majors: wanted, ...facts } = change;
    const changed: string[] = (Object.keys(facts) as (keyof typeof facts)[]).filter(
      (key) => !same(facts[key], post[key]),
    );
    if (wanted && !same(wanted, majors)) changed.push('majors');
    await this.db.transaction(async () => {
      if (Object.keys(facts).length > 0) await this.db.repo(TalentDemand).update({ demandId: id }, facts);
      if (wanted) await this.replaceMajors(id, wanted);
      const { affected } = await this.db.repo(Demand).update(
        { id, ...(version !== undefined && { version }) },
        {
          wanted: facts.headcountMax ?? post.headcountMax ?? 0,
          revision: demand.revision + (changed.length > 0 ? 1 : 0),
          editedAt: this.clock.now(),
        },
      );
      if (affected !== 1) throw new Problem('conflict-version');
      if (changed.length === 0 || demand.state === 'draft') return;
      await this.audit.record(actor, { action: 'demand.edit', type: 'demand', id, changed });
      await this.outbox.emit(DEMAND_CHANGED, { demandId: id }, id);
    });
  }

  private async replaceMajors(demandId: string, wanted: readonly WantedMajor[]): Promise<void> {
    await this.db.repo(TalentDemandMajor).delete({ demandId });
    const codes = wanted.filter(({ code }, i) => wanted.findIndex((other) => other.code === code) === i);
    const rows = codes
      .slice(0, MOST_MAJORS)
      .map(({ code, role }, position) => ({ id: newId(), demandId, majorCode: code, role, position }));
    if (rows.length > 0) await this.db.repo(TalentDemandMajor).insert(rows);
  }

  mayEdit(actor: Actor, demand: Demand): boolean {
    return may(actor, 'talent.demand.edit') && isEditable(demand);
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
