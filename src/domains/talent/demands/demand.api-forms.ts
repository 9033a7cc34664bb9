import { educationLevels } from '../../../directory/codes/education-levels.js';
import { parks } from '../../../directory/codes/parks.js';
import { channels, type Channel } from '../../../matchmaking/demand.entity.js';
import { demandStates } from '../../../matchmaking/lifecycle.js';
import { field, form } from '../../../platform/http/fields.js';
import { ListQuery } from '../../../platform/http/paging.js';
import { talentCodes } from '../matching/facts.js';
import { PAY } from './post.forms.js';
import type { Answers } from './post-answers.js';

const maybe = { optional: true } as const;
const names = { ...maybe, max: 500 };
const FEN = 100;
const pay = { ...maybe, min: PAY.min * FEN, max: PAY.max * FEN };

/** Every fact of a demand at once; a program sends what it has, and what it leaves out stays as it is. */
@form('api.demand')
export class DemandBody {
  @field.text({ ...maybe, max: 60 }) title!: string | null;
  @field.choice(talentCodes.trade, maybe) trade!: string | null;
  /** A code of the occupation list: `6-18-01-01`. */
  @field.text({ ...maybe, max: 60 }) occupation!: string | null;
  @field.whole({ ...maybe, min: 1, max: 200 }) headcountMin!: number | null;
  @field.whole({ ...maybe, min: 1, max: 200 }) headcountMax!: number | null;
  @field.flag() headcountFirm!: boolean;
  @field.month(maybe) onboardBy!: string | null;
  @field.choice(talentCodes.urgency, maybe) urgency!: string | null;
  @field.prose({ ...maybe, max: 1000 }) duties!: string | null;
  @field.choice(educationLevels.codes, maybe) educationLevel!: string | null;
  /** Codes or names of majors, as on the form: parted by commas. */
  @field.prose({ ...maybe, max: 300 }) preferredMajors!: string | null;
  @field.prose({ ...maybe, max: 300 }) acceptableMajors!: string | null;
  @field.flag() acceptsNear!: boolean;
  @field.flag() splittable!: boolean;
  @field.choices(talentCodes.cooperation, maybe) cooperation!: string[];
  @field.prose(names) skills!: string | null;
  @field.prose({ ...maybe, max: 1000 }) conditions!: string | null;
  @field.whole(pay) probationPay!: number | null;
  @field.whole(pay) regularPay!: number | null;
  @field.choice(parks.codes, maybe) park!: string | null;
  @field.text({ ...maybe, max: 120 }) workplace!: string | null;
  @field.choice(talentCodes.shift, maybe) shift!: string | null;
  @field.choice(talentCodes.board, maybe) board!: string | null;
  @field.choices(talentCodes.trainingSupport, maybe) trainingSupport!: string[];
  @field.whole({ ...maybe, min: 0, max: 1_000_000_000 }) trainingBudget!: number | null;
  @field.whole({ ...maybe, min: 0, max: 50 }) mentorCount!: number | null;
  @field.whole({ ...maybe, min: 1, max: 100_000 }) employeesTotal!: number | null;
  @field.whole({ ...maybe, min: 0, max: 100_000 }) employeesSamePost!: number | null;
  @field.text({ ...maybe, max: 60 }) contactName!: string | null;
  @field.mobile(maybe) contactMobile!: string | null;
  @field.text({ ...maybe, max: 60 }) contactTitle!: string | null;
  @field.text({ ...maybe, max: 60 }) callHours!: string | null;
  @field.flag() anonymous!: boolean;
  @field.prose(names) avoidedEnterprises!: string | null;
  @field.prose(names) avoidedColleges!: string | null;
}

/** A new demand; an officer says for which enterprise and how it came in. */
@form('api.demand')
export class NewDemandBody extends DemandBody {
  @field.hidden({ ...maybe, max: 36 }) organisationId!: string | null;
  @field.choice(channels, maybe) channel!: Channel | null;
  @field.day(maybe) collectedOn!: string | null;
}

const intake = ['organisationId', 'channel', 'collectedOn'];
const flags = ['headcountFirm', 'acceptsNear', 'splittable', 'anonymous'];
const inFen = ['probationPay', 'regularPay', 'trainingBudget'];
/** What is read together: one that is sent alone is read beside what stands. */
const together = [
  ['headcountMin', 'headcountMax'],
  ['preferredMajors', 'acceptableMajors', 'educationLevel'],
] as const;

/** What was sent, as the answers that a person gives on the form; `standing` is what the form would be filled with. */
export function answersOf(body: DemandBody, sent: unknown, standing: Readonly<Record<string, unknown>>): Answers {
  const keys = Object.keys((sent ?? {}) as object).filter((name) => !intake.includes(name));
  const said = Object.fromEntries(
    keys.flatMap((name) => (name in body ? [[name, answerOf(name, body[name as keyof DemandBody])]] : [])),
  );
  const beside = together
    .filter((group) => group.some((name) => name in said))
    .flatMap((group) => group.map((name) => [name, standing[name] ?? null]));
  return { ...Object.fromEntries(beside), ...said };
}

function answerOf(name: string, value: unknown): unknown {
  if (flags.includes(name)) return value === true ? 'yes' : 'no';
  return typeof value === 'number' && inFen.includes(name) ? value / FEN : value;
}

@form('api.demands')
export class DemandQuery extends ListQuery {
  @field.choice(demandStates, maybe) state!: string | null;
  @field.hidden({ ...maybe, max: 36 }) organisationId!: string | null;
  /** Its code. */
  @field.text({ ...maybe, max: 6 }) major!: string | null;
}
