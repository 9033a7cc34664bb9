import { readFileSync } from 'node:fs';
import { addDays, addMonths, monthsBetween, type Day } from '../../../kernel/day.js';
import { projectFolder } from '../../../platform/i18n/project-folder.js';

export type MilestoneOwner = 'college' | 'firm' | 'centre';

/** A line of the template: so long after the start or the end, or on a day of the year that lies within the class. */
interface Line {
  readonly kind: string;
  readonly owner: MilestoneOwner;
  readonly from?: 'start' | 'end';
  readonly months?: number;
  readonly days?: number;
  /** `MM-DD`, every year in which the class runs on that day. */
  readonly yearly?: string;
  /** Left out of shorter classes. */
  readonly leastMonths?: number;
}

export interface PlannedMilestone {
  readonly kind: string;
  readonly owner: MilestoneOwner;
  readonly dueOn: Day;
}

/** The academic year as the zone keeps it; config/class-calendar.json is changed where colleges teach otherwise. */
const template = (
  JSON.parse(readFileSync(projectFolder('config/class-calendar.json'), 'utf8')) as {
    readonly milestones: readonly Line[];
  }
).milestones;

/** Every kind of milestone that the template knows, and one for anything else. */
export const milestoneKinds: readonly string[] = [...new Set(template.map(({ kind }) => kind)), 'other'];

/** The dates of a class by the template, in their order. A class that starts in March has them all moved with it. */
export function datesOf(startsOn: Day, endsOn: Day, lines: readonly Line[] = template): PlannedMilestone[] {
  const length = monthsBetween(startsOn, endsOn);
  return lines
    .filter(({ leastMonths = 0 }) => length >= leastMonths)
    .flatMap(({ kind, owner, ...line }) => daysOf(line, startsOn, endsOn).map((dueOn) => ({ kind, owner, dueOn })))
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

function daysOf({ from = 'start', months = 0, days = 0, yearly }: Omit<Line, 'kind' | 'owner'>, start: Day, end: Day) {
  if (yearly === undefined) return [addDays(addMonths(from === 'start' ? start : end, months), days)];
  const years = Array.from(
    { length: Number(end.slice(0, 4)) - Number(start.slice(0, 4)) + 1 },
    (_, i) => Number(start.slice(0, 4)) + i,
  );
  return years.map((year) => `${year}-${yearly}`).filter((day) => day > start && day < end);
}
