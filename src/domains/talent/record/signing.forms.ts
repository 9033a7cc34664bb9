import { field, form } from '../../../platform/http/fields.js';
import type { Upload } from '../../../platform/http/multipart.js';

/** A party's signature: the day on the paper, and the paper with its seal. */
@form('class.signature')
export class SignatureForm {
  @field.day() signedOn!: string;
  @field.file() scan!: Upload;
}
