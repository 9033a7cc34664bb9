import { field, form } from '../../../platform/http/fields.js';
import { returnReasons } from './verification.service.js';

const findings = ['pass', 'doubt', 'fail'] as const;
type Finding = (typeof findings)[number];
const test = { words: 'need.finding' };
const note = { optional: true, max: 300 };

/** The five tests as one page; a doubt needs a note. Sending back needs a reason, but no finding. */
@form('need.test')
export class VerificationForm {
  @field.choice(findings, test) compliant!: Finding;
  @field.text(note) compliantNote!: string | null;
  @field.choice(findings, test) premises!: Finding;
  @field.text(note) premisesNote!: string | null;
  @field.choice(findings, test) genuine!: Finding;
  @field.text(note) genuineNote!: string | null;
  @field.choice(findings, test) credit!: Finding;
  @field.text(note) creditNote!: string | null;
  @field.choice(findings, test) purpose!: Finding;
  @field.text(note) purposeNote!: string | null;
  @field.prose({ optional: true, max: 500 }) note!: string | null;
  @field.choices(returnReasons, { words: 'need.return', optional: true }) reasons!: string[];
}
