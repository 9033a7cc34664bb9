import { field, form } from '../../../platform/http/fields.js';
import { unsuitableReasons } from './referring.service.js';

/** 都不合适: the reason feeds the report of what the zone lacks. */
@form('financing.none')
export class NoneSuitableForm {
  @field.choice(unsuitableReasons, { words: 'financing.none.reason' }) reason!: string;
  @field.prose({ optional: true, max: 300 }) note!: string | null;
}

/** The picks of the match page, as the confirm page sends them on. */
@form('financing.send')
export class SendForm {
  @field.hidden({ max: 400 }) offers!: string;
}
