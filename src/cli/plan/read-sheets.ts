import { educationLevels } from '../../directory/codes/education-levels.js';
import { nameKey } from '../../directory/organisations.js';
import { answersOf, type DemandCells } from '../../domains/talent/imports/demand-cells.js';
import { rulesFor, zoneRules } from '../../domains/talent/plans/plan-rules.js';
import { startsOf, type Term } from '../../domains/talent/plans/plan-term.js';
import { addMonths } from '../../kernel/day.js';
import type { PlanDemand, PlanInstance, PlanProgramme } from '../../kernel/planning/instance.js';
import type { Words } from '../../platform/i18n/words.js';
import type { Sheet } from '../../platform/spreadsheet/cell.js';
import { majorsIn, programmeIn, talentRows, type SheetRow } from '../talent-rows.js';

/** A row that was left out, with what is wrong: `人才需求 3 headcountMax: cell-required`. */
export interface SheetsRead {
  readonly instance: PlanInstance;
  readonly problems: readonly string[];
}

/**
 * What the sheets 人才需求 and 专业, as the portal imports them, ask to be planned for a term. As on the portal only
 * demands that wish for an order class count, and only programmes that are on the shelf (or say nothing of it). Nobody
 * has a place here, so the distance rule does not apply.
 * @throws Problem when a sheet has none of the columns
 */
export async function readSheets(words: Words, sheets: readonly Sheet[], term: Term): Promise<SheetsRead> {
  const demands = (await talentRows(words, sheets, 'demands')).map(demandRow);
  const programmes = (await talentRows(words, sheets, 'programmes')).map((row) => programmeRow(row, term));
  const instance = {
    demands: withKnownNames(
      demands.flatMap(({ given }) => given),
      programmes.flatMap(({ given }) => given),
    ),
    programmes: programmes.flatMap(({ given }) => given),
    rules: rulesFor(zoneRules, 'coverage'),
    pins: [],
    exclusions: [],
  };
  return { instance, problems: [...demands, ...programmes].flatMap(({ problems }) => problems) };
}

interface Given<T> {
  /** None where the row is left out. */
  readonly given: readonly T[];
  readonly problems: readonly string[];
}

function refused({ at }: SheetRow, faults: readonly { readonly key: string; readonly code: string }[]): Given<never> {
  return { given: [], problems: faults.map(({ key, code }) => `${at} ${key}: ${code}`) };
}

/** Columns that planning reads; what else an import wants (a contact, a credit code) may be missing here. */
const asked: readonly string[] = [
  'enterpriseName',
  'title',
  'headcountMin',
  'headcountMax',
  'educationLevel',
  'preferredMajors',
  'acceptableMajors',
  'acceptsNear',
  'splittable',
  'cooperation',
  'onboardBy',
  'mentorCount',
  'avoidedEnterprises',
  'avoidedColleges',
];

/** What a row answers, of what planning asks. */
interface Said {
  readonly educationLevel: string | null;
  readonly headcountMin: number | null;
  readonly headcountMax: number | null;
  readonly cooperation: readonly string[] | null;
  readonly acceptsNear: 'yes' | 'no' | null;
  readonly splittable: 'yes' | 'no' | null;
  readonly mentorCount: number | null;
}

function demandRow(row: SheetRow): Given<PlanDemand> {
  const cells = row.values as unknown as DemandCells;
  const answers = answersOf(cells);
  const said = answers as unknown as Said;
  const { majors, unlisted } = majorsIn(answers);
  const faults = row.problems.filter(({ key }) => asked.includes(key));
  const organisation = cells.enterpriseName ?? cells.creditCode;
  if (!organisation) faults.push({ key: 'enterpriseName', code: 'cell-required', params: {} });
  faults.push(...unlisted.map(({ key }) => ({ key, code: 'major-unknown', params: {} })));
  const [least, most] = [said.headcountMin ?? 0, said.headcountMax ?? 0];
  if (least > most) faults.push({ key: 'headcountMax', code: 'range-reversed', params: {} });
  if (faults.length > 0) return refused(row, faults);
  if (!said.cooperation?.includes('order-class')) return { given: [], problems: [] };
  const demand: PlanDemand = {
    id: `${String(row.number).padStart(4, '0')} ${cells.title}`,
    organisation,
    headcountMin: least,
    headcountMax: most,
    level: educationLevels.find(said.educationLevel ?? '')?.rank ?? 0,
    majors,
    acceptsNear: said.acceptsNear !== 'no',
    start: cells.onboardBy?.slice(0, 7) ?? null,
    startTolerance: null,
    excludedOrganisations: (cells['avoidedEnterprises'] ?? []) as readonly string[],
    excludedColleges: (cells['avoidedColleges'] ?? []) as readonly string[],
    excludedProgrammes: [],
    mentors: said.mentorCount,
    splittable: said.splittable === 'yes',
    priority: 0,
    place: null,
  };
  return { given: [demand], problems: [] };
}

function programmeRow(row: SheetRow, term: Term): Given<PlanProgramme> {
  const { faults, input, college, name, level, nearMajors, onShelf } = programmeIn(row);
  if (faults.length > 0) return refused(row, faults);
  const { majorCode, minClass, maxClass, maxClassesPerTerm, classMonths, earliestStart } = input.terms;
  const starts = startsOf(term).filter((day) => earliestStart === null || day >= earliestStart);
  const capacity = input.capacity ?? maxClass * maxClassesPerTerm;
  if (!onShelf || starts.length === 0 || maxClassesPerTerm < 1 || capacity < minClass)
    return { given: [], problems: [] };
  const programme: PlanProgramme = {
    college,
    id: name,
    majorCode,
    nearMajors,
    level: educationLevels.find(level)?.rank ?? 0,
    starts: starts.map((day) => addMonths(day, classMonths).slice(0, 7)),
    minClass,
    maxClass,
    maxClassesPerTerm,
    capacity,
    place: null,
  };
  return { given: [programme], problems: [] };
}

/** Names written otherwise than in the sheets (brackets, blanks) are those of the sheets. */
function withKnownNames(demands: readonly PlanDemand[], programmes: readonly PlanProgramme[]): PlanDemand[] {
  const known = new Map(
    [...demands.map(({ organisation }) => organisation), ...programmes.map(({ college }) => college)].map((name) => [
      nameKey(name),
      name,
    ]),
  );
  const names = (list: readonly string[]): string[] => list.map((name) => known.get(nameKey(name)) ?? name);
  return demands.map((demand) => ({
    ...demand,
    organisation: known.get(nameKey(demand.organisation)) ?? demand.organisation,
    excludedOrganisations: names(demand.excludedOrganisations),
    excludedColleges: names(demand.excludedColleges),
  }));
}
