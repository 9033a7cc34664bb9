import type { Day } from '../kernel/day.js';
import type { WorkingCalendar } from '../kernel/working-days.js';
import { demoSheet, type SheetRow } from './sheet.js';
import { column } from './story-words.js';

/** The first working day of the story. */
export const STORY_BEGINS: Day = '2026-11-03';

/** One line of story.csv: who does what, when, to which need. */
export interface Scene {
  /** Row number in the file, its head counted: what an error names. */
  readonly row: number;
  readonly day: Day;
  readonly time: string;
  readonly who: string;
  readonly act: string;
  /** A row of needs.csv, its head not counted. */
  readonly need: number;
  /** A product's number, or an institution's name. */
  readonly at: string;
  readonly params: SheetRow;
}

export function readStory(calendar: WorkingCalendar): Scene[] {
  return demoSheet('story.csv').map((cells, index) => ({
    row: index + 2,
    day: calendar.addWorkingDays(STORY_BEGINS, Number(cells[column.day]) - 1),
    time: cells[column.time] ?? '',
    who: cells[column.who] ?? '',
    act: cells[column.act] ?? '',
    need: Number(cells[column.need]),
    at: cells[column.at] ?? '',
    params: paramsOf(cells[column.params] ?? ''),
  }));
}

/** `k=v` joined by `；`. */
function paramsOf(text: string): SheetRow {
  const pairs = text.split('；').filter(Boolean);
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}
