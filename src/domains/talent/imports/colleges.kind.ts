import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { choice } from '../../../directory/imports/enterprise-choices.js';
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
import { RowReader } from '../../../directory/imports/row-reader.js';
import { nameKey, Organisations } from '../../../directory/organisations.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Words } from '../../../platform/i18n/words.js';
import type { Organisation } from '../../../platform/identity/organisation.entity.js';
import type { CampusInput } from '../colleges/campuses.service.js';
import { taughtLevels } from '../colleges/college.forms.js';
import { collegeNatures } from '../colleges/colleges.service.js';
import { CollegeWriter, type CollegeCells } from './college-writer.js';

type CollegeRow =
  | { readonly sheet: 'colleges'; readonly cells: CollegeCells }
  | { readonly sheet: 'campuses'; readonly campus: CampusInput };

/** Colleges: the sheets 院校 and 校区, joined by the college's name. A college comes in whole or not at all. */
@Injectable()
export class CollegeImport implements ImportKind<CollegeRow> {
  readonly name = 'colleges';
  readonly order = 6;
  readonly href = '/talent/colleges';
  readonly layout = readLayout('colleges');
  readonly decisions = ['skip', 'update'] as const;
  readonly choices = {
    nature: { codes: collegeNatures, words: 'talent.college.nature' },
    level: choice('college-level', taughtLevels),
  };
  private readonly readers: ReadonlyMap<string, RowReader>;

  constructor(
    private readonly organisations: Organisations,
    private readonly writer: CollegeWriter,
    private readonly clock: BusinessClock,
    words: Words,
  ) {
    const { sheets } = this.layout;
    this.readers = new Map(sheets.map(({ key, columns }) => [key, new RowReader(words, columns, this.choices)]));
  }

  async check(_actor: Actor, rows: readonly RawRow[]): Promise<Finding<CollegeRow>[]> {
    const known = new Map((await this.organisations.list('college')).map((one) => [one.nameKey, one]));
    const read = rows.map((row) => this.readers.get(row.sheet)?.read(row) ?? { values: {}, problems: [] });
    const keys = read.map(({ values }, i) => nameKey(said(values[rows[i]?.sheet === 'colleges' ? 'name' : 'college'])));
    const inFile = keys.filter((_, i) => rows[i]?.sheet === 'colleges');
    const places = read.map(({ values }, i) =>
      rows[i]?.sheet === 'campuses' ? `${keys[i]} ${said(values.name)}` : '',
    );
    return rows.map((row, i) => {
      const { values, problems } = read[i] ?? { values: {}, problems: [] };
      const unit = keys[i] || `row ${row.rowNumber}`;
      if (row.sheet === 'colleges') {
        const repeated = inFile.indexOf(unit) !== inFile.lastIndexOf(unit);
        return this.college(values as unknown as CollegeCells, unit, known.get(unit), [
          ...problems,
          ...(repeated ? [problem('name', 'college-repeated')] : []),
        ]);
      }
      const { name = '', address = null, longitude = null, latitude = null } = values as Partial<CampusInput>;
      return {
        label: `${said(values.college)} ${name}`,
        unit,
        value: { sheet: 'campuses', campus: { name, address, longitude, latitude } },
        problems: [
          ...problems,
          ...(values.college !== undefined && !inFile.includes(unit) ? [problem('college', 'college-not-listed')] : []),
          ...(places.indexOf(places[i] ?? '') !== i ? [problem('name', 'campus-repeated')] : []),
        ],
      };
    });
  }

  private college(
    cells: CollegeCells,
    unit: string,
    there: Organisation | undefined,
    problems: CellProblem[],
  ): Finding<CollegeRow> {
    if (cells.confirmedOn !== undefined && cells.confirmedOn > this.clock.today())
      problems.push(problem('confirmedOn', 'day-future'));
    return {
      label: cells.name ?? '',
      problems,
      unit,
      value: { sheet: 'colleges', cells },
      duplicate: there && { of: there.name, id: there.id },
      newcomer: !there,
    };
  }

  async commit(actor: Actor, unit: readonly ReadyRow<CollegeRow>[]): Promise<RowResult[]> {
    const head = unit.find(({ value }) => value.sheet === 'colleges');
    if (head?.value.sheet !== 'colleges') throw new Error('a college without its row');
    const campuses = unit.flatMap(({ value }) => (value.sheet === 'campuses' ? [value.campus] : []));
    const { id, before } = await this.writer.write(actor, head.duplicateId, head.value.cells, campuses);
    return unit.map((row) => ({
      type: row === head ? 'organisation' : 'part',
      id,
      before: row === head ? before : null,
    }));
  }

  async undo(actor: Actor, { type, id, before }: UndoRow): Promise<string | null> {
    return type === 'organisation' ? this.writer.undo(actor, id, before) : null;
  }
}

const problem = (key: string, code: string): CellProblem => ({ key, code, params: {} });

/** A cell that is read as text; blank where it could not be. */
const said = (value: unknown): string => (typeof value === 'string' ? value : '');
