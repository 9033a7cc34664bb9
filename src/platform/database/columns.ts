import { Column, Entity, ForeignKey, Index, PrimaryColumn, VersionColumn, type ValueTransformer } from 'typeorm';
import { keyName } from './names.js';
import { jsonText, wholeNumber } from './transformers.js';
import { type ColumnWord, type DefaultValue, shapeOf } from './words.js';

export interface ColumnChoices {
  readonly nullable?: boolean;
  readonly default?: DefaultValue;
}

export interface RefChoices extends ColumnChoices {
  /** Entity class name whose `id` this must be: makes a foreign key. A name, so that files need not import each other. */
  readonly references?: string;
  /** This reference is the primary key too (one row per referenced row). */
  readonly primary?: boolean;
}

export interface TableKeys {
  readonly unique?: readonly (readonly string[])[];
  readonly index?: readonly (readonly string[])[];
}

/** An entity with its keys, named as `createTable` names them. */
export function table(name: string, keys: TableKeys = {}): ClassDecorator {
  return (target) => {
    Entity(name)(target);
    for (const columns of keys.unique ?? [])
      Index(keyName('uq', name, columns), [...columns], { unique: true })(target);
    for (const columns of keys.index ?? []) Index(keyName('ix', name, columns), [...columns])(target);
  };
}

function ordinary(word: ColumnWord, choices: ColumnChoices = {}, length?: number, transformer?: ValueTransformer) {
  return Column({ ...shapeOf(word, length), ...choices, ...(transformer && { transformer }) });
}

/** The words entities are written in; `col` of schema.ts has the same for migrations. */
export const column = {
  /** Primary key: UUIDv7 text of `newId()`. */
  id: () => PrimaryColumn(shapeOf('id')),
  /** The id of another row. */
  ref({ references, primary, ...choices }: RefChoices = {}): PropertyDecorator {
    return (target, property) => {
      if (primary) PrimaryColumn(shapeOf('ref'))(target, property);
      else ordinary('ref', choices)(target, property);
      if (references) foreignKey(references)(target, property);
    };
  },
  /** A short machine word (state, kind, major code); `primary` when it identifies the row. */
  code: (length: number, { primary, ...choices }: ColumnChoices & { primary?: boolean } = {}) =>
    primary ? PrimaryColumn(shapeOf('code', length)) : ordinary('code', choices, length),
  /** One line people wrote. */
  label: (length: number, choices?: ColumnChoices) => ordinary('label', choices, length),
  /** Several lines people wrote: at most 65,535 bytes. */
  prose: (choices?: ColumnChoices) => ordinary('prose', choices),
  count: (choices?: ColumnChoices) => ordinary('count', choices),
  /** Whole 分, up to 2^53 − 1. */
  money: (choices?: ColumnChoices) => ordinary('money', choices, undefined, wholeNumber),
  /** Parts per million. */
  ppm: (choices?: ColumnChoices) => ordinary('ppm', choices),
  /** A `Date`, to the millisecond, UTC. */
  instant: (choices?: ColumnChoices) => ordinary('instant', choices),
  /** `YYYY-MM-DD` in the business time zone. */
  day: (choices?: ColumnChoices) => ordinary('day', choices),
  flag: (choices?: ColumnChoices) => ordinary('flag', choices),
  /** Evidence: stored and shown, never queried; at most 65,535 bytes. */
  json: (choices?: ColumnChoices) => ordinary('json', choices, undefined, jsonText),
  /** 1 at first; every change through a repository or `transition` adds one. */
  version: () => VersionColumn(shapeOf('version')),
};

function foreignKey(references: string): PropertyDecorator {
  return (target, property) => {
    // The name needs the table, which the class decorator gives later: the naming strategy makes it.
    ForeignKey(references, { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })(target, property);
  };
}
