import { pairStatuses } from '../../../kernel/matching/pair.js';
import { channels, outcomes } from '../../../matchmaking/demand.entity.js';
import { demandStates } from '../../../matchmaking/lifecycle.js';
import { verdictRecord } from '../../../matchmaking/verdict.api-views.js';
import { show } from '../../../platform/http/api-schema.js';
import { classStates } from '../classes/class-life.js';
import { memberStages } from '../classes/class.entity.js';
import { majorRoles } from './demand.entity.js';

/** What programs read of a talent demand. */
const head = {
  id: show.id,
  number: show.maybe(show.text),
  state: show.code(demandStates),
  outcome: show.maybe(show.code(outcomes)),
  organisation: show.object({ id: show.text, name: show.text }),
  title: show.maybe(show.text),
  trade: show.maybe(show.text),
  headcountMin: show.maybe(show.count),
  headcountMax: show.maybe(show.count),
  reserved: { ...show.count, description: 'seats it has in classes' },
  educationLevel: show.maybe(show.text),
  onboardBy: show.maybe(show.day),
  createdAt: show.instant,
  submittedAt: show.maybe(show.instant),
  expiresOn: show.maybe(show.day),
  version: show.count,
};

export const demandItem = show.object(head);

export const demandRecord = show.object({
  ...head,
  channel: show.code(channels),
  collectedOn: show.maybe(show.day),
  officerId: show.maybe(show.text),
  listedAt: show.maybe(show.instant),
  closedAt: show.maybe(show.instant),
  renewedFrom: show.maybe(show.id),
  headcountFirm: show.maybe(show.flag),
  occupation: show.maybe(show.text),
  urgency: show.maybe(show.text),
  duties: show.maybe(show.text),
  majors: show.list(show.object({ code: show.text, role: show.code(majorRoles) })),
  acceptsNear: show.maybe(show.flag),
  splittable: show.maybe(show.flag),
  cooperation: show.list(show.text),
  skills: show.list(show.text),
  skillsAsked: {
    ...show.list(show.object({ name: show.text, level: show.count, must: show.flag })),
    description: 'level 1 to 4; not must: welcome only',
  },
  conditions: show.maybe(show.text),
  probationPay: show.maybe(show.money),
  regularPay: show.maybe(show.money),
  park: show.maybe(show.text),
  workplace: show.maybe(show.text),
  shift: show.maybe(show.text),
  board: show.maybe(show.text),
  trainingSupport: show.list(show.text),
  trainingBudget: show.maybe(show.money),
  mentorCount: show.maybe(show.count),
  employeesTotal: show.maybe(show.count),
  employeesSamePost: show.maybe(show.count),
  anonymous: show.maybe(show.flag),
  contact: show.object({
    name: show.maybe({ ...show.text, description: 'masked for everybody but the enterprise itself, as the number is' }),
    title: show.maybe(show.text),
    mobile: show.maybe(show.text),
    callHours: show.maybe(show.text),
  }),
  classes: show.list(
    show.object({
      classId: show.id,
      number: show.text,
      state: show.code(classStates),
      seats: show.count,
      referralId: show.id,
      stage: show.code(memberStages),
    }),
  ),
  missing: { ...show.list(show.text), description: 'facts to fill in before it can be submitted' },
});

export const demandMatchRecord = show.object({
  demandId: show.id,
  revision: show.count,
  counts: show.object(Object.fromEntries(pairStatuses.map((status) => [status, show.count]))),
  pairs: show.list(
    show.object({
      offerId: show.id,
      kind: show.code(['programme', 'class']),
      number: show.text,
      title: show.text,
      college: show.object({ id: show.id, name: show.text }),
      status: show.code(pairStatuses),
      rank: show.count,
      hardMet: show.count,
      hardTotal: show.count,
      verdicts: show.list(verdictRecord),
    }),
  ),
  gaps: show.list(show.object({ factKey: show.text, code: show.text, blocks: show.count, blocksAlone: show.count })),
});
