import { field, form } from '../../../platform/http/fields.js';
import { declineCodes } from '../classes/class-answering.service.js';
import { interestKinds } from './pool-interests.service.js';

/** A college's word on the pooled demand for a major. */
@form('pool.answer')
export class PoolAnswerForm {
  @field.choice(interestKinds, { words: 'pool.kind' }) kind!: (typeof interestKinds)[number];
  @field.whole({ optional: true, min: 15, max: 200, unit: 'talent.unit.people' }) seats!: number | null;
  @field.choices(declineCodes, { optional: true, words: 'class.decline' }) codes!: string[];
  @field.prose({ optional: true, max: 300 }) note!: string | null;
}
