import { educationLevels } from '../../../directory/codes/education-levels.js';
import { choice } from '../../../directory/imports/enterprise-choices.js';
import { channels, type Channel } from '../../../matchmaking/demand.entity.js';
import { talentCodes } from '../matching/facts.js';
import type { Answers } from '../demands/post-answers.js';

const fact = (key: keyof typeof talentCodes) => ({ codes: talentCodes[key], words: `talent-fact.${key}` });

/** What cells of a choice may say. */
export const demandChoices = {
  trade: fact('trade'),
  cooperation: fact('cooperation'),
  urgency: fact('urgency'),
  shift: fact('shift'),
  board: fact('board'),
  trainingSupport: fact('trainingSupport'),
  educationLevel: choice('college-level', educationLevels.codes),
  channel: choice('channel', channels),
};

/** A row of the sheet 人才需求, read. */
export interface DemandCells {
  readonly creditCode: string;
  readonly enterpriseName?: string;
  readonly title: string;
  readonly onboardBy?: string;
  readonly duties?: string;
  readonly conditions?: string;
  readonly park?: string;
  readonly workplace?: string;
  readonly channel?: Channel;
  readonly collector?: string;
  readonly collectedOn?: string;
  readonly filedOn?: string;
  readonly [answer: string]: unknown;
}

const asked = [
  'title',
  'trade',
  'occupation',
  'headcountMin',
  'headcountMax',
  'educationLevel',
  'cooperation',
  'onboardBy',
  'urgency',
  'duties',
  'conditions',
  'probationPay',
  'regularPay',
  'shift',
  'board',
  'trainingSupport',
  'trainingBudget',
  'mentorCount',
  'employeesTotal',
  'employeesSamePost',
  'contactName',
  'contactTitle',
  'contactMobile',
  'callHours',
] as const;
const flags = ['headcountFirm', 'acceptsNear', 'splittable', 'anonymous'] as const;
const lists = ['preferredMajors', 'acceptableMajors', 'skills', 'avoidedEnterprises', 'avoidedColleges'] as const;
/** Blank, the enterprise's own place stands, with its position. */
const places = ['park', 'workplace'] as const;

/** The row as a person would have answered the form; what is blank was left blank. */
export function answersOf(cells: DemandCells): Answers {
  const flag = (value: unknown) => (value === undefined ? null : value === true ? 'yes' : 'no');
  return {
    ...Object.fromEntries(asked.map((key) => [key, cells[key] ?? null])),
    ...Object.fromEntries(flags.map((key) => [key, flag(cells[key])])),
    ...Object.fromEntries(lists.map((key) => [key, ((cells[key] ?? []) as readonly string[]).join('、') || null])),
    ...Object.fromEntries(places.flatMap((key) => (cells[key] === undefined ? [] : [[key, cells[key]]]))),
  };
}
