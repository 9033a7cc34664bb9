import { plainText, readNumber } from '../../kernel/matching/cell-values.js';
import { readCondition, type CellWords } from '../../kernel/matching/cells.js';
import { Problem } from '../../kernel/problem.js';
import { isBlank, type WorkbookContent } from '../../platform/spreadsheet/cell.js';
import { readTable, type TableRow } from '../../platform/spreadsheet/table.js';
import type { CriterionInput, TierInput } from '../../domains/financing/products/product-input.js';
import { shelfOffer } from '../../domains/financing/products/shelf-offer.js';
import { columnsOf, isWord, names, withoutSynonyms } from './columns.js';
import type { FileProblem, ReadProducts } from './shapes.js';

type Sheet = 'products' | 'tiers' | 'criteria';

/** The sheets 产品, 档位, 条件. A term or criterion that cannot be read would change the answer: it is listed, its product left out. */
export function readOffers(words: CellWords, file: string, content: WorkbookContent): ReadProducts {
  const rowsOf = (sheet: Sheet) => rows(content, sheet);
  const problems: FileProblem[] = [];
  const spoilt = new Set<string>();
  const refuse = (sheet: Sheet, { row, cells }: TableRow, code: string, text: string) => {
    problems.push({ file, at: `${names.sheets[sheet]}!${row}`, code, text });
    spoilt.add(said(cells, 'product'));
  };
  const tiers = rowsOf('tiers').map((row) => ({ row, product: said(row.cells, 'product'), ...tierOf(words, row) }));
  for (const { row, problem } of tiers) if (problem) refuse('tiers', row, problem.code, problem.text);
  const criteria = rowsOf('criteria').map((row) => ({
    product: said(row.cells, 'product'),
    row,
    ...criterionOf(words, row),
  }));
  for (const { row, problem } of criteria) if (problem) refuse('criteria', row, problem.code, problem.text);
  const offers = rowsOf('products').flatMap(({ row, cells }) => {
    const number = said(cells, 'number');
    const total = said(cells, 'capacity');
    const capacity = total === '' ? null : readNumber({ kind: 'money' }, total);
    if (capacity === undefined)
      problems.push({ file, at: `${names.sheets.products}!${row}`, code: 'value-unreadable', text: total });
    if (spoilt.has(number) || capacity === undefined) return [];
    const of = <T extends { product: string }>(list: readonly T[]) => list.filter(({ product }) => product === number);
    return [
      shelfOffer({
        number,
        title: said(cells, 'title'),
        institution: said(cells, 'institution'),
        capacity,
        tiers: of(tiers).map(({ tier }) => tier),
        criteria: of(criteria).flatMap(({ criterion }) => criterion ?? []),
      }),
    ];
  });
  return { offers, problems };
}

function rows(content: WorkbookContent, sheet: Sheet): readonly TableRow[] {
  const found = content.sheets.find(({ name }) => name === names.sheets[sheet] || name === sheet);
  if (!found)
    throw new Problem('spreadsheet-header-not-found', { sheet: names.sheets[sheet], expected: names.sheets[sheet] });
  return readTable(found, columnsOf(names[sheet])).rows;
}

const said = (cells: TableRow['cells'], key: string): string => plainText(cells[key]?.text ?? '');

interface Unread {
  readonly code: string;
  readonly text: string;
}

function tierOf(words: CellWords, { cells }: TableRow): { tier: TierInput; problem: Unread | null } {
  let problem: Unread | null = null;
  const number = (key: string, kind: 'money' | 'count' | 'ppm'): number | null => {
    const text = said(cells, key);
    if (text === '') return null;
    const value = readNumber(kind === 'count' ? { kind, unit: 'month' } : { kind }, text);
    if (value === undefined) problem = { code: 'value-unreadable', text };
    return value ?? null;
  };
  const guarantees = (): string[] | null => {
    const text = said(cells, 'guarantees');
    if (text === '') return null;
    const read = readCondition(words, { fact: 'guarantees', op: 'any-of', value: withoutSynonyms('guarantees', text) });
    if (!('problems' in read)) return read.condition.value as string[];
    problem = { code: read.problems[0] ?? 'value-unreadable', text };
    return null;
  };
  const tier = {
    key: said(cells, 'key'),
    name: said(cells, 'name'),
    minAmount: number('minAmount', 'money'),
    maxAmount: number('maxAmount', 'money'),
    minTerm: number('minTerm', 'count'),
    maxTerm: number('maxTerm', 'count'),
    guarantees: guarantees(),
    maxLoanToValue: number('maxLoanToValue', 'ppm'),
    rateFrom: number('rateFrom', 'ppm'),
    rateTo: number('rateTo', 'ppm'),
    pricing: null,
    repayments: null,
  };
  return { tier, problem };
}

function criterionOf(
  words: CellWords,
  { cells }: TableRow,
): { criterion: CriterionInput | null; problem: Unread | null } {
  const [fact, op, value] = [
    said(cells, 'fact'),
    said(cells, 'op'),
    said(cells, 'value').replace(/^([\d.]+)@/, '$1: '),
  ];
  const read = readCondition(words, { fact, op, value });
  if ('problems' in read) {
    return {
      criterion: null,
      problem: { code: read.problems[0] ?? 'value-unreadable', text: `${fact} ${op} ${value}` },
    };
  }
  const hard = isBlank(cells['hard']) || isWord('yes', said(cells, 'hard'));
  const weight = Number(said(cells, 'weight') || '1');
  if (!hard && !(Number.isSafeInteger(weight) && weight > 0))
    return { criterion: null, problem: { code: 'weight-does-not-fit', text: said(cells, 'weight') } };
  const criterion = {
    tierKey: said(cells, 'tierKey') || null,
    groupKey: said(cells, 'groupKey') || null,
    factKey: read.factKey,
    op: read.condition.op,
    negated: read.not !== isWord('yes', said(cells, 'negated')),
    value: read.condition.value,
    hard,
    weight: hard ? 0 : weight,
    remark: said(cells, 'remark') || null,
  };
  return { criterion, problem: null };
}
