import { findings, type Finding } from '../../matchmaking/verification.entity.js';
import { field, form } from '../../platform/http/fields.js';
import { demandReturnReasons } from './demand-verification.service.js';

const finding = { words: 'talent.finding' } as const;
const note = { optional: true, max: 300 } as const;

/** Three tests, each with a finding and, where it is in doubt, a note. */
@form('talent.verification')
export class DemandTestsForm {
  @field.choice(findings, finding) contact!: Finding;
  @field.text(note) contactNote!: string | null;
  @field.choice(findings, finding) genuine!: Finding;
  @field.text(note) genuineNote!: string | null;
  @field.choice(findings, finding) terms!: Finding;
  @field.text(note) termsNote!: string | null;
  @field.prose({ optional: true, max: 500 }) note!: string | null;
}

@form('talent.verification')
export class DemandReturnForm {
  @field.choices(demandReturnReasons, { words: 'talent.return' }) reasons!: string[];
  @field.prose({ optional: true, max: 500 }) note!: string | null;
}

/** For the legal exceptions: which rule, and why the condition may stand. */
@form('talent.allowance')
export class AllowanceForm {
  @field.hidden({ max: 30 }) rule!: string;
  @field.text({ max: 300 }) reason!: string;
}

@form('talent.note')
export class DemandNoteForm {
  @field.prose({ max: 1000 }) text!: string;
}
