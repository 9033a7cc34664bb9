import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';

/** A JSON schema, as far as the answers of this API need one. */
export interface Schema {
  readonly type: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly nullable?: boolean;
  readonly description?: string;
  readonly format?: string;
  readonly enum?: string[];
  readonly items?: Schema;
  readonly properties?: Record<string, Schema>;
  readonly required?: string[];
  readonly additionalProperties?: boolean;
}

const text: Schema = { type: 'string' };
const integer: Schema = { type: 'integer' };

/** The kinds of values that answers are made of. */
export const show = {
  id: { ...text, format: 'uuid' },
  text,
  count: integer,
  money: { ...integer, description: 'fen, a hundredth of a yuan' },
  ppm: { ...integer, description: 'parts per million: 34500 = 3.45 %' },
  day: { ...text, format: 'date' },
  instant: { ...text, format: 'date-time' },
  flag: { type: 'boolean' },
  anything: { type: 'object', additionalProperties: true },
  code: (codes: readonly string[]): Schema => ({ ...text, enum: [...codes] }),
  maybe: (schema: Schema): Schema => ({ ...schema, nullable: true }),
  list: (items: Schema): Schema => ({ type: 'array', items }),
  object: (properties: Record<string, Schema>): Schema => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  }),
} as const satisfies Record<string, Schema | ((...args: never[]) => Schema)>;

export const pageOf = (items: Schema): Schema =>
  show.object({ items: show.list(items), nextCursor: show.maybe(show.text), total: show.count });

/** A controller of the API: its tag and the token every call carries. */
export const Api = (tag: string) => applyDecorators(ApiTags(tag), ApiBearerAuth());

/** What a call answers when it went well. */
export const Answers = (status: 200 | 201, schema: Schema) =>
  ApiResponse({ status, description: status === 201 ? 'Created' : 'OK', schema: schema as object });

/** A change with nothing to say: 204. */
export const AnswersNothing = () => ApiResponse({ status: 204, description: 'Done' });

/** A spreadsheet to be saved. */
export const AnswersFile = () =>
  ApiResponse({
    status: 200,
    description: 'OK',
    content: {
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
        schema: { type: 'string', format: 'binary' },
      },
    },
  });

/** A list's page. */
export const AnswersPage = (items: Schema) => Answers(200, pageOf(items));

export const TakesIdempotencyKey = () =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    schema: { type: 'string', pattern: '^[\\w.:-]{1,100}$' },
    description: 'Sent again with the same body, the call acts once and answers the same (48 hours).',
  });

export const TakesIfMatch = () =>
  ApiHeader({
    name: 'If-Match',
    required: false,
    schema: { type: 'string' },
    description: 'The ETag (or version) the edit starts from; 409 conflict-version when it has changed since.',
  });
