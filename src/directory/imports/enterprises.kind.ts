import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { Words } from '../../platform/i18n/words.js';
import { Organisations } from '../organisations.js';
import type { FactOrigin } from '../profile/profile.entity.js';
import { Profiles, type ProfileChange, type Provenance } from '../profile/profiles.js';
import type { DatedCode } from './column-readers.js';
import { organisationsByCode, refuseOther } from './enterprise-finder.js';
import { choice, enterpriseChoices } from './enterprise-choices.js';
import type { Finding, ImportKind, RawRow, ReadyRow, RowResult, UndoRow } from './import-kind.js';
import { readLayout } from './import-layout.js';
import { parkNames } from './place-readers.js';
import { ProfileUndo } from './profile-undo.js';
import { RowReader } from './row-reader.js';

export interface ProvenanceCells {
  readonly source?: FactOrigin;
  readonly obtainedOn?: Day;
  readonly validUntil?: Day;
}

interface EnterpriseCells extends ProvenanceCells {
  readonly creditCode: string;
  readonly name: string;
  readonly qualifications?: readonly DatedCode[];
  readonly [fact: string]: unknown;
}

/** Enterprises with their profile, titles, contact, and where it all comes from. A blank cell leaves a fact as it is. */
@Injectable()
export class EnterpriseImport implements ImportKind<EnterpriseCells> {
  readonly name = 'enterprises';
  readonly order = 2;
  readonly layout = readLayout('enterprises');
  readonly decisions = ['skip', 'update'] as const;
  readonly choices = { ...enterpriseChoices, source: choice('source', ['self', 'document', 'government']) };
  private readonly reader: RowReader;

  constructor(
    private readonly db: Database,
    private readonly organisations: Organisations,
    private readonly profiles: Profiles,
    private readonly restoring: ProfileUndo,
    private readonly clock: BusinessClock,
    words: Words,
  ) {
    this.reader = new RowReader(words, this.layout.sheets[0]?.columns ?? [], this.choices);
  }

  async options(): Promise<Record<string, readonly string[]>> {
    return { park: parkNames() };
  }

  async check(_actor: Actor, rows: readonly RawRow[]): Promise<Finding<EnterpriseCells>[]> {
    const read = await this.reader.readAll(rows);
    const known = await organisationsByCode(
      this.db,
      read.map(({ values }) => values.creditCode),
    );
    const first = new Map<string, number>();
    return read.map(({ values, problems }, i) => {
      const cells = values as unknown as EnterpriseCells;
      const organisation = known.get(cells.creditCode);
      const before = first.get(cells.creditCode);
      if (cells.creditCode && before === undefined) first.set(cells.creditCode, rows[i]?.rowNumber ?? 0);
      return {
        label: cells.name ?? organisation?.name ?? '',
        problems: [...problems, ...refuseOther(organisation)],
        value: cells,
        duplicate:
          before !== undefined
            ? { of: `#${before}`, id: null }
            : organisation && { of: organisation.name, id: organisation.id },
        newcomer: !organisation && before === undefined,
      };
    });
  }

  async commit(actor: Actor, [row]: readonly ReadyRow<EnterpriseCells>[]): Promise<RowResult[]> {
    if (!row) return [];
    const { creditCode, name, qualifications, source: _s, obtainedOn: _o, validUntil: _v, ...facts } = row.value;
    const created = row.duplicateId === null;
    const id = row.duplicateId ?? (await this.create(actor, name, creditCode));
    const provenance = provenanceOf(row.value, this.clock.today());
    const before = await this.restoring.around(id, created, async () => {
      await this.profiles.change(actor, id, facts as ProfileChange, provenance);
      if (qualifications) await this.profiles.setQualifications(actor, id, qualifications, provenance);
    });
    return [{ type: 'organisation', id, before }];
  }

  private async create(actor: Actor, name: string, creditCode: string): Promise<string> {
    const sample = name.includes(this.layout.marks?.sampleName ?? '\0');
    return (await this.organisations.create(actor, { kind: 'enterprise', name, creditCode, sample })).id;
  }

  async undo(actor: Actor, { id, before }: UndoRow): Promise<string | null> {
    return this.restoring.undo(actor, id, before);
  }
}

/** Without a word on it, figures count as told by the enterprise today. */
export function provenanceOf({ source, obtainedOn, validUntil }: ProvenanceCells, today: Day): Provenance {
  return { source: source ?? 'self', obtainedOn: obtainedOn ?? today, validUntil: validUntil ?? null };
}
