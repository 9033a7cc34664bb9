import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { readers, Unreadable, type FieldKind, type FieldOptions, type Reader } from './field-readers.js';

/** What a form class knows about one of its fields; the HTML partial and OpenAPI are drawn from the same lines. */
export interface FieldSpec {
  readonly name: string;
  readonly kind: FieldKind;
  readonly options: FieldOptions;
}

const specs = new Map<object, FieldSpec[]>();
const keys = new Map<object, string>();

/** Names the form: labels are `<key>.<field>` in the catalogues, hints `<key>.<field>.hint`. */
export function form(key: string): ClassDecorator {
  return (target) => {
    keys.set(target, key);
  };
}

export const formKeyOf = (type: object): string => keys.get(type) ?? '';

/** Every form class that has been loaded. */
export const formTypes = (): readonly (new () => object)[] => [...keys.keys()] as (new () => object)[];

/** Fields in order of declaration, inherited ones first. */
export function fieldsOf(type: object): readonly FieldSpec[] {
  const parent = Object.getPrototypeOf(type) as object | null;
  const inherited = parent && parent !== Function.prototype ? fieldsOf(parent) : [];
  return [...inherited, ...(specs.get(type) ?? [])];
}

/** Reads with the kind's reader, keeps what cannot be read as `Unreadable`, and lets class-validator report it. */
function kind(fieldKind: FieldKind, options: FieldOptions, schema: ApiPropertyOptions): PropertyDecorator {
  const read: Reader = readers[fieldKind];
  return (prototype, property) => {
    const name = String(property);
    const list = specs.get(prototype.constructor) ?? [];
    list.push({ name, kind: fieldKind, options });
    specs.set(prototype.constructor, list);
    Transform(({ value }: { value: unknown }) => readField(read, value, options))(prototype, property);
    ValidateBy({
      name: 'field',
      validator: {
        validate: (value: unknown) => !(value instanceof Unreadable),
        defaultMessage: (args?: ValidationArguments) => JSON.stringify(args?.value),
      },
    })(prototype, property);
    ApiProperty({ ...schema, required: !options.optional } as ApiPropertyOptions)(prototype, property);
  };
}

/** Reads one value the way its field does; what cannot be read comes back as `Unreadable`. */
export function readField(read: Reader, raw: unknown, options: FieldOptions): unknown {
  const empty = raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '');
  if (empty && read !== readers.flag && read !== readers.choices) {
    return options.optional ? null : new Unreadable('required');
  }
  return read(raw, options);
}

const number = { type: 'integer' } as const;

/** Field kinds: one declaration gives parsing, validation, OpenAPI and the HTML field. */
export const field = {
  text: (o: FieldOptions = {}) => kind('text', { max: 120, ...o }, { type: 'string', maxLength: o.max ?? 120 }),
  prose: (o: FieldOptions = {}) => kind('prose', { max: 1000, ...o }, { type: 'string', maxLength: o.max ?? 1000 }),
  /** 万元 as people type it; an API may send the amount in 分 as a number. */
  wan: (o: FieldOptions = {}) => kind('wan', o, { ...number, description: '分 (fen); text is read as 万元' }),
  percent: (o: FieldOptions = {}) =>
    kind('percent', o, { ...number, description: 'parts per million; text is read as %' }),
  whole: (o: FieldOptions = {}) => kind('whole', o, { ...number }),
  day: (o: FieldOptions = {}) => kind('day', o, { type: 'string', format: 'date' }),
  choice: (codes: readonly string[], o: FieldOptions = {}) =>
    kind('choice', { ...o, codes }, { type: 'string', enum: [...codes] }),
  choices: (codes: readonly string[], o: FieldOptions = {}) =>
    kind('choices', { ...o, codes }, { type: 'array', items: { type: 'string', enum: [...codes] } }),
  flag: (o: FieldOptions = {}) => kind('flag', { optional: true, ...o }, { type: 'boolean' }),
  mobile: (o: FieldOptions = {}) => kind('mobile', o, { type: 'string' }),
  mail: (o: FieldOptions = {}) => kind('mail', o, { type: 'string', format: 'email' }),
  password: (o: FieldOptions = {}) => kind('password', o, { type: 'string', format: 'password' }),
  creditCode: (o: FieldOptions = {}) => kind('creditCode', o, { type: 'string', minLength: 18, maxLength: 18 }),
  /** A paper of at most 10 MB: a scan or a photograph. A browser does not send it a second time: it is to be chosen again. */
  file: (o: FieldOptions = {}) =>
    kind('file', { types: ['pdf', 'jpg', 'png'], ...o }, { type: 'string', format: 'binary' }),
  hidden: (o: FieldOptions = {}) => kind('hidden', { max: 200, ...o }, { type: 'string' }),
};
