import { findings, type Finding } from '../../../matchmaking/verification.entity.js';
import { field, form } from '../../../platform/http/fields.js';
import { demandReturnReasons } from './demand-verification.service.js';
import { stoppingRules } from './unlawful-conditions.js';

const finding = { words: 'talent.finding' } as const;
const note = { optional: true, max: 300 } as const;

/** Three tests, each with a finding; a doubt needs a note. Sending back needs a reason, but no finding. */
@form('talent.verification')
export class DemandVerificationForm {
  @field.choice(findings, finding) contact!: Finding;
  @field.text(note) contactNote!: string | null;
  @field.choice(findings, finding) genuine!: Finding;
  @field.text(note) genuineNote!: string | null;
  @field.choice(findings, finding) terms!: Finding;
  @field.text(note) termsNote!: string | null;
  @field.prose({ optional: true, max: 500 }) note!: string | null;
  @field.choices(demandReturnReasons, { words: 'talent.return', optional: true }) reasons!: string[];
}

/** For the law's exceptions: which rule, and why the condition may stand. */
@form('talent.allowance')
export class AllowanceForm {
  @field.choice(stoppingRules, { words: 'talent.rule' }) rule!: string;
  @field.prose({ max: 300 }) reason!: string;
}
