import { shelfOpeningSentence } from '../kernel/matching/change-sentences.js';
import type { Change } from '../kernel/matching/changes.js';
import type { CompiledShelf } from '../kernel/matching/compiled/shelf.js';
import type { FactSheet } from '../kernel/matching/facts.js';
import type { Day } from '../kernel/matching/months.js';
import { shelfOpenings, type ShelfOpening } from '../kernel/matching/shelf-openings.js';
import type { Words } from '../kernel/matching/texts.js';

/** Ways shown at once; the others are unfolded. */
const SHOWN = 4;
/** More ways than this are not listed, unless a page says otherwise: those that open fewest are left out. */
const MOST = 40;

/** A change as a sentence, and where it can be tried. */
export interface Way {
  readonly text: string;
  readonly tryHref: string | null;
}

export interface WaysToOpen {
  readonly ways: readonly Way[];
  /** More changes of one fact. */
  readonly more: readonly Way[];
  /** Changes of two facts that open what no single one opens. */
  readonly double: readonly Way[];
}

interface WaysOptions {
  readonly tryHref?: (changes: readonly Change[]) => string | null;
  readonly most?: number;
}

/**
 * What would open more offers: changes of one fact, then of two, that the demand itself can make, each confirmed by the
 * plain evaluator. Where none makes an offer fit in full, those after which only papers are lacking.
 */
export function waysToOpen(
  words: Words,
  { compiled, facts }: { readonly compiled: CompiledShelf; readonly facts: FactSheet },
  today: Day,
  { tryHref = () => null, most = MOST }: WaysOptions = {},
): WaysToOpen {
  const reaching = (reach: 'eligible' | 'incomplete'): ShelfOpening[] =>
    shelfOpenings(compiled, facts, today, { reach, most });
  const full = reaching('eligible');
  const found = full.length > 0 ? full : reaching('incomplete');
  const of = (facts: 1 | 2): Way[] =>
    found
      .filter(({ changes }) => changes.length === facts)
      .map((opening) => ({ text: shelfOpeningSentence(words, opening), tryHref: tryHref(opening.changes) }));
  const single = of(1);
  return { ways: single.slice(0, SHOWN), more: single.slice(SHOWN), double: of(2) };
}
