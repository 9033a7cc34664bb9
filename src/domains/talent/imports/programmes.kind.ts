import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { majors } from '../../../directory/codes/majors.js';
import type { CellProblem } from '../../../directory/imports/import-job.entity.js';
import type {
  Finding,
  ImportKind,
  RawRow,
  ReadyRow,
  RowResult,
  UndoRow,
} from '../../../directory/imports/import-kind.js';
import { readLayout } from '../../../directory/imports/import-layout.js';
import { mapInTurns } from '../../../directory/imports/in-turns.js';
import { RowReader } from '../../../directory/imports/row-reader.js';
import { nameKey, Organisations } from '../../../directory/organisations.js';
import { Database } from '../../../platform/database/database.js';
import { Words } from '../../../platform/i18n/words.js';
import type { Organisation } from '../../../platform/identity/organisation.entity.js';
import { Campus } from '../colleges/college.entity.js';
import { majorText } from '../programmes/major-reading.js';
import type { ProgrammeInput } from '../programmes/programmes.service.js';
import { programmeChoices, programmeOf, type ImportedState, type ProgrammeCells } from './programme-cells.js';
import { ProgrammeWriter } from './programme-writer.js';

interface ProgrammeRow {
  readonly organisationId: string;
  readonly input: ProgrammeInput;
  readonly state: ImportedState;
}

interface Standing {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly campusId: string;
  readonly majorCode: string;
}

/** Programmes: one a row, found again by college, campus and major. */
@Injectable()
export class ProgrammeImport implements ImportKind<ProgrammeRow> {
  readonly name = 'programmes';
  readonly order = 7;
  readonly href = '/talent/programmes';
  readonly ownPermission = 'talent.college.edit';
  readonly layout = readLayout('programmes');
  readonly decisions = ['skip', 'update'] as const;
  readonly choices = programmeChoices;
  private readonly reader: RowReader;

  constructor(
    private readonly db: Database,
    private readonly organisations: Organisations,
    private readonly writer: ProgrammeWriter,
    words: Words,
  ) {
    this.reader = new RowReader(words, this.layout.sheets[0]?.columns ?? [], this.choices);
  }

  async options(actor: Actor): Promise<Record<string, readonly string[]>> {
    const colleges = (await this.organisations.list('college')).filter((one) => isOwn(actor, one));
    const listed = majors.codes.map((code) => majorText(code, actor.locale));
    return { college: colleges.map(({ name }) => name), major: listed, nearMajors: listed };
  }

  async check(actor: Actor, rows: readonly RawRow[]): Promise<Finding<ProgrammeRow>[]> {
    const colleges = new Map((await this.organisations.list('college')).map((one) => [one.nameKey, one]));
    const campuses = await this.db.repo(Campus).find();
    const standing = await this.db.select<Standing>(
      `SELECT o.id, o.number, o.title, p.campusId, p.majorCode FROM offer o JOIN programme p ON p.offerId = o.id
        WHERE o.domain = 'talent' AND o.kind = 'programme' AND o.state <> 'off'`,
    );
    const seen = new Set<string>();
    return mapInTurns(rows, (row) => {
      const { values, problems } = this.reader.read(row);
      const cells = values as unknown as ProgrammeCells;
      const college = colleges.get(nameKey(cells.college ?? ''));
      problems.push(...collegeProblems(actor, cells, college));
      const own = college ? campuses.filter(({ organisationId }) => organisationId === college.id) : [];
      const campusId = campusOf(cells, own, problems, college !== undefined);
      const read = programmeOf(cells, campusId);
      problems.push(...read.problems);
      const { majorCode } = read.input.terms;
      const place = `${campusId} ${majorCode}`;
      if (campusId && majorCode && seen.has(place)) problems.push(problem('major', 'programme-repeated'));
      seen.add(place);
      // Another college's drafts are not for this one to learn of: its row is refused, and compared with nothing.
      const mine = college !== undefined && isOwn(actor, college);
      const there = standing.find((one) => mine && one.campusId === campusId && one.majorCode === majorCode);
      return {
        label: `${cells.college ?? ''} ${majors.find(majorCode)?.name ?? cells.major ?? ''}`.trim(),
        problems,
        value: { organisationId: college?.id ?? '', input: read.input, state: cells.state ?? 'draft' },
        duplicate: there && { of: `${there.number} ${there.title}`, id: there.id },
      };
    });
  }

  async commit(actor: Actor, [row]: readonly ReadyRow<ProgrammeRow>[]): Promise<RowResult[]> {
    if (!row) return [];
    const { organisationId, input, state } = row.value;
    const { id, before } =
      row.duplicateId === null
        ? await this.writer.create(actor, organisationId, input, state)
        : await this.writer.update(actor, row.duplicateId, input);
    return [{ type: 'offer', id, before }];
  }

  async undo(actor: Actor, { id, before }: UndoRow): Promise<string | null> {
    return this.writer.undo(actor, id, before);
  }
}

const problem = (key: string, code: string, params: CellProblem['params'] = {}): CellProblem => ({ key, code, params });

const isOwn = (actor: Actor, { id }: Organisation): boolean =>
  actor.organisationKind === 'centre' || actor.organisationId === id;

/** A college may only import its own programmes; what it may not know of it is told as if it were not there. */
function collegeProblems(actor: Actor, { college: name }: ProgrammeCells, college: Organisation | undefined) {
  if (!name) return [];
  if (!college) return [problem('college', 'college-unknown', { value: name.slice(0, 60) })];
  return isOwn(actor, college) ? [] : [problem('college', 'college-other')];
}

/** The campus named, or the only one. */
function campusOf(
  { campus: name }: ProgrammeCells,
  own: readonly Campus[],
  problems: CellProblem[],
  known: boolean,
): string {
  const found = name ? own.find((one) => nameKey(one.name) === nameKey(name)) : own.length === 1 ? own[0] : undefined;
  if (!found && known)
    problems.push(
      name ? problem('campus', 'campus-unknown', { value: name.slice(0, 60) }) : problem('campus', 'campus-needed'),
    );
  return found?.id ?? '';
}
