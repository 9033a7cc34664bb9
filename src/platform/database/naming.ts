import { DefaultNamingStrategy, type Table } from 'typeorm';
import { keyName } from './names.js';

/** Foreign keys are named from table and columns, as in migrations. */
export class KeyNaming extends DefaultNamingStrategy {
  override foreignKeyName(tableOrName: Table | string, columnNames: string[]): string {
    const name = typeof tableOrName === 'string' ? tableOrName : tableOrName.name;
    return keyName('fk', name.split('.').at(-1) ?? name, columnNames);
  }
}
