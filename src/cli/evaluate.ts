import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isDay } from '../kernel/day.js';
import { Problem } from '../kernel/problem.js';
import { evaluate as evaluateTable, type Evaluation } from '../kernel/track-record/evaluate.js';
import type { Column } from '../kernel/track-record/outcomes.js';
import { splitAfter, splitByShare } from '../kernel/track-record/time-split.js';
import { readArguments, UsageError, want } from './arguments.js';
import { readTextTable } from './evaluate/outcome-file.js';
import { outcomesOf, type RowProblem } from './evaluate/outcomes-of.js';
import { numberOption } from './number-option.js';

const TOLD = 20;

export interface EvaluateOut extends Evaluation {
  readonly file: string;
  readonly columns: readonly Column[];
  readonly leftOut: readonly string[];
  readonly problems: readonly RowProblem[];
}

/** How well a ranking learned from past outcomes finds who took the later ones, beside popularity. */
export async function evaluate(given: readonly string[]): Promise<number> {
  const read = readArguments(given, ['key', 'owner', 'date', 'out', 'columns', 'until', 'share']);
  const { options } = read;
  const file = want(read.words[0], 'OUTCOMES');
  const [owner, date] = [want(options.get('owner'), '--owner'), want(options.get('date'), '--date')];
  const out = want(options.get('out'), '--out');
  const until = options.get('until');
  if (until !== undefined && !isDay(until)) throw new UsageError('--until is YYYY-MM-DD');
  if (until !== undefined && options.has('share')) throw new UsageError('--until or --share, not both');
  const share = numberOption(read, 'share', 0.8, { least: 0, most: 1 });
  try {
    const table = await readTextTable(file);
    const { columns, rows, leftOut, problems } = outcomesOf(table, {
      keys: listOf(options.get('key')) ?? [],
      owner,
      date,
      columns: listOf(options.get('columns')),
    });
    for (const { line, code, value } of problems.slice(0, TOLD))
      console.error(`${file} line ${line}: ${code} ${value}`);
    if (problems.length > TOLD) console.error(`${file}: ${problems.length - TOLD} more of the kind`);
    const split = until === undefined ? splitByShare(rows, share) : splitAfter(rows, until);
    if (split.past.length === 0 || split.later.length === 0) {
      console.error(
        `${split.past.length} outcomes to learn from and ${split.later.length} to test on: both are wanted`,
      );
      return 1;
    }
    const evaluation = evaluateTable(columns, split);
    const result: EvaluateOut = { file: basename(file), columns, leftOut, ...evaluation, problems };
    writeFileSync(out, `${JSON.stringify(result, null, 2)}\n`);
    console.log(summary(result));
    return problems.some(({ code }) => code !== 'repeated') ? 3 : 0;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`${file}: ${error.code} ${JSON.stringify(error.params ?? {})}`);
    return 1;
  }
}

function listOf(text: string | undefined): string[] | undefined {
  return text
    ?.split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function summary({
  trained,
  tested,
  testedFrom,
  owners,
  ofNewOwners,
  metrics,
  model,
  columns,
  leftOut,
}: EvaluateOut): string {
  const line = (name: string, one: Evaluation['metrics']['learned']) => {
    const figures = (['hit@1', 'hit@3', 'hit@5', 'hit@10', 'mrr'] as const).map((key) =>
      one[key].toFixed(4).padStart(8),
    );
    return `${name.padEnd(20)}${figures.join('')}`;
  };
  const terms = model.terms.map(({ term, weight }) => `${term} (${weight.toFixed(2)})`).join(', ');
  return [
    `trained on ${trained} outcomes of ${owners} owners, tested on ${tested} from ${testedFrom} on (${ofNewOwners} of new owners)`,
    `columns: ${columns.map(({ name, kind }) => `${name}:${kind}`).join(', ') || 'none'}`,
    ...(leftOut.length > 0 ? [`left out, for they only name the owner: ${leftOut.join(', ')}`] : []),
    `looks at: ${terms || 'popularity alone'}`,
    `${''.padEnd(20)}${['hit@1', 'hit@3', 'hit@5', 'hit@10', 'mrr'].map((name) => name.padStart(8)).join('')}`,
    line('learned', metrics.learned),
    line('popularity', metrics.popularity),
    line('recent popularity', metrics.recentPopularity),
  ].join('\n');
}
