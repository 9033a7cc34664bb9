import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { choice } from '../../../directory/imports/enterprise-choices.js';
import type { CellProblem } from '../../../directory/imports/import-job.entity.js';
import type {
  Finding,
  ImportKind,
  RawRow,
  ReadyRow,
  RowResult,
  UndoRow,
} from '../../../directory/imports/import-kind.js';
import { readLayout } from '../../../directory/imports/import-layout.js';
import { mapInTurns } from '../../../directory/imports/in-turns.js';
import { RowReader, type ReadRow } from '../../../directory/imports/row-reader.js';
import { Offer } from '../../../matchmaking/offer.entity.js';
import { Database } from '../../../platform/database/database.js';
import { Words } from '../../../platform/i18n/words.js';
import { financingCodes } from '../matching/facts.js';
import type { CriterionInput, TierInput } from '../products/product-input.js';
import { conditionWords, readCriterion } from './criterion-cells.js';
import { InstitutionNames } from './institution-names.js';
import { importedStates, productOf, reversed, tierOf, type ProductCells } from './product-cells.js';
import { ProductWriter } from './product-writer.js';

/** What one row of any of the three sheets says. */
type ProductRow =
  | { readonly sheet: 'products'; readonly cells: ProductCells; readonly organisationId: string }
  | { readonly sheet: 'tiers'; readonly tier: TierInput }
  | { readonly sheet: 'criteria'; readonly criterion: CriterionInput | null };

/** Bank products: the sheets 产品, 档位 and 条件, joined by the product's number. A product comes in whole or not at all. */
@Injectable()
export class ProductImport implements ImportKind<ProductRow> {
  readonly name = 'products';
  readonly order = 4;
  readonly href = '/financing/products';
  readonly ownPermission = 'financing.product.edit';
  readonly layout = readLayout('products');
  readonly decisions = ['skip', 'update'] as const;
  readonly choices = {
    sourceGrade: { codes: ['A', 'B', 'C'] },
    state: choice('product-state', importedStates),
    guarantees: { codes: financingCodes.guarantees, words: 'fact.guarantees' },
    repayments: { codes: financingCodes.repayments, words: 'fact.repayments' },
  };
  private readonly readers: ReadonlyMap<string, RowReader>;

  constructor(
    private readonly db: Database,
    private readonly words: Words,
    private readonly writer: ProductWriter,
  ) {
    const { sheets } = this.layout;
    this.readers = new Map(sheets.map(({ key, columns }) => [key, new RowReader(words, columns, this.choices)]));
  }

  async options({ locale }: Actor): Promise<Record<string, readonly string[]>> {
    return { institution: (await InstitutionNames.load(this.db)).names, ...conditionWords(this.words, locale) };
  }

  async check(actor: Actor, rows: readonly RawRow[]): Promise<Finding<ProductRow>[]> {
    const read = await mapInTurns(
      rows,
      (row) => this.readers.get(row.sheet)?.read(row) ?? { values: {}, problems: [] },
    );
    const institutions = await InstitutionNames.load(this.db);
    const offers = await this.db.repo(Offer).findBy({ domain: 'financing' });
    const numbers = (sheet: string) =>
      read.flatMap(({ values }, i) => (rows[i]?.sheet === sheet ? [said(values.number)] : []));
    const products = counted(numbers('products'));
    const tiered = new Set(numbers('tiers'));
    const tierNames = new Map<string, number>();
    for (const [i, { values }] of read.entries()) {
      const name = `${said(values.number)} ${said(values.key)}`;
      if (rows[i]?.sheet === 'tiers' && !tierNames.has(name)) tierNames.set(name, i);
    }
    return mapInTurns(rows, (row, i) => {
      const { values, problems } = read[i] as ReadRow;
      const unit = said(values.number) || `row ${row.rowNumber}`;
      if (row.sheet === 'products') {
        const repeated = (products.get(unit) ?? 0) > 1;
        return this.product(actor, values as ProductCells, unit, institutions, offers, [
          ...problems,
          ...(repeated ? [{ key: 'number', code: 'product-repeated', params: {} }] : []),
          ...(tiered.has(unit) ? [] : [{ key: 'number', code: 'product-without-tier', params: {} }]),
        ]);
      }
      const orphan: CellProblem[] =
        values.number === undefined || products.has(unit)
          ? []
          : [{ key: 'number', code: 'product-unknown', params: {} }];
      if (row.sheet === 'tiers') {
        const repeated = tierNames.get(`${said(values.number)} ${said(values.key)}`) !== i;
        const fault = [
          ...problems,
          ...orphan,
          ...reversed(values),
          ...(repeated ? [{ key: 'key', code: 'tier-repeated', params: {} }] : []),
        ];
        return {
          label: `${unit} ${said(values.key)}`,
          problems: fault,
          unit,
          value: { sheet: 'tiers', tier: tierOf(values) },
        };
      }
      return this.criterion(values, unit, [...problems, ...orphan], tierNames);
    });
  }

