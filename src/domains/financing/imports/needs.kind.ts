import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { choice } from '../../../directory/imports/enterprise-choices.js';
import { organisationsByCode, refuseOther } from '../../../directory/imports/enterprise-finder.js';
import type {
  CommitContext,
  Finding,
  ImportKind,
  RawRow,
  ReadyRow,
  RowResult,
  UndoRow,
} from '../../../directory/imports/import-kind.js';
import { readLayout } from '../../../directory/imports/import-layout.js';
import { RowReader } from '../../../directory/imports/row-reader.js';
import { channels } from '../../../matchmaking/demand.entity.js';
import { ImportedDemands, writeRow } from '../../../matchmaking/imported-demands.js';
import { Database } from '../../../platform/database/database.js';
import { Words } from '../../../platform/i18n/words.js';
import { financingCodes, financingTerms } from '../matching/facts.js';
import { urgencies } from '../needs/need.forms.js';
import { InstitutionNames } from './institution-names.js';
import type { NeedCells, NeedRow } from './need-cells.js';
import { NeedWriter } from './need-writer.js';

/** Financing needs that officers wrote down: filed for the enterprise of the credit code, and submitted at once. */
@Injectable()
export class NeedImport implements ImportKind<NeedRow> {
  readonly name = 'needs';
  readonly order = 5;
  readonly href = '/financing/needs';
  readonly layout = readLayout('needs');
  readonly decisions = ['skip', 'update', 'add'] as const;
  readonly choices = {
    financingKind: { codes: financingCodes.financingKind, words: 'fact.financingKind' },
    purpose: { codes: financingCodes.purpose, words: 'fact.purpose' },
    guarantees: { codes: financingCodes.guarantees, words: 'fact.guarantees' },
    repayments: { codes: financingCodes.repayments, words: 'fact.repayments' },
    collateralType: { codes: financingCodes.collateralType, words: 'fact.collateralType' },
    termMonths: choice('term', [...financingTerms.map(String), 'undecided']),
    urgency: choice('urgency', urgencies),
    channel: choice('channel', channels),
  };
  private readonly reader: RowReader;

  constructor(
    private readonly db: Database,
    private readonly imported: ImportedDemands,
    private readonly writer: NeedWriter,
    words: Words,
  ) {
    this.reader = new RowReader(words, this.layout.sheets[0]?.columns ?? [], this.choices);
  }

  async options(): Promise<Record<string, readonly string[]>> {
    const { names } = await InstitutionNames.load(this.db);
    return { preferredInstitutions: names, avoidedInstitutions: names };
  }

  async check(_actor: Actor, rows: readonly RawRow[], jobId: string | null): Promise<Finding<NeedRow>[]> {
    const read = await this.reader.readAll(rows);
    const known = await organisationsByCode(
      this.db,
      read.map(({ values }) => values.creditCode),
    );
    const institutions = await InstitutionNames.load(this.db);
    const filed = await this.imported.filedBefore<Pick<NeedCells, 'financingKind' | 'amount'>>(
      { domain: 'financing', table: 'financing_need', columns: ['financingKind', 'amount'] },
      [...known.values()].map(({ id }) => id),
      jobId,
    );
    const twins = new Map(
      filed.map((one) => [twinKey(one.organisationId, one.financingKind, Number(one.amount)), one]),
    );
    const first = new Map<string, number>();
    return read.map(({ values, problems: faults }, i) => {
      const cells = values as unknown as NeedCells;
      const organisation = known.get(cells.creditCode);
      const problems = [...faults, ...refuseOther(organisation)];
      if (cells.creditCode && !organisation && !cells.enterpriseName)
        problems.push({ key: 'creditCode', code: 'enterprise-unknown-name', params: {} });
      const names = (key: string) => institutions.all(key, values[key] as string[] | undefined, problems);
      const key = twinKey(cells.creditCode, cells.financingKind, cells.amount);
      const before = first.get(key);
      if (before === undefined) first.set(key, rows[i]?.rowNumber ?? 0);
      const twin = organisation && twins.get(twinKey(organisation.id, cells.financingKind, cells.amount));
      return {
        label: organisation?.name ?? cells.enterpriseName ?? '',
        problems,
        value: {
          cells,
          organisationId: organisation?.id ?? null,
          preferred: names('preferredInstitutions'),
          avoided: names('avoidedInstitutions'),
        },
        duplicate: twin
          ? { of: twin.number, id: twin.id }
          : before !== undefined
            ? { of: `#${before}`, id: null }
            : undefined,
        newcomer: !organisation,
        day: cells.filedOn ?? null,
      };
    });
  }

  async commit(actor: Actor, rows: readonly ReadyRow<NeedRow>[], context: CommitContext): Promise<RowResult[]> {
    return writeRow(this.writer, actor, rows, context);
  }

  async undo(actor: Actor, { id, before }: UndoRow): Promise<string | null> {
    return this.writer.undo(actor, id, before);
  }
}

/** Two needs are the same when enterprise, kind and amount are. */
const twinKey = (enterprise: string, kind: string, amount: number): string => `${enterprise} ${kind} ${amount}`;
