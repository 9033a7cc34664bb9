import { field, form } from '../../../platform/http/fields.js';
import type { Upload } from '../../../platform/http/multipart.js';

/** The receivers a person ticked, one or all of a zone's. */
@form('financing.consent')
export class ReceiversForm {
  @field.hidden({ max: 8_000 }) receivers!: string;
}

/** The signed 授权书: the day on it, and its scan. */
@form('financing.consent-paper')
export class ConsentPaperForm {
  @field.day() signedOn!: string;
  @field.file() scan!: Upload;
}
