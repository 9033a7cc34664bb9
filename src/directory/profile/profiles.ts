import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { may } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { Problem } from '../../kernel/problem.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/ids.js';
import { Outbox } from '../../platform/outbox/outbox.service.js';
import {
  EnterpriseProfile,
  EnterpriseQualification,
  EnterpriseYear,
  FactSource,
  type FactOrigin,
} from './profile.entity.js';
import type { ProfileRecord } from './profile-record.js';
import { lastDayOf } from './shelf-life.js';

export type ProfileChange = Partial<Omit<EnterpriseProfile, 'organisationId' | 'updatedAt' | 'version'>>;
export type YearFigures = Partial<Omit<EnterpriseYear, 'id' | 'organisationId'>> & { year: number };

/** Where the facts of one change come from, and how long they may be relied on. */
export interface Provenance {
  readonly source: FactOrigin;
  readonly obtainedOn: Day;
  readonly validUntil?: Day | null;
  readonly fileId?: string | null;
}

export const PROFILE_CHANGED = 'directory.profile-changed.v1';

/** The enterprise profile (F2): filled once by form, import or officer; every fact keeps its source and shelf life. */
@Injectable()
export class Profiles {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /** @throws Problem `not-found` where the caller may not know this enterprise's profile */
  requireVisible(actor: Actor, organisationId: string, verb: 'read' | 'edit' = 'read'): void {
    const own = actor.organisationId === organisationId;
    if (!(own || actor.organisationKind === 'centre')) throw new Problem('not-found');
    if (!may(actor, `directory.profile.${verb}`)) throw new Problem('forbidden');
  }

  async read(organisationId: string): Promise<ProfileRecord> {
    return (await this.readMany([organisationId])).get(organisationId) as ProfileRecord;
  }

  /** Several profiles with as many queries as one; an enterprise without one has an empty record. */
  async readMany(organisationIds: readonly string[]): Promise<ReadonlyMap<string, ProfileRecord>> {
    const ids = [...new Set(organisationIds)];
    const where = { organisationId: In(ids) };
    const profiles = await this.db.repo(EnterpriseProfile).find({ where });
    const qualifications = await this.db.repo(EnterpriseQualification).find({ where, order: { code: 'ASC' } });
    const years = await this.db.repo(EnterpriseYear).find({ where, order: { year: 'DESC' } });
    const sources = await this.db.repo(FactSource).find({ where });
    const own = <T extends { organisationId: string }>(rows: readonly T[], id: string) =>
      rows.filter(({ organisationId }) => organisationId === id);
    return new Map(
      ids.map((id) => [
        id,
        {
          profile: own(profiles, id)[0] ?? this.empty(id),
          qualifications: own(qualifications, id),
          years: own(years, id),
          sources: new Map(own(sources, id).map((source) => [source.factKey, source])),
        },
      ]),
    );
  }

  private empty(organisationId: string): EnterpriseProfile {
    const { columns: all } = this.db.repo(EnterpriseProfile).metadata;
    const columns = all.filter((column) => !column.isVersion).map((column) => [column.propertyName, null]);
    return Object.assign(new EnterpriseProfile(), Object.fromEntries(columns), { organisationId });
  }

  /** Writes what changed, with its provenance, and lets open demands be matched anew. */
  async change(actor: Actor, organisationId: string, change: ProfileChange, provenance: Provenance): Promise<void> {
    await this.db.transaction(async () => {
      const before = await this.read(organisationId);
      const changed = Object.keys(change).filter(
        (key) =>
          JSON.stringify(change[key as keyof ProfileChange] ?? null) !==
          JSON.stringify(before.profile[key as keyof EnterpriseProfile] ?? null),
      );
      await this.write(organisationId, change);
      await this.setSources(organisationId, Object.keys(change), provenance);
      if (changed.length > 0) await this.changed(actor, organisationId, changed);
    });
  }

