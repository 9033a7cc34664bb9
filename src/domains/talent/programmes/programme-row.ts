import { educationLevels } from '../../../directory/codes/education-levels.js';
import { majors } from '../../../directory/codes/majors.js';
import { collegeHref, programmeHref } from '../colleges/college-links.js';
import type { ProgrammeEntry } from './programme-catalogue.js';

export const stateTones = { draft: 'mute', review: 'info', 'on-shelf': 'ok', paused: 'warn', off: 'mute' } as const;

/** A programme as a row of a list; `confirmed`: its college has confirmed its data in this quarter. */
export const programmeRow = (
  { offer, programme, college, campus }: ProgrammeEntry,
  locale: string,
  confirmed: boolean,
) => ({
  href: programmeHref(offer.id),
  name: majors.name(programme.majorCode, locale),
  code: programme.majorCode,
  number: offer.number,
  college: college.name,
  collegeHref: collegeHref(college.id),
  campus: campus?.name ?? null,
  level: educationLevels.name(programme.level, locale),
  minClass: programme.minClass,
  maxClass: programme.maxClass,
  capacity: offer.capacity,
  taken: offer.taken,
  earliestStart: programme.earliestStart?.slice(0, 7) ?? null,
  state: offer.state,
  tone: stateTones[offer.state],
  confirmed,
});
