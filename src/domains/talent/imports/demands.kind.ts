import { Injectable } from '@nestjs/common';
import { majors } from '../../../directory/codes/majors.js';
import { organisationsByCode, refuseOther } from '../../../directory/imports/enterprise-finder.js';
import type { CellProblem } from '../../../directory/imports/import-job.entity.js';
import type {
  CommitContext,
  Finding,
  ImportKind,
  RawRow,
  ReadyRow,
  RowResult,
  UndoRow,
} from '../../../directory/imports/import-kind.js';
import { ImportKinds } from '../../../directory/imports/import-kinds.js';
import { readLayout } from '../../../directory/imports/import-layout.js';
import { plainName } from '../../../directory/imports/option-names.js';
import { RowReader } from '../../../directory/imports/row-reader.js';
import { Organisations } from '../../../directory/organisations.js';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { ImportedDemands, writeRow } from '../../../matchmaking/imported-demands.js';
import { Database } from '../../../platform/database/database.js';
import { Words } from '../../../platform/i18n/words.js';
import { isEditable, type DemandChange } from '../demands/demands.service.js';
import { majorText } from '../programmes/major-reading.js';
import { PostAnswers } from '../demands/post-answers.js';
import { conditionsOf } from '../demands/unlawful-conditions.service.js';
import { answersOf, demandChoices, type DemandCells } from './demand-cells.js';
import { DemandWriter, type DemandRow } from './demand-writer.js';

/** Talent demands that officers wrote down: filed for the enterprise of the credit code, and submitted at once. */
@Injectable()
export class DemandImport implements ImportKind<DemandRow> {
  readonly name = 'demands';
  readonly order = 8;
  readonly href = '/talent/demands';
  readonly layout = readLayout('demands');
  readonly decisions = ['skip', 'update', 'add'] as const;
  readonly choices = demandChoices;
  private readonly reader: RowReader;

  constructor(
    private readonly db: Database,
    private readonly organisations: Organisations,
    private readonly answers: PostAnswers,
    private readonly imported: ImportedDemands,
    private readonly writer: DemandWriter,
    words: Words,
    kinds: ImportKinds,
  ) {
    this.reader = new RowReader(words, this.layout.sheets[0]?.columns ?? [], this.choices);
    kinds.add(this);
  }

  async options({ locale }: Actor): Promise<Record<string, readonly string[]>> {
    const listed = majors.codes.map((code) => majorText(code, locale));
    const colleges = (await this.organisations.list('college')).map(({ name }) => name);
    return { preferredMajors: listed, acceptableMajors: listed, avoidedColleges: colleges };
  }

  async check(actor: Actor, rows: readonly RawRow[], jobId: string | null): Promise<Finding<DemandRow>[]> {
    const read = await this.reader.readAll(rows);
    const known = await organisationsByCode(
      this.db,
      read.map(({ values }) => values['creditCode']),
    );
    const twins = await this.twins(
      [...known.values()].map(({ id }) => id),
      jobId,
    );
    const first = new Map<string, number>();
    const findings: Finding<DemandRow>[] = [];
    for (const [i, { values, problems: faults }] of read.entries()) {
      const cells = values as unknown as DemandCells;
      const organisation = known.get(cells.creditCode);
      const problems = [...faults, ...refuseOther(organisation)];
      if (cells.creditCode && !organisation && !cells.enterpriseName)
        problems.push({ key: 'creditCode', code: 'enterprise-unknown-name', params: {} });
      const change = await this.change(cells, problems);
      problems.push(...unlawful(actor, cells));
      const key = twinKey(cells.creditCode, cells.title, cells.onboardBy);
      const before = first.get(key);
      if (before === undefined) first.set(key, rows[i]?.rowNumber ?? 0);
      const twin = organisation && twins.get(twinKey(organisation.id, cells.title, cells.onboardBy));
      findings.push({
        label: organisation?.name ?? cells.enterpriseName ?? '',
        problems,
        value: { cells, change, organisationId: organisation?.id ?? null },
        duplicate: twin ?? (before === undefined ? undefined : { of: `#${before}`, id: null }),
        newcomer: !organisation,
        day: cells.filedOn ?? null,
      });
    }
    return findings;
  }

  /** Names of majors and parties are looked up as on the form; what is wrong is added to the row's problems. */
  private async change(cells: DemandCells, problems: CellProblem[]): Promise<DemandChange> {
    try {
      return await this.answers.change(answersOf(cells));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'validation') throw error;
      for (const { field: key, code, params = {} } of error.fields ?? [])
        problems.push({ key, code, params: params as CellProblem['params'] });
      return {};
    }
  }

  /** Demands that are there already. One whose seats are promised stands: it cannot be written anew. */
  private async twins(organisationIds: readonly string[], jobId: string | null) {
    const filed = await this.imported.filedBefore<{ title: string; onboardBy: string | null }>(
      { domain: 'talent', table: 'talent_demand', columns: ['title', 'onboardBy'] },
      organisationIds,
      jobId,
    );
    return new Map(
      filed.map((one) => [
        twinKey(one.organisationId, one.title, one.onboardBy ?? undefined),
        { of: one.number, id: isEditable(one) ? one.id : null },
      ]),
    );
  }

  async commit(actor: Actor, rows: readonly ReadyRow<DemandRow>[], context: CommitContext): Promise<RowResult[]> {
    return writeRow(this.writer, actor, rows, context);
  }

  async undo(actor: Actor, { id, before }: UndoRow): Promise<string | null> {
    return this.writer.undo(actor, id, before);
  }
}

/** Two demands are the same when enterprise, post and month are. */
const twinKey = (enterprise: string, title = '', month = ''): string => `${enterprise} ${plainName(title)} ${month}`;

/** What the law forbids stops the row, with the article; an exception is filed by hand, where an officer lets it stand. */
function unlawful({ locale }: Actor, { title, duties, conditions }: DemandCells): CellProblem[] {
  const post = { title: title ?? null, duties: duties ?? null, conditions: conditions ?? null };
  return conditionsOf(post)
    .filter(({ severity }) => severity === 'stop')
    .map(({ field: key, excerpt, law }) => ({ key, code: 'unlawful', params: { excerpt, law: law[locale] } }));
}