  private async write(organisationId: string, change: ProfileChange): Promise<void> {
    const updatedAt = this.clock.now();
    const repo = this.db.repo(EnterpriseProfile);
    if (await repo.existsBy({ organisationId })) await repo.update({ organisationId }, { ...change, updatedAt });
    else await repo.insert(Object.assign(this.empty(organisationId), change, { updatedAt }));
  }

  async setYears(
    actor: Actor,
    organisationId: string,
    years: readonly YearFigures[],
    provenance: Provenance,
  ): Promise<void> {
    await this.db.transaction(async () => {
      const repo = this.db.repo(EnterpriseYear);
      for (const figures of years) {
        const known = await repo.findOne({ where: { organisationId, year: figures.year } });
        const blank = {
          revenue: null,
          netProfit: null,
          assets: null,
          liabilities: null,
          taxPaid: null,
          rdExpense: null,
        };
        if (known) await repo.update({ id: known.id }, figures);
        else await repo.insert({ ...blank, ...figures, id: newId(), organisationId });
      }
      const keys = years.map(({ year }) => `year.${year}`);
      await this.setSources(organisationId, keys, provenance);
      await this.changed(actor, organisationId, keys);
    });
  }

  async setQualifications(
    actor: Actor,
    organisationId: string,
    titles: readonly { code: string; validUntil: Day | null }[],
    provenance: Provenance,
  ): Promise<void> {
    await this.db.transaction(async () => {
      await this.db.repo(EnterpriseQualification).delete({ organisationId });
      for (const title of titles)
        await this.db.repo(EnterpriseQualification).insert({ ...title, id: newId(), organisationId });
      await this.setSources(organisationId, ['qualifications'], provenance);
      await this.changed(actor, organisationId, ['qualifications']);
    });
  }

  /**
   * Puts a profile back as it was read before: its figures, titles, years and sources. A profile that did not exist is
   * taken away again.
   */
  async restore(
    actor: Actor,
    organisationId: string,
    { profile, qualifications, years, sources }: ProfileRecord,
  ): Promise<void> {
    await this.db.transaction(async () => {
      const where = { organisationId };
      const { version: _, ...facts } = profile;
      if (profile.version === undefined) await this.db.repo(EnterpriseProfile).delete(where);
      else await this.db.repo(EnterpriseProfile).update(where, facts);
      for (const [entity, rows] of [
        [EnterpriseQualification, qualifications],
        [EnterpriseYear, years],
        [FactSource, [...sources.values()]],
      ] as const) {
        await this.db.repo<{ id: string; organisationId: string }>(entity).delete(where);
        if (rows.length > 0) await this.db.repo<{ id: string; organisationId: string }>(entity).insert([...rows]);
      }
      await this.changed(actor, organisationId, ['profile']);
    });
  }

  private async setSources(organisationId: string, factKeys: readonly string[], provenance: Provenance): Promise<void> {
    const repo = this.db.repo(FactSource);
    const { source, obtainedOn, validUntil = null, fileId = null } = provenance;
    const row = (factKey: string) => ({
      source,
      obtainedOn,
      fileId,
      disputed: false,
      validUntil: validUntil ?? lastDayOf(factKey, obtainedOn),
    });
    const known = new Set(
      (await repo.findBy({ organisationId, factKey: In([...factKeys]) })).map(({ factKey }) => factKey),
    );
    const fresh = factKeys.filter((factKey) => !known.has(factKey));
    for (const factKey of known) await repo.update({ organisationId, factKey }, row(factKey));
    if (fresh.length > 0)
      await repo.insert(fresh.map((factKey) => ({ ...row(factKey), id: newId(), organisationId, factKey })));
  }

  /** Values are not kept in the audit trail, only which facts changed: the trail outlives the enterprise's figures. */
  private async changed(actor: Actor, organisationId: string, facts: readonly string[]): Promise<void> {
    await this.audit.record(actor, {
      action: 'profile.change',
      type: 'organisation',
      id: organisationId,
      changed: facts,
    });
    await this.outbox.emit(PROFILE_CHANGED, { organisationId }, organisationId);
  }
}
