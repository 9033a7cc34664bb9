import { field, form } from '../../platform/http/fields.js';

/** The receivers a person ticked, one or several. */
@form('financing.consent')
export class ReceiversForm {
  @field.hidden({ max: 400 }) receivers!: string;
}

/** The signed 授权书: the day on it, and its scan. */
@form('financing.consent-paper')
export class ConsentPaperForm {
  @field.day() signedOn!: string;
}
