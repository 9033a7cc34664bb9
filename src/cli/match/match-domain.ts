import type { Day } from '../../kernel/day.js';
import type { CellWords } from '../../kernel/matching/cells.js';
import type { FactModel } from '../../kernel/matching/fact-model.js';
import type { FactSheet } from '../../kernel/matching/facts.js';
import type { MatchResult } from '../../kernel/matching/match.js';
import type { Locale } from '../../platform/i18n/locale.js';
import type { Words } from '../../platform/i18n/words.js';
import type { Demands, Offers } from './shapes.js';

/** What reading of a file needs beside the file. */
export interface Reading {
  readonly words: Words;
  readonly cells: CellWords;
  readonly today: Day;
}

/** One kind of demands and offers that files can hold. */
export interface MatchDomain {
  readonly name: 'financing' | 'talent';
  readonly model: FactModel;
  readonly words: (words: Words, locale: Locale) => CellWords;
  readonly demands: (file: string, reading: Reading) => Promise<Demands>;
  readonly offers: (file: string, reading: Reading) => Promise<Offers>;
  /** What only the demand's own facts can add to a match. */
  readonly settled: (result: MatchResult, facts: FactSheet) => MatchResult;
}
