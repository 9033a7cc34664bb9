import { field, form } from '../../platform/http/fields.js';
import type { Upload } from '../../platform/http/multipart.js';
import { profileCodes } from './profile-codes.js';
import { sources, type FactOrigin } from './profile.entity.js';

const optional = { optional: true } as const;
const fact = (key: keyof typeof profileCodes) => ({ words: `fact.${key}`, ...optional });
const money = { optional: true, min: 0, max: 10 ** 15 } as const;
const count = { optional: true, min: 0, max: 1_000_000 } as const;

/** Every section may come with a paper that proves it. */
export class ProvedForm {
  @field.file(optional) proof?: Upload | null;
}

@form('fact')
export class RegistrationForm extends ProvedForm {
  @field.day(optional) establishedOn!: string | null;
  @field.wan(money) registeredCapital!: number | null;
  @field.choice(profileCodes.entityType, fact('entityType')) entityType!: string | null;
  @field.text({ ...optional, max: 6 }) industry!: string | null;
  @field.text({ ...optional, max: 12 }) region!: string | null;
  @field.text({ ...optional, max: 30 }) park!: string | null;
  @field.text({ ...optional, max: 120 }) address!: string | null;
  @field.choice(profileCodes.premises, fact('premises')) premises!: string | null;
  @field.whole({ ...count, max: 600, unit: 'profile.unit.months' }) leaseMonthsLeft!: number | null;
}

@form('fact')
export class PeopleForm extends ProvedForm {
  @field.text({ ...optional, max: 60 }) legalRepName!: string | null;
  @field.whole({ ...count, min: 16, max: 120 }) legalRepAge!: number | null;
  @field.percent({ ...optional, min: 0, max: 1_000_000 }) legalRepShare!: number | null;
  @field.day(optional) legalRepSince!: string | null;
  @field.whole({ ...count, unit: 'profile.unit.people' }) staff!: number | null;
  @field.whole({ ...count, unit: 'profile.unit.people' }) insuredStaff!: number | null;
  @field.whole({ ...count, max: 1200, unit: 'profile.unit.months' }) insuranceMonths!: number | null;
}

@form('fact')
export class TaxForm extends ProvedForm {
  @field.choice(profileCodes.taxGrade, fact('taxGrade')) taxGrade!: string | null;
  @field.wan(money) annualInvoiced!: number | null;
  @field.wan(money) taxPaid12m!: number | null;
  @field.wan(money) taxableSales12m!: number | null;
}

@form('fact')
export class RightsForm extends ProvedForm {
  @field.whole(count) inventionPatents!: number | null;
  @field.whole(count) classTwoRights!: number | null;
}

@form('fact')
export class CreditForm extends ProvedForm {
  @field.choice(profileCodes.overdueRecord, fact('overdueRecord')) overdueRecord!: string | null;
  @field.choice(profileCodes.irregularities, fact('irregularities')) irregularities!: string | null;
  @field.whole({ ...count, max: 1000 }) creditInquiries6m!: number | null;
  @field.text({ ...optional, max: 300 }) settlementBanks!: string | null;
  @field.wan(money) creditBalance!: number | null;
  @field.wan(money) guaranteesGiven!: number | null;
}

@form('fact')
export class ContactFactsForm extends ProvedForm {
  @field.text({ ...optional, max: 60 }) contactName!: string | null;
  @field.text({ ...optional, max: 60 }) contactTitle!: string | null;
  @field.mobile(optional) contactMobile!: string | null;
  @field.mail(optional) contactMail!: string | null;
}

/** One closed year; a loss is typed with a minus. */
@form('fact')
export class YearForm extends ProvedForm {
  @field.wan(money) revenue!: number | null;
  @field.wan({ optional: true, signed: true, min: -(10 ** 15), max: 10 ** 15 }) netProfit!: number | null;
  @field.wan(money) assets!: number | null;
  @field.wan(money) liabilities!: number | null;
  @field.wan(money) taxPaid!: number | null;
  @field.wan(money) rdExpense!: number | null;
}

/** Titles held: a tick each, and until when the certificate is valid (`<code>-until`). */
@form('fact.qualifications')
export class QualificationsForm extends ProvedForm {}
for (const code of profileCodes.qualifications) {
  field.flag()(QualificationsForm.prototype, code);
  field.day(optional)(QualificationsForm.prototype, `${code}-until`);
}

type Form = new () => ProvedForm;
const sourced = new Map<Form, Form>();

/** The same form for an officer, who says where the facts come from. */
export function withSource(base: Form): Form {
  let known = sourced.get(base);
  if (!known) {
    @form('fact')
    class Sourced extends base {
      @field.choice(sources, { words: 'profile.source' }) source!: FactOrigin;
      @field.day() obtainedOn!: string;
      @field.day(optional) validUntil!: string | null;
    }
    sourced.set(base, (known = Sourced));
  }
  return known;
}
