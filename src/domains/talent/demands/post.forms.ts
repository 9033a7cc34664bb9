import { educationLevels } from '../../../directory/codes/education-levels.js';
import { parks } from '../../../directory/codes/parks.js';
import { channels, type Channel } from '../../../matchmaking/demand.entity.js';
import { field, form } from '../../../platform/http/fields.js';
import { talentCodes } from '../matching/facts.js';

const maybe = { optional: true } as const;
const people = { unit: 'talent.unit.people' } as const;
const fact = (key: keyof typeof talentCodes) => ({ words: `talent-fact.${key}` });
export const PAY = { min: 2_000, max: 30_000 } as const;

/** Page 1: what post, how many, by when. */
@form('talent.demand')
export class PostForm {
  @field.text({ max: 60 }) title!: string;
  @field.choice(talentCodes.trade, fact('trade')) trade!: string;
  @field.text({ ...maybe, max: 60 }) occupation!: string | null;
  @field.whole({ min: 1, max: 200, ...people }) headcountMin!: number;
  @field.whole({ min: 1, max: 200, ...people }) headcountMax!: number;
  @field.choice(['yes', 'no'], { ...maybe, words: 'talent.demand.headcountFirm' }) headcountFirm!: string | null;
  @field.month(maybe) onboardBy!: string | null;
  @field.choice(talentCodes.urgency, { ...maybe, ...fact('urgency') }) urgency!: string | null;
  @field.prose({ ...maybe, max: 1000 }) duties!: string | null;
}

/** Page 2: whom. */
@form('talent.demand')
export class PeopleForm {
  @field.choice(educationLevels.codes, { words: 'codes.education-level' }) educationLevel!: string;
  @field.prose({ max: 300 }) preferredMajors!: string;
  @field.prose({ ...maybe, max: 300 }) acceptableMajors!: string | null;
  @field.choice(['yes', 'no'], { ...maybe, words: 'talent.demand.acceptsNear' }) acceptsNear!: string | null;
  @field.choice(['yes', 'no'], { ...maybe, words: 'talent.demand.splittable' }) splittable!: string | null;
  @field.choices(talentCodes.cooperation, fact('cooperation')) cooperation!: string[];
  @field.prose({ ...maybe, max: 500 }) skills!: string | null;
  @field.prose({ ...maybe, max: 1000 }) conditions!: string | null;
}

/** Page 3: pay, place, and what the firm does for those it trains. */
@form('talent.demand')
export class TermsForm {
  @field.whole({ ...PAY, ...maybe, unit: 'talent.unit.yuan' }) probationPay!: number | null;
  @field.whole({ ...PAY, ...maybe, unit: 'talent.unit.yuan' }) regularPay!: number | null;
  @field.choice(parks.codes, { ...maybe, words: 'codes.park' }) park!: string | null;
  @field.text({ ...maybe, max: 120 }) workplace!: string | null;
  @field.choice(talentCodes.shift, { ...maybe, ...fact('shift') }) shift!: string | null;
  @field.choice(talentCodes.board, { ...maybe, ...fact('board') }) board!: string | null;
  @field.choices(talentCodes.trainingSupport, { ...maybe, ...fact('trainingSupport') }) trainingSupport!: string[];
  @field.whole({ ...maybe, min: 0, max: 10_000_000, unit: 'talent.unit.yuan' }) trainingBudget!: number | null;
  @field.whole({ ...maybe, min: 0, max: 50, ...people }) mentorCount!: number | null;
  @field.whole({ ...maybe, min: 1, max: 100_000, ...people }) employeesTotal!: number | null;
  @field.whole({ ...maybe, min: 0, max: 100_000, ...people }) employeesSamePost!: number | null;
}

/** Page 4: who to call, and what others may see. */
@form('talent.demand')
export class CallForm {
  @field.text({ max: 60 }) contactName!: string;
  @field.mobile() contactMobile!: string;
  @field.text({ ...maybe, max: 60 }) contactTitle!: string | null;
  @field.text({ ...maybe, max: 60 }) callHours!: string | null;
  @field.choice(['yes', 'no'], { words: 'talent.demand.anonymous' }) anonymous!: string;
  @field.prose({ ...maybe, max: 500 }) avoidedEnterprises!: string | null;
  @field.prose({ ...maybe, max: 500 }) avoidedColleges!: string | null;
}

/** An officer files for an enterprise: which one, and how it came in. */
@form('talent.demand')
export class PostOnBehalfForm {
  @field.hidden({ max: 36 }) organisationId!: string;
  @field.choice(channels.filter((channel) => channel !== 'self'), { words: 'channel' })
  channel!: Channel;
  @field.day({ optional: true }) collectedOn!: string | null;
}

export const withdrawalReasons = ['solved-elsewhere', 'not-needed', 'terms', 'other'] as const;

@form('talent.withdrawal')
export class DemandWithdrawalForm {
  @field.choice(withdrawalReasons, { words: 'talent.withdrawal.reason' }) reason!: string;
  @field.prose({ optional: true, max: 300 }) note!: string | null;
}
