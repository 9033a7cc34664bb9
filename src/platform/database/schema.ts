import { type QueryRunner, Table, TableColumn, TableForeignKey, TableIndex } from 'typeorm';
import type { TableKeys } from './columns.js';
import { keyName } from './names.js';
import { type ColumnWord, type DefaultValue, shapeOf } from './words.js';

export interface SchemaColumn {
  readonly name: string;
  readonly word: ColumnWord;
  readonly length?: number;
  readonly primary?: boolean;
  readonly nullable?: boolean;
  readonly default?: DefaultValue;
  /** Table whose `id` this must be: makes a foreign key. */
  readonly references?: string;
}

export interface SchemaChoices {
  readonly nullable?: boolean;
  readonly default?: DefaultValue;
}

const word =
  (kind: ColumnWord) =>
  (name: string, choices: SchemaChoices = {}): SchemaColumn => ({ name, word: kind, ...choices });
const sized =
  (kind: 'code' | 'label') =>
  (name: string, length: number, choices: SchemaChoices & { primary?: boolean } = {}): SchemaColumn => ({
    name,
    word: kind,
    length,
    ...choices,
  });

/** The words migrations are written in, the same as `column` has for entities. */
export const col = {
  id: (): SchemaColumn => ({ name: 'id', word: 'id', primary: true }),
  ref: (name: string, choices: SchemaChoices & { references?: string; primary?: boolean } = {}): SchemaColumn => ({
    name,
    word: 'ref',
    ...choices,
  }),
  code: sized('code'),
  label: sized('label'),
  prose: word('prose'),
  count: word('count'),
  money: word('money'),
  ppm: word('ppm'),
  instant: word('instant'),
  day: word('day'),
  flag: word('flag'),
  json: word('json'),
  version: (): SchemaColumn => ({ name: 'version', word: 'version' }),
};

/**
 * Creates a table with its keys. MySQL commits each statement of a migration by itself, so these helpers leave alone
 * what is already there: a migration that was cut short is simply run again.
 */
export async function createTable(
  runner: QueryRunner,
  name: string,
  columns: readonly SchemaColumn[],
  keys: TableKeys = {},
): Promise<void> {
  const table = new Table({
    name,
    columns: columns.map(toTableColumn),
    indices: [
      ...(keys.unique ?? []).map((names) => toIndex('uq', name, names)),
      ...(keys.index ?? []).map((names) => toIndex('ix', name, names)),
    ],
    foreignKeys: columns.flatMap((column) => toForeignKey(name, column) ?? []),
  });
  await runner.createTable(table, true);
}

export async function dropTable(runner: QueryRunner, name: string): Promise<void> {
  await runner.dropTable(name, true);
}

export async function addColumns(runner: QueryRunner, table: string, columns: readonly SchemaColumn[]): Promise<void> {
  for (const column of columns) {
    if (await runner.hasColumn(table, column.name)) continue;
    await runner.addColumn(table, toTableColumn(column));
    const key = toForeignKey(table, column);
    if (key) await runner.createForeignKey(table, key);
  }
}

export async function dropColumns(runner: QueryRunner, table: string, names: readonly string[]): Promise<void> {
  for (const name of names) if (await runner.hasColumn(table, name)) await runner.dropColumn(table, name);
}

export async function addIndex(
  runner: QueryRunner,
  table: string,
  columns: readonly string[],
  { unique = false } = {},
): Promise<void> {
  const index = toIndex(unique ? 'uq' : 'ix', table, columns);
  if (await hasIndex(runner, table, index)) return;
  await runner.createIndex(table, index);
}

export async function dropIndex(
  runner: QueryRunner,
  table: string,
  columns: readonly string[],
  { unique = false } = {},
): Promise<void> {
  const index = toIndex(unique ? 'uq' : 'ix', table, columns);
  if (await hasIndex(runner, table, index)) await runner.dropIndex(table, index);
}

async function hasIndex(runner: QueryRunner, table: string, index: TableIndex): Promise<boolean> {
  return (await runner.getTable(table))?.indices.some(({ name }) => name === index.name) ?? false;
}

function toTableColumn({ name, word: kind, length, primary, nullable, default: value }: SchemaColumn): TableColumn {
  return new TableColumn({
    name,
    ...shapeOf(kind, length),
    isPrimary: primary ?? false,
    isNullable: nullable ?? false,
    ...(value !== undefined && { default: literal(value) }),
  });
}

function literal(value: DefaultValue): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

function toIndex(kind: 'uq' | 'ix', table: string, columns: readonly string[]): TableIndex {
  return new TableIndex({ name: keyName(kind, table, columns), columnNames: [...columns], isUnique: kind === 'uq' });
}

function toForeignKey(table: string, { name, references }: SchemaColumn): TableForeignKey | undefined {
  if (!references) return undefined;
  return new TableForeignKey({
    name: keyName('fk', table, [name]),
    columnNames: [name],
    referencedTableName: references,
    referencedColumnNames: ['id'],
    onDelete: 'NO ACTION',
    onUpdate: 'NO ACTION',
  });
}
