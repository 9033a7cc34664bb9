import type { CellWords } from '../../kernel/matching/cells.js';
import type { Day } from '../../kernel/day.js';
import { known, type FactSheet, type FactValue } from '../../kernel/matching/facts.js';
import { sizeClassOf } from '../../kernel/size-class.js';
import type { Words } from '../../platform/i18n/words.js';
import { isBlank, type WorkbookContent } from '../../platform/spreadsheet/cell.js';
import { readFirstTable } from '../../platform/spreadsheet/table.js';
import { demandColumns, names, statedFacts } from './columns.js';
import { readFact } from './read-fact.js';
import type { DemandIn, Demands, FileProblem } from './shapes.js';

/** One row a demand. A blank cell is an unknown fact; so is one that cannot be read, and it is listed. */
export function readDemands(
  words: Words,
  cells: CellWords,
  file: string,
  content: WorkbookContent,
  today: Day,
): Demands {
  const table = readFirstTable(content.sheets, demandColumns(words));
  const unitOf = new Map(table.found.map(({ key, unit }) => [key, unit]));
  const problems: FileProblem[] = [];
  const demands = table.rows.map(({ row, cells: given }): DemandIn => {
    const facts: Record<string, FactValue> = {};
    for (const definition of statedFacts) {
      const cell = given[definition.key];
      if (cell === undefined || isBlank(cell)) continue;
      const text = withUnit(cell.text, definition.kind, unitOf.get(definition.key));
      const fact = readFact(cells, definition, text, today);
      if (typeof fact !== 'string') facts[definition.key] = fact;
      else problems.push({ file, at: `${table.sheet}!${row} ${definition.key}`, code: fact, text: cell.text });
    }
    const number = given['number'] ?? given['key'];
    return {
      number: number && !isBlank(number) ? number.text.trim() : String(row),
      organisation: given['name']?.text.trim() ?? '',
      facts: withSize(facts),
      avoids: [],
    };
  });
  return { demands, problems };
}

/** The unit of the header holds for bare numbers; without one they are 万元. */
function withUnit(text: string, kind: string, unit: string | undefined): string {
  const inYuan = (what: string) => names.words.yuan.some((word) => what.trim().endsWith(word));
  return kind === 'money' && unit !== undefined && inYuan(unit) && !inYuan(text) ? `${text}${unit}` : text;
}

/** The size class follows from industry, staff and figures unless it is stated. */
export function withSize(facts: Record<string, FactValue>): FactSheet {
  const industry = facts['industry'];
  if (facts['sizeClass'] || industry?.state !== 'known' || industry.kind !== 'code') return facts;
  const number = (key: string): number | null => {
    const fact = facts[key];
    return fact?.state === 'known' && typeof fact.value === 'number' ? fact.value : null;
  };
  const size = sizeClassOf({
    industry: industry.value,
    staff: number('staff'),
    revenueFen: number('revenue'),
    assetsFen: number('assets'),
  });
  return size === 'unknown' || size === 'not-applicable' ? facts : { ...facts, sizeClass: known('grade', size) };
}
