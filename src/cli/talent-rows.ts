import { majors, nearMajorsOf } from '../directory/codes/majors.js';
import { readTables } from '../directory/imports/import-files.js';
import { readLayout } from '../directory/imports/import-layout.js';
import { RowReader, type ReadRow } from '../directory/imports/row-reader.js';
import { demandChoices } from '../domains/talent/imports/demand-cells.js';
import { programmeChoices, programmeOf, type ProgrammeCells } from '../domains/talent/imports/programme-cells.js';
import { majorsWanted } from '../domains/talent/programmes/major-reading.js';
import type { WantedMajor } from '../domains/talent/demands/demands.service.js';
import type { Answers } from '../domains/talent/demands/post-answers.js';
import { LOCALES } from '../platform/i18n/locale.js';
import type { Words } from '../platform/i18n/words.js';
import type { Sheet } from '../platform/spreadsheet/cell.js';

/** A row with where it stands: `人才需求 3`. */
export interface SheetRow extends ReadRow {
  readonly at: string;
  readonly number: number;
}

const choices = { demands: demandChoices, programmes: programmeChoices };

/**
 * The rows of the sheet 人才需求 or 专业, as the portal imports them.
 * @throws Problem when no sheet has its columns
 */
export async function talentRows(
  words: Words,
  sheets: readonly Sheet[],
  kind: keyof typeof choices,
): Promise<SheetRow[]> {
  const layout = readLayout(kind);
  const marks = LOCALES.map((locale) => words.t(locale, 'spreadsheet.template.sample-mark'));
  const { columns, rows } = await readTables(sheets, layout, marks);
  const reader = new RowReader(words, layout.sheets[0]?.columns ?? [], choices[kind]);
  const [sheet] = columns;
  const units = Object.fromEntries((sheet?.found ?? []).flatMap(({ key, unit }) => (unit ? [[key, unit]] : [])));
  return rows.map(({ rowNumber, sheet: key, content: { cells } }) => ({
    ...reader.read({ sheet: key, rowNumber, cells, units }),
    at: `${sheet?.name ?? kind} ${rowNumber}`,
    number: rowNumber,
  }));
}

/** The majors that a demand's row asks for, each once, and the columns that name one which is not listed. */
export function majorsIn(said: Answers): { majors: WantedMajor[]; unlisted: { key: string; name: string }[] } {
  const level = said['educationLevel'] as string | null;
  const read = (key: string) => majorsWanted((said[key] as string | null) ?? '', level);
  const [preferred, acceptable] = [read('preferredMajors'), read('acceptableMajors')];
  return {
    majors: [
      ...preferred.codes.map((code) => ({ code, role: 'preferred' as const })),
      ...acceptable.codes
        .filter((code) => !preferred.codes.includes(code))
        .map((code) => ({ code, role: 'acceptable' as const })),
    ],
    unlisted: [
      { key: 'preferredMajors', name: preferred.unknown },
      { key: 'acceptableMajors', name: acceptable.unknown },
    ].flatMap(({ key, name }) => (name === null ? [] : [{ key, name }])),
  };
}

/** A row of the sheet 专业, read, with everything that is wrong with it. */
export function programmeIn(row: SheetRow) {
  const cells = row.values as unknown as ProgrammeCells;
  const { input, problems } = programmeOf(cells, '');
  const { majorCode } = input.terms;
  return {
    faults: [...row.problems, ...problems],
    input,
    college: cells.college,
    name: [cells.major, cells.campus].filter(Boolean).join(' '),
    level: majors.find(majorCode)?.level ?? '',
    nearMajors: [...new Set([...nearMajorsOf(majorCode).map(({ code }) => code), ...input.nearMajors])],
    /** A sheet that says nothing of it means programmes that are on offer. */
    onShelf: cells.state === undefined || cells.state === 'on-shelf',
  };
}