  private product(
    actor: Actor,
    cells: ProductCells,
    unit: string,
    institutions: InstitutionNames,
    offers: readonly Offer[],
    problems: CellProblem[],
  ): Finding<ProductRow> {
    const organisationId = institutions.find(cells.institution ?? '') ?? '';
    if (cells.institution && organisationId === '')
      problems.push({
        key: 'institution',
        code: 'institution-unknown',
        params: { value: cells.institution.slice(0, 60) },
      });
    const mine = actor.organisationKind === 'centre' || organisationId === actor.organisationId;
    if (organisationId !== '' && !mine) problems.push({ key: 'institution', code: 'institution-other', params: {} });
    // What another institution has, drafts too, is not for this one to learn: its row is refused, and compared with nothing.
    const known = mine ? offers.filter((offer) => offer.organisationId === organisationId) : [];
    const there = known.find(({ number }) => number === unit) ?? known.find(({ title }) => title === cells.title);
    if (!there && actor.organisationKind === 'centre' && offers.some(({ number }) => number === unit))
      problems.push({ key: 'number', code: 'product-number-taken', params: {} });
    return {
      label: cells.title ?? unit,
      problems,
      unit,
      value: { sheet: 'products', cells, organisationId },
      duplicate: there && { of: `${there.number} ${there.title}`, id: there.id },
    };
  }

  private criterion(
    values: ReadRow['values'],
    unit: string,
    problems: CellProblem[],
    tierNames: ReadonlyMap<string, number>,
  ): Finding<ProductRow> {
    const read = readCriterion(this.words, values);
    const { tierKey } = values;
    if (Array.isArray(read)) problems.push(...read);
    if (tierKey !== undefined && !tierNames.has(`${unit} ${said(tierKey)}`))
      problems.push({ key: 'tierKey', code: 'tier-unknown', params: {} });
    const label = `${unit} ${said(values.fact)}`;
    return { label, problems, unit, value: { sheet: 'criteria', criterion: Array.isArray(read) ? null : read } };
  }

  async commit(actor: Actor, unit: readonly ReadyRow<ProductRow>[]): Promise<RowResult[]> {
    const head = unit.find(({ value }) => value.sheet === 'products');
    if (head?.value.sheet !== 'products') throw new Error('a product without its row');
    const { cells, organisationId } = head.value;
    const tiers = unit.flatMap(({ value }) => (value.sheet === 'tiers' ? [value.tier] : []));
    const criteria = unit.flatMap(({ value }) =>
      value.sheet === 'criteria' && value.criterion ? [value.criterion] : [],
    );
    const input = productOf(cells, organisationId, tiers, criteria);
    const written =
      head.duplicateId === null
        ? await this.writer.create(actor, input, cells)
        : await this.writer.update(actor, head.duplicateId, input);
    return unit.map((row) => ({
      type: row === head ? 'offer' : 'part',
      id: written.id,
      before: row === head ? written.before : null,
    }));
  }

  async undo(actor: Actor, { type, id, before }: UndoRow): Promise<string | null> {
    return type === 'offer' ? this.writer.undo(actor, id, before) : null;
  }
}

/** How often each stands there. */
function counted(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** A cell that is read as text; blank where it could not be. */
const said = (value: unknown): string => (typeof value === 'string' ? value : '');
