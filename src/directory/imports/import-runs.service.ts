import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { Problem } from '../../kernel/problem.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { Words } from '../../platform/i18n/words.js';
import { LOCALES } from '../../platform/i18n/locale.js';
import { textCell } from '../../platform/spreadsheet/cell.js';
import { Spreadsheets } from '../../platform/spreadsheet/spreadsheets.service.js';
import { readTables, type ImportFile } from './import-files.js';
import { assignColumn, missingColumns, type ColumnAssignment } from './import-columns.js';
import type { Decision, ImportJob, ImportRow } from './import-job.entity.js';
import type { Finding, ImportKind, RawRow } from './import-kind.js';
import { ImportKinds } from './import-kinds.js';
import { mapInTurns } from './in-turns.js';
import { planMark, planRows, type RowPlan } from './import-plan.js';
import { applyPlan, ImportStore, isThrough, newJob, watch } from './import-store.js';
import { ImportWriter } from './import-writer.js';

export interface CellFix {
  readonly rowId: string;
  readonly key: string;
  readonly text: string;
}

/**
 * The import of spreadsheets: checked first without writing anything else, corrected in place, imported as the preview
 * showed, and taken back as a whole for a day.
 */
@Injectable()
export class ImportRuns {
  constructor(
    private readonly db: Database,
    private readonly store: ImportStore,
    private readonly kinds: ImportKinds,
    private readonly writer: ImportWriter,
    private readonly spreadsheets: Spreadsheets,
    private readonly words: Words,
    private readonly clock: BusinessClock,
    private readonly audit: Audit,
  ) {}

  /** Reads and checks one file, or the CSV files that stand for the sheets of one workbook. */
  async check(actor: Actor, kindName: string, files: readonly ImportFile[]): Promise<ImportJob> {
    const kind = this.kinds.require(actor, kindName);
    const contents = await Promise.all(files.map(({ bytes, name }) => this.spreadsheets.read(bytes, name)));
    const sampleMarks = LOCALES.map((locale) => this.words.t(locale, 'spreadsheet.template.sample-mark'));
    const content = await readTables(
      contents.flatMap(({ sheets }) => sheets),
      kind.layout,
      sampleMarks,
    );
    const job = newJob(actor, kind.name, files, content.columns, this.clock.now());
    const rows = await mapInTurns(content.rows, (row, position) => this.store.newRow(job.id, position, row));
    const findings = await this.findings(actor, kind, job, rows);
    planRows(rows, findings).forEach((plan, i) => rows[i] && applyPlan(rows[i], plan));
    return this.db.transaction(async () => {
      await this.store.insert(job, rows);
      await this.store.save(job, rows, [], { state: missingColumns(kind, job).length > 0 ? 'draft' : 'checked' });
      await this.audit.record(actor, {
        action: 'import.check',
        type: 'import',
        id: job.id,
        after: { kind: kind.name },
      });
      return job;
    });
  }

  /** Says which column is which, where the header was not known. */
  async assign(actor: Actor, jobId: string, assignments: readonly ColumnAssignment[]): Promise<ImportJob> {
    return this.change(actor, jobId, (job, rows) => {
      for (const assignment of assignments) assignColumn(job, rows, assignment);
    });
  }

