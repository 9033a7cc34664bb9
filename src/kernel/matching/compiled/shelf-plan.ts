import { compareTerms, compareText } from '../pair.js';
import { gather } from '../units.js';
import type { Criterion } from '../criterion.js';
import type { Offer, Tier } from '../pair.js';
import type { LeafBook } from './leaf-book.js';
import type { Leaf } from './leaf.js';

/** A criterion with its leaf, and what a verdict repeats of it; all members always there, so that reading them is cheap. */
export interface PlacedLeaf {
  readonly leaf: Leaf;
  readonly id: string;
  readonly hard: boolean;
  readonly weight: number | undefined;
  readonly groupKey: string | undefined;
  readonly reason: Criterion['reason'];
  readonly settledBy: string | undefined;
}

/** Branches of which one must hold, all of whose leaves must; a criterion outside any group is a unit by itself. */
export interface PlacedUnit {
  readonly hard: boolean;
  readonly group: string | undefined;
  readonly branches: readonly (readonly PlacedLeaf[])[];
  /** What it counts when it is soft and met: the greatest weight among its members. */
  readonly weight: number;
}

/** What one of its tiers asks beside. An offer without tiers has one, without a key. */
export interface PlacedTier {
  readonly key: string | null;
  readonly order: number;
  readonly units: readonly PlacedUnit[];
}

export interface PlacedOffer {
  readonly offer: Offer;
  /** What it asks whatever the tier. */
  readonly common: readonly PlacedUnit[];
  /** By order, then key: of tiers that fit equally well the first is shown. */
  readonly tiers: readonly PlacedTier[];
}

const whole: Tier = { key: '', order: 0, criteria: [] };

/** The offers in the part of the published order that no demand changes. */
export function inOrder(offers: readonly Offer[]): Offer[] {
  return offers
    .map((offer) => ({ offer, offerId: offer.id, offerNumber: offer.number, ranking: offer.ranking }))
    .sort(compareTerms)
    .map(({ offer }) => offer);
}

export function placeOffer(book: LeafBook, offer: Offer): PlacedOffer {
  const tiers = offer.tiers.length === 0 ? [whole] : offer.tiers.toSorted(compareTiers);
  return {
    offer,
    common: placeUnits(book, offer.criteria),
    tiers: tiers.map((tier) => ({
      key: tier === whole ? null : tier.key,
      order: tier.order,
      units: placeUnits(book, tier.criteria),
    })),
  };
}

function compareTiers(a: Tier, b: Tier): number {
  return a.order - b.order || compareText(a.key, b.key);
}

function placeUnits(book: LeafBook, criteria: readonly Criterion[]): PlacedUnit[] {
  const placed = criteria.map((criterion) => placeLeaf(book, criterion));
  const grouped = placed.some(({ groupKey }) => groupKey !== undefined);
  return grouped ? gather(placed, (leaf) => leaf).map(groupUnit) : placed.map(unitAlone);
}

function unitAlone(leaf: PlacedLeaf): PlacedUnit {
  return { hard: leaf.hard, group: undefined, branches: [[leaf]], weight: leaf.weight ?? 0 };
}

function groupUnit(branches: readonly (readonly PlacedLeaf[])[]): PlacedUnit {
  const first = branches[0]?.[0];
  return {
    hard: first?.hard ?? true,
    group: first?.groupKey?.split('/')[0],
    branches,
    weight: Math.max(0, ...branches.flat().map(({ weight }) => weight ?? 0)),
  };
}

function placeLeaf(book: LeafBook, criterion: Criterion): PlacedLeaf {
  const { id, hard, weight, groupKey, reason, settledBy } = criterion;
  return { leaf: book.leaf(criterion), id, hard, weight, groupKey, reason: reason || undefined, settledBy };
}

/** The leaf of a unit that one bit row can answer: alone, and not a distance. */
export function aloneIn({ branches }: PlacedUnit): Leaf | null {
  const leaf = branches.length === 1 && branches[0]?.length === 1 ? branches[0][0]?.leaf : undefined;
  return leaf && leaf.axis.view !== 'place' ? leaf : null;
}
