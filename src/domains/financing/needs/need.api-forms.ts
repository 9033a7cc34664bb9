import { demandStates } from '../../../matchmaking/lifecycle.js';
import { channels, type Channel } from '../../../matchmaking/demand.entity.js';
import { field, form } from '../../../platform/http/fields.js';
import { ListQuery } from '../../../platform/http/paging.js';
import { financingCodes, financingTerms } from '../matching/facts.js';
import { amountLimits, urgencies } from './need.forms.js';
import type { NeedChange } from './needs.service.js';
import { returnReasons } from '../verification/verification.service.js';

const maybe = { optional: true } as const;
const money = { ...maybe, min: 0, max: amountLimits.max };

/** Every fact of a need at once; a program sends what it has, and what it leaves out stays as it is. */
@form('api.need')
export class NeedBody {
  @field.choice(financingCodes.financingKind, maybe) financingKind!: string | null;
  @field.choice(financingCodes.purpose, maybe) purpose!: string | null;
  @field.prose({ ...maybe, max: 500 }) purposeNote!: string | null;
  @field.wan({ ...maybe, min: amountLimits.min, max: amountLimits.max }) amount!: number | null;
  @field.wan({ ...maybe, min: amountLimits.min, max: amountLimits.max }) minAmount!: number | null;
  @field.choice(financingTerms.map(String), maybe) termMonths!: string | null;
  @field.percent({ ...maybe, min: 10_000, max: 240_000 }) maxRate!: number | null;
  @field.day(maybe) neededBy!: string | null;
  @field.choice(urgencies, maybe) urgency!: string | null;
  @field.choices(financingCodes.guarantees, maybe) guarantees!: string[];
  @field.choices(financingCodes.repayments, maybe) repayments!: string[];
  @field.flag() firstLoan!: boolean;
  @field.flag() renewal!: boolean;
  @field.day(maybe) renewalDueOn!: string | null;
  @field.choice(financingCodes.collateralType, maybe) collateralType!: string | null;
  @field.wan(money) collateralValue!: number | null;
  @field.wan(money) collateralMortgaged!: number | null;
  @field.prose({ ...maybe, max: 300 }) repaymentSource!: string | null;
  @field.text({ ...maybe, max: 60 }) contactName!: string | null;
  @field.text({ ...maybe, max: 60 }) contactTitle!: string | null;
  @field.mobile(maybe) contactMobile!: string | null;
  @field.text({ ...maybe, max: 60 }) callHours!: string | null;
  @field.whole({ ...maybe, min: 1, max: 5 }) referralCap!: number | null;
}

/** A new need; an officer says for which enterprise and how it came in. */
@form('api.need')
export class NewNeedBody extends NeedBody {
  @field.hidden({ ...maybe, max: 36 }) organisationId!: string | null;
  @field.choice(channels, maybe) channel!: Channel | null;
  @field.day(maybe) collectedOn!: string | null;
}

/** Only the facts that were sent are changed. */
export function changeOf(form: NeedBody, sent: unknown): NeedChange {
  const names = new Set(Object.keys((sent ?? {}) as object));
  const { termMonths, referralCap, ...facts } = form;
  const change = { ...facts, termMonths: termMonths === null ? null : Number(termMonths), referralCap };
  for (const name of ['organisationId', 'channel', 'collectedOn']) names.delete(name);
  return Object.fromEntries(Object.entries(change).filter(([name]) => names.has(name))) as NeedChange;
}

@form('api.needs')
export class NeedQuery extends ListQuery {
  @field.choice(demandStates, maybe) state!: string | null;
  @field.hidden({ ...maybe, max: 36 }) organisationId!: string | null;
}

const finding = ['pass', 'fail', 'doubt'] as const;

/** The five tests with their findings, and what follows: onto the list, or back with reasons. */
@form('api.verification')
export class VerificationBody {
  @field.choice(['list', 'return']) decision!: 'list' | 'return';
  @field.choice(finding, maybe) compliant!: (typeof finding)[number] | null;
  @field.choice(finding, maybe) premises!: (typeof finding)[number] | null;
  @field.choice(finding, maybe) genuine!: (typeof finding)[number] | null;
  @field.choice(finding, maybe) credit!: (typeof finding)[number] | null;
  @field.choice(finding, maybe) purpose!: (typeof finding)[number] | null;
  @field.text({ ...maybe, max: 300 }) compliantNote!: string | null;
  @field.text({ ...maybe, max: 300 }) premisesNote!: string | null;
  @field.text({ ...maybe, max: 300 }) genuineNote!: string | null;
  @field.text({ ...maybe, max: 300 }) creditNote!: string | null;
  @field.text({ ...maybe, max: 300 }) purposeNote!: string | null;
  @field.choices(returnReasons, maybe) reasons!: string[];
  @field.prose({ ...maybe, max: 500 }) note!: string | null;
}
