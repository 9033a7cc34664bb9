import type { Finding } from './import-kind.js';
import type { CellProblem, Decision, ImportJob, ImportRow, RowState } from './import-job.entity.js';

/** What will happen with a row; the preview shows it, and the import does exactly that. */
export type RowPlan = Pick<
  ImportRow,
  'state' | 'label' | 'problems' | 'duplicateOf' | 'duplicateId' | 'newcomer' | 'decision'
>;

/** One plan a row, in order. Rows that are through already keep theirs. */
export function planRows(rows: readonly ImportRow[], findings: readonly Finding<unknown>[]): RowPlan[] {
  const blocked = new Set(
    findings.flatMap(({ unit, problems }) => (unit !== undefined && problems.length > 0 ? [unit] : [])),
  );
  const skipped = new Set(
    findings.flatMap((finding, i) =>
      finding.unit !== undefined && finding.duplicate && choiceOf(rows[i], finding) === 'skip' ? [finding.unit] : [],
    ),
  );
  return findings.map((finding, i) => {
    const state = stateOf(rows[i], finding, blocked, skipped);
    return {
      state,
      label: finding.label.slice(0, 120),
      problems: finding.problems,
      duplicateOf: finding.duplicate?.of.slice(0, 120) ?? null,
      duplicateId: finding.duplicate?.id ?? null,
      newcomer: finding.newcomer === true,
      decision: finding.duplicate ? (rows[i]?.decision ?? null) : null,
    };
  });
}

/** A duplicate of a row of the same file cannot be updated: it is not there yet. */
export function choiceOf(row: Pick<ImportRow, 'decision'> | undefined, finding: Finding<unknown>): Decision {
  if (!finding.duplicate) return 'add';
  const chosen = row?.decision ?? 'skip';
  return chosen === 'update' && finding.duplicate.id === null ? 'skip' : chosen;
}

function stateOf(
  row: ImportRow | undefined,
  finding: Finding<unknown>,
  blocked: ReadonlySet<string>,
  skipped: ReadonlySet<string>,
): RowState {
  if (finding.problems.length > 0) return 'bad';
  if (finding.unit !== undefined && blocked.has(finding.unit)) return 'held';
  if (choiceOf(row, finding) === 'skip' || (finding.unit !== undefined && skipped.has(finding.unit)))
    return 'duplicate';
  return 'good';
}

export type Counts = Pick<
  ImportJob,
  | 'rowCount'
  | 'goodCount'
  | 'badCount'
  | 'duplicateCount'
  | 'heldCount'
  | 'doneCount'
  | 'problemCount'
  | 'newcomerCount'
>;

export function countRows(rows: readonly (RowPlan & { readonly problems: readonly CellProblem[] })[]): Counts {
  const of = (state: RowState) => rows.filter((row) => row.state === state).length;
  return {
    rowCount: rows.length,
    goodCount: of('good'),
    badCount: of('bad'),
    duplicateCount: of('duplicate'),
    heldCount: of('held'),
    doneCount: of('done'),
    problemCount: rows.reduce((sum, row) => sum + (row.state === 'bad' ? row.problems.length : 0), 0),
    newcomerCount: new Set(
      rows.filter((row) => row.newcomer && ['good', 'done'].includes(row.state)).map((r) => r.label),
    ).size,
  };
}

/** Equal marks: the plan that was shown still holds. */
export const planMark = (plans: readonly RowPlan[]): string =>
  JSON.stringify(plans.map(({ state, duplicateId, problems }) => [state, duplicateId, problems.length]));
