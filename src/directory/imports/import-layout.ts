import { readFileSync } from 'node:fs';
import { projectFolder } from '../../platform/i18n/project-folder.js';

export type ColumnType =
  | 'text'
  | 'wan'
  | 'wan-signed'
  | 'percent'
  | 'whole'
  | 'degrees'
  | 'day'
  | 'month'
  | 'yes-no'
  | 'credit-code'
  | 'phone'
  | 'mobile'
  | 'mail'
  | 'choice'
  | 'choices'
  | 'names'
  | 'titles'
  | 'industry'
  | 'region'
  | 'park'
  | 'institution'
  | 'institutions'
  | 'fact'
  | 'op';

/** One column: what people call it, and how its cells are read. Amounts in 万元, rates in ppm, as `min` and `max`. */
export interface ColumnLayout {
  readonly key: string;
  readonly header: string;
  readonly en: string;
  readonly type: ColumnType;
  /** Other names in use, also those of older templates. */
  readonly aliases?: readonly string[];
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Outside of it an amount is asked about: somebody may have mistaken the unit. */
  readonly usual?: readonly [min: number, max: number];
  readonly units?: readonly string[];
  /** Other words for the codes of a choice. */
  readonly synonyms?: Readonly<Record<string, readonly string[]>>;
  /** Words that say "known to be none". */
  readonly none?: readonly string[];
  readonly sample?: string | number;
}

export interface SheetLayout {
  readonly key: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly columns: readonly ColumnLayout[];
}

export interface ImportLayout {
  readonly sheets: readonly SheetLayout[];
  readonly marks?: Readonly<Record<string, string>>;
}

/** Headers, aliases and samples of `config/imports/<kind>.json`: they are what people type, so they are data. */
export function readLayout(kind: string): ImportLayout {
  return readJson<ImportLayout>(kind);
}

/** Names of places that the code lists write otherwise. */
export function readPlaceNames(): Readonly<Record<'park', Readonly<Record<string, readonly string[]>>>> {
  return readJson('place-names');
}

function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(projectFolder('config/imports', `${name}.json`), 'utf8')) as T;
}
