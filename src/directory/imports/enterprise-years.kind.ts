import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { Words } from '../../platform/i18n/words.js';
import { EnterpriseYear } from '../profile/profile.entity.js';
import { Profiles, type YearFigures } from '../profile/profiles.js';
import { organisationsByCode, refuseOther } from './enterprise-finder.js';
import { choice } from './enterprise-choices.js';
import { provenanceOf, type ProvenanceCells } from './enterprises.kind.js';
import type { Finding, ImportKind, RawRow, ReadyRow, RowResult, UndoRow } from './import-kind.js';
import { readLayout } from './import-layout.js';
import { ProfileUndo } from './profile-undo.js';
import { RowReader } from './row-reader.js';

interface YearCells extends ProvenanceCells {
  readonly creditCode: string;
  readonly year: number;
  readonly organisationId: string;
  readonly [figure: string]: unknown;
}

/** Closed years of enterprises: revenue, profit, assets, liabilities, tax, research. */
@Injectable()
export class EnterpriseYearImport implements ImportKind<YearCells> {
  readonly name = 'enterprise-years';
  readonly order = 3;
  readonly layout = readLayout('enterprise-years');
  readonly decisions = ['skip', 'update'] as const;
  readonly choices = { source: choice('source', ['self', 'document', 'government']) };
  private readonly reader: RowReader;

  constructor(
    private readonly db: Database,
    private readonly profiles: Profiles,
    private readonly restoring: ProfileUndo,
    private readonly clock: BusinessClock,
    words: Words,
  ) {
    this.reader = new RowReader(words, this.layout.sheets[0]?.columns ?? [], this.choices);
  }

  async check(_actor: Actor, rows: readonly RawRow[]): Promise<Finding<YearCells>[]> {
    const read = await this.reader.readAll(rows);
    const known = await organisationsByCode(
      this.db,
      read.map(({ values }) => values.creditCode),
    );
    const years = await this.yearsOf([...known.values()].map(({ id }) => id));
    const first = new Map<string, number>();
    return read.map(({ values, problems }, i) => {
      const { creditCode, year } = values as unknown as YearCells;
      const organisation = known.get(creditCode);
      const key = `${creditCode} ${year}`;
      const before = first.get(key);
      if (before === undefined) first.set(key, rows[i]?.rowNumber ?? 0);
      const there = organisation && years.get(`${organisation.id} ${year}`);
      return {
        label: [organisation?.name ?? creditCode ?? '', year ?? ''].join(' ').trim(),
        problems: [
          ...problems,
          ...refuseOther(organisation),
          ...(creditCode && !organisation ? [{ key: 'creditCode', code: 'enterprise-unknown', params: {} }] : []),
          ...(year > Number(this.clock.today().slice(0, 4)) ? [{ key: 'year', code: 'year-future', params: {} }] : []),
        ],
        value: { ...values, organisationId: organisation?.id ?? '' } as YearCells,
        duplicate: before !== undefined ? { of: `#${before}`, id: null } : there ? { of: key, id: there } : undefined,
      };
    });
  }

  private async yearsOf(organisationIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found: EnterpriseYear[] = [];
    for (let at = 0; at < organisationIds.length; at += 500)
      found.push(
        ...(await this.db.repo(EnterpriseYear).findBy({ organisationId: In(organisationIds.slice(at, at + 500)) })),
      );
    return new Map(found.map(({ id, organisationId, year }) => [`${organisationId} ${year}`, id]));
  }

  async commit(actor: Actor, [row]: readonly ReadyRow<YearCells>[]): Promise<RowResult[]> {
    if (!row) return [];
    const { organisationId, creditCode: _c, source: _s, obtainedOn: _o, validUntil: _v, ...figures } = row.value;
    const provenance = provenanceOf(row.value, this.clock.today());
    const before = await this.restoring.around(organisationId, false, () =>
      this.profiles.setYears(actor, organisationId, [figures as YearFigures], provenance),
    );
    return [{ type: 'organisation', id: organisationId, before }];
  }

  async undo(actor: Actor, { id, before }: UndoRow): Promise<string | null> {
    return this.restoring.undo(actor, id, before);
  }
}