  /** Corrects cells where they stand, and checks everything again. What is left unchanged keeps its type. */
  async fix(actor: Actor, jobId: string, fixes: readonly CellFix[]): Promise<ImportJob> {
    return this.change(actor, jobId, (_job, rows) => {
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const { rowId, key, text } of fixes) {
        const row = byId.get(rowId);
        if (!row || isThrough(row) || (row.content.cells[key]?.text ?? '') === text) continue;
        row.content = { ...row.content, cells: { ...row.content.cells, [key]: textCell(text.slice(0, 2000)) } };
      }
    });
  }

  /** Cells that were asked about are right as they stand; whoever changes one is asked again. */
  async confirm(actor: Actor, jobId: string, cells: readonly Pick<CellFix, 'rowId' | 'key'>[]): Promise<ImportJob> {
    return this.change(actor, jobId, (_job, rows) => {
      for (const { rowId, key } of cells) {
        const row = rows.find(({ id }) => id === rowId);
        if (!row || isThrough(row)) continue;
        const text = row.content.cells[key]?.text ?? '';
        row.content = { ...row.content, asIs: { ...row.content.asIs, [key]: text } };
      }
    });
  }

  /** What is to be done with rows that are there already. */
  async decide(actor: Actor, jobId: string, decisions: ReadonlyMap<string, Decision>): Promise<ImportJob> {
    return this.change(actor, jobId, (job, rows) => {
      const { decisions: allowed } = this.kinds.require(actor, job.kind);
      for (const row of rows) {
        const decision = decisions.get(row.id);
        if (decision && allowed.includes(decision)) row.decision = decision;
      }
    });
  }

  private async change(
    actor: Actor,
    jobId: string,
    edit: (job: ImportJob, rows: ImportRow[]) => void,
  ): Promise<ImportJob> {
    const job = await this.store.require(actor, jobId);
    const kind = this.kinds.require(actor, job.kind);
    if (!['draft', 'checked', 'importing'].includes(job.state))
      throw new Problem('state-changed', { state: job.state });
    const rows = await this.store.rows(jobId);
    const changed = await watch(rows);
    edit(job, rows);
    await this.replan(actor, kind, job, rows);
    const begun = job.state === 'importing' ? 'importing' : 'checked';
    const state = missingColumns(kind, job).length > 0 ? 'draft' : begun;
    const written = await changed();
    await this.db.transaction(() => this.store.save(job, rows, written, { columns: job.columns, state }));
    return job;
  }

  /**
   * Imports the rows that are good. The plan is made anew; when it is no longer the one that was shown, that one is
   * stored and shown first.
   * @param asOf the demo's ledger: only what is dated up to that day, and as of its own day
   * @throws Problem `import-plan-changed`, `state-changed`
   */
  async commit(actor: Actor, jobId: string, options: { asOf?: Day } = {}): Promise<ImportJob> {
    const job = await this.store.require(actor, jobId);
    const kind = this.kinds.require(actor, job.kind);
    if (!['checked', 'importing'].includes(job.state)) throw new Problem('state-changed', { state: job.state });
    const rows = await this.store.rows(jobId);
    const changed = await watch(rows);
    const shown = planMark(rows);
    const findings = await this.replan(actor, kind, job, rows);
    if (planMark(rows) !== shown) {
      const written = await changed();
      await this.db.transaction(() => this.store.save(job, rows, written, {}));
      throw new Problem('import-plan-changed');
    }
    return this.writer.write(actor, { job, kind, rows, findings, ...options });
  }

  /** Takes the whole import back; what others have built on stays, and says why. @throws Problem `import-undo-over` */
  async undo(actor: Actor, jobId: string): Promise<ImportJob> {
    const job = await this.store.require(actor, jobId);
    return this.writer.undo(actor, this.kinds.require(actor, job.kind), job, await this.store.rows(jobId));
  }

  private async replan(
    actor: Actor,
    kind: ImportKind,
    job: ImportJob,
    rows: ImportRow[],
  ): Promise<Map<string, Finding<unknown>>> {
    const open = rows.filter((row) => !isThrough(row));
    const findings = await this.findings(actor, kind, job, open);
    const plans: RowPlan[] = planRows(open, findings);
    open.forEach((row, i) => plans[i] && applyPlan(row, plans[i]));
    return new Map(open.flatMap((row, i) => (findings[i] ? [[row.id, findings[i]] as const] : [])));
  }

  private async findings(
    actor: Actor,
    kind: ImportKind,
    job: ImportJob,
    rows: readonly ImportRow[],
  ): Promise<readonly Finding<unknown>[]> {
    const unitsOf = new Map(
      job.columns.map(({ sheet, found }) => [
        sheet,
        Object.fromEntries(found.flatMap(({ key, unit }) => (unit ? [[key, unit]] : []))),
      ]),
    );
    const raw: RawRow[] = rows.map(({ sheet, rowNumber, content }) => ({
      sheet,
      rowNumber,
      cells: content.cells,
      units: unitsOf.get(sheet) ?? {},
      asIs: content.asIs,
    }));
    return kind.check(actor, raw, job.id);
  }
}
