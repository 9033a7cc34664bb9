import { field, form } from '../platform/http/fields.js';
import { labelOps, type LabelOp } from './demand-labels.js';

/** One word, put on or taken off. */
@form('need.label')
export class LabelForm {
  @field.text({ max: 12 }) label!: string;
  @field.choice(labelOps, { words: 'need.label.op' }) op!: LabelOp;
}
