import type { CellWords } from '../../../kernel/matching/cells.js';
import { writeCondition } from '../../../kernel/matching/cells.js';
import { criterionOf, type ShelfOffer } from './offer-catalogue.js';
import type { LoanProduct } from './product.entity.js';

export type Values = Record<string, unknown>;

/** A product under the pen: raw values by field, tiers and conditions as rows. */
export interface ProductDraft {
  readonly source: 'typed' | 'stored';
  readonly product: Values;
  readonly tiers: readonly Values[];
  readonly criteria: readonly Values[];
}

export const emptyDraft: ProductDraft = {
  source: 'stored',
  product: {},
  tiers: [{ key: 't1' }],
  criteria: [{ force: 'hard' }],
};

/** The names of rows in a posted form: `tier-0-name`, `criterion-3-op`. */
export const rowName = (kind: 'tier' | 'criterion', row: number, name: string): string => `${kind}-${row}-${name}`;

/** Gathers a posted form's fields into rows, in the order of their numbers. */
export function draftOf(body: Values): ProductDraft {
  const rows = { tier: new Map<number, Values>(), criterion: new Map<number, Values>() };
  const product: Values = {};
  for (const [name, value] of Object.entries(body)) {
    const [, kind, number, field] = /^(tier|criterion)-(\d{1,3})-(\w+)$/.exec(name) ?? [];
    if (!kind) {
      if (!name.startsWith('_')) product[name] = value;
      continue;
    }
    const of = rows[kind as 'tier' | 'criterion'];
    of.set(Number(number), { ...of.get(Number(number)), [field as string]: value });
  }
  const sorted = (map: Map<number, Values>) => [...map].sort(([a], [b]) => a - b).map(([, values]) => values);
  return { source: 'typed', product, tiers: sorted(rows.tier), criteria: sorted(rows.criterion) };
}

/** Adds or removes a row, without scripts: every such button posts the whole form. */
export function reshape(draft: ProductDraft, action: string): ProductDraft {
  const [, verb, kind, row] = /^(add|remove)-(tier|criterion)(?:-(\d{1,3}))?$/.exec(action) ?? [];
  if (!verb) return draft;
  const list = kind === 'tier' ? 'tiers' : 'criteria';
  if (verb === 'remove') return { ...draft, [list]: draft[list].filter((_, index) => index !== Number(row)) };
  const added = kind === 'tier' ? { key: freeKey(draft.tiers) } : { force: 'hard' };
  return { ...draft, [list]: [...draft[list], added] };
}

function freeKey(tiers: readonly Values[]): string {
  const keys = new Set(tiers.map(({ key }) => key));
  let number = tiers.length + 1;
  while (keys.has(`t${number}`)) number += 1;
  return `t${number}`;
}

/** A stored product as its editor shows it. */
export function storedDraft(
  words: CellWords,
  { offer, tiers, criteria }: ShelfOffer,
  product: Omit<LoanProduct, 'offerId'>,
): ProductDraft {
  const revolving = product.revolving === null ? null : product.revolving ? 'yes' : 'no';
  return {
    source: 'stored',
    product: {
      ...product,
      revolving,
      title: offer.title,
      capacity: offer.capacity,
      organisationId: offer.organisationId,
    },
    tiers: tiers.map((tier) => Object.fromEntries(Object.entries(tier))),
    criteria: criteria.map((row) => ({
      fact: row.factKey,
      op: `${row.negated ? 'not-' : ''}${row.op}`,
      value: writeCondition(words, criterionOf(row)).value,
      force: row.hard ? 'hard' : 'soft',
      weight: row.hard ? null : row.weight,
      group: row.groupKey,
      tier: row.tierKey,
      remark: row.remark,
    })),
  };
}
