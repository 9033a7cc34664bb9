import { field, form } from '../../../platform/http/fields.js';
import { agreementKinds, disputeRoutes, type AgreementKind } from './agreement.entity.js';
import { forbiddenRules } from './forbidden-clauses.js';

@form('class.agreement')
export class NewAgreementForm {
  @field.choice(agreementKinds, { words: 'class.agreement.kind' }) kind!: AgreementKind;
}

const clause = { max: 500 } as const;
const maybeClause = { ...clause, optional: true } as const;

/** Clauses as data. Working hours are at most 8 a day, the share to employ at least half (教职成〔2021〕4号). */
@form('class.agreement')
export class AgreementForm {
  @field.day() validFrom!: string;
  @field.day() validTo!: string;
  @field.whole({ min: 50, max: 100, unit: 'class.unit.percent' }) commitRate!: number;
  @field.whole({ min: 0, max: 30_000, unit: 'talent.unit.yuan' }) internshipPay!: number;
  @field.whole({ min: 1, max: 8, unit: 'class.unit.hours' }) hoursPerDay!: number;
  @field.text({ max: 80 }) insurer!: string;
  @field.wan({ min: 1_000_000, max: 1_000_000_000 }) insuredSum!: number;
  @field.choice(disputeRoutes, { words: 'class.dispute' }) dispute!: (typeof disputeRoutes)[number];
  @field.prose(clause) payment!: string;
  @field.prose(clause) training!: string;
  @field.prose(maybeClause) ip!: string | null;
  @field.prose(maybeClause) confidentiality!: string | null;
  @field.prose(clause) exitFirm!: string;
  @field.prose(clause) exitCollege!: string;
  @field.prose(maybeClause) other!: string | null;
  @field.choices(forbiddenRules, { optional: true, words: 'class.forbidden' }) flags!: string[];
}

@form('class.agreement')
export class AgreementReturnForm {
  @field.prose({ max: 300 }) note!: string;
}

@form('class.agreement')
export class AgreementEndForm {
  @field.prose({ max: 300 }) reason!: string;
}
