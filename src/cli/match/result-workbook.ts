import type { CellWords } from '../../kernel/matching/cells.js';
import type { Locale } from '../../platform/i18n/locale.js';
import type { Words } from '../../platform/i18n/words.js';
import type { ColumnKind, ColumnSpec, WorkbookSpec } from '../../platform/spreadsheet/workbook-spec.js';
import type { DemandOut, MatchOut, PairOut } from './results.js';

/** For people: one line a pair, and one line a criterion; what could not be read stands on a sheet of its own. */
export function resultWorkbook(
  words: Words,
  locale: Locale,
  { say }: CellWords,
  { domain, demands, problems }: MatchOut,
): WorkbookSpec {
  const t = (key: string) => words.t(locale, key);
  const called = (key: string) =>
    t(words.has(locale, `match-file.${domain}.${key}`) ? `match-file.${domain}.${key}` : `match-file.${key}`);
  const column = (key: string, width: number, kind: ColumnKind = 'text'): ColumnSpec => ({
    key,
    width,
    kind,
    header: called(key),
  });
  const pairs = demands.flatMap((demand) => demand.pairs.map((pair) => ({ demand, pair })));
  const shared = (demand: DemandOut, pair: PairOut) => ({
    number: demand.number,
    organisation: demand.organisation,
    institution: pair.offer.institution,
    product: pair.offer.number,
    title: pair.offer.title,
    tier: pair.tier?.name ?? '',
  });
  const head = [column('number', 14), column('organisation', 30)];
  const offer = [column('institution', 24), column('product', 14), column('title', 24), column('tier', 12)];
  return {
    sheets: [
      {
        name: t('match-file.summary'),
        columns: [
          ...head,
          column('rank', 6, 'number'),
          ...offer,
          column('status', 12),
          column('met', 8),
          column('reason', 60),
        ],
        rows: pairs.map(({ demand, pair }) => ({
          ...shared(demand, pair),
          rank: pair.rank,
          status: t(`match-file.status.${pair.status}`),
          met: `${pair.hardMet}/${pair.hardTotal}`,
          reason: pair.missing.join('\n'),
        })),
      },
      {
        name: t('match-file.criteria'),
        columns: [
          ...head,
          ...offer,
          column('fact', 20),
          column('hard', 8),
          column('result', 12),
          column('sentence', 60),
        ],
        rows: pairs.flatMap(({ demand, pair }) =>
          pair.verdicts.map((verdict) => ({
            ...shared(demand, pair),
            fact: say(`fact.${verdict.factKey}`),
            hard: t(verdict.hard ? 'match-file.hard.yes' : 'match-file.hard.no'),
            result: t(`match-file.result.${verdict.result}`),
            sentence: verdict.sentence,
          })),
        ),
      },
      {
        name: t('match-file.problems'),
        columns: [column('file', 30), column('at', 24), column('code', 20), column('text', 40)],
        rows: problems.map((problem) => ({ ...problem })),
      },
    ],
  };
}
