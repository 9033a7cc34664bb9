import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Database } from '../../platform/database/database.js';
import { Words } from '../../platform/i18n/words.js';
import { InstitutionProfile, institutionTypes, type InstitutionType } from '../institution-profile.entity.js';
import { nameKey, Organisations } from '../organisations.js';
import { choice } from './enterprise-choices.js';
import type { Finding, ImportKind, RawRow, ReadyRow, RowResult, UndoRow } from './import-kind.js';
import { readLayout } from './import-layout.js';
import { ProfileUndo } from './profile-undo.js';
import { RowReader } from './row-reader.js';

type InstitutionCells = Partial<Omit<InstitutionProfile, 'organisationId' | 'type'>> & {
  readonly name: string;
  readonly kind: InstitutionType;
  readonly real?: boolean;
};

interface InstitutionBefore {
  readonly created: boolean;
  readonly profile: InstitutionProfile | null;
}

/** Banks, guarantee companies, funds and advisers. A bank is found again by its name: published lists give no code. */
@Injectable()
export class InstitutionImport implements ImportKind<InstitutionCells> {
  readonly name = 'institutions';
  readonly order = 1;
  readonly layout = readLayout('institutions');
  readonly decisions = ['skip', 'update'] as const;
  readonly choices = { kind: choice('institution', institutionTypes) };
  private readonly reader: RowReader;

  constructor(
    private readonly db: Database,
    private readonly organisations: Organisations,
    private readonly restoring: ProfileUndo,
    words: Words,
  ) {
    this.reader = new RowReader(words, this.layout.sheets[0]?.columns ?? [], this.choices);
  }

  async check(_actor: Actor, rows: readonly RawRow[]): Promise<Finding<InstitutionCells>[]> {
    const known = new Map((await this.organisations.list('institution')).map((one) => [one.nameKey, one]));
    const first = new Map<string, number>();
    return rows.map((row) => {
      const { values, problems } = this.reader.read(row);
      const cells = values as unknown as InstitutionCells;
      const key = nameKey(cells.name ?? '');
      const there = known.get(key);
      const before = first.get(key);
      if (key !== '' && before === undefined) first.set(key, row.rowNumber);
      return {
        label: cells.name ?? '',
        problems,
        value: cells,
        duplicate: before !== undefined ? { of: `#${before}`, id: null } : there && { of: there.name, id: there.id },
        newcomer: !there && before === undefined,
      };
    });
  }

  async commit(actor: Actor, [row]: readonly ReadyRow<InstitutionCells>[]): Promise<RowResult[]> {
    if (!row) return [];
    const { name, kind: type, real, ...rest } = row.value;
    const sample = real === false;
    const id =
      row.duplicateId ??
      (await this.organisations.create(actor, { kind: 'institution', name, creditCode: null, sample })).id;
    const repo = this.db.repo(InstitutionProfile);
    const profile = await repo.findOneBy({ organisationId: id });
    const blank = { shortName: null, address: null, latitude: null, longitude: null, mail: null, remark: null };
    if (profile) await repo.update({ organisationId: id }, { ...rest, type });
    else await repo.insert({ ...blank, ...rest, type, organisationId: id });
    const before: InstitutionBefore = { created: row.duplicateId === null, profile };
    return [{ type: 'organisation', id, before }];
  }

  async undo(actor: Actor, { id, before }: UndoRow): Promise<string | null> {
    const { created, profile } = before as InstitutionBefore;
    if (created && (await this.restoring.inUse(id))) return 'in-use';
    const repo = this.db.repo(InstitutionProfile);
    await repo.delete({ organisationId: id });
    if (profile) await repo.insert(profile);
    if (created) await this.restoring.remove(actor, id);
    return null;
  }
}
