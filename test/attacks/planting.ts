import type { Database } from '../../src/platform/database/database.js';

/** Tables whose lines people write. */
const WRITTEN = ['organisation', 'financing_need', 'offer', 'loan_product', 'tier', 'quote', 'case_note', 'response', 'financing_referral', 'disbursement',
  'need_verification', 'need_finding', 'enterprise_profile', 'institution_profile', 'gap', 'user_account']; // prettier-ignore
/** Codes, keys and addresses among the texts. */
const MACHINE =
  /Id$|By$|kind|number|state|audience|mail|username|hash|code|key|locale|href|mobile|region|industry|park|entity|grade|mark|side|source|table|type|channel|decision|test|finding$|^purpose$/i;

/** Writes a text into every column that holds people's words, in every row. @returns the columns, as `table.column` */
export async function plant(db: Database, textOf: (column: string) => string): Promise<string[]> {
  const planted: string[] = [];
  await db.transaction(async () => {
    for (const { tableName, columns } of db.manager.connection.entityMetadatas.filter((one) =>
      WRITTEN.includes(one.tableName),
    )) {
      for (const { databaseName, type, length, transformer } of columns) {
        const roomy = type === 'text' || Number(length) >= 30;
        if (!roomy || transformer || MACHINE.test(databaseName)) continue;
        const name = `${tableName}.${databaseName}`;
        const text = textOf(name).slice(0, type === 'text' ? undefined : Number(length));
        await db.execute(`UPDATE ${tableName} SET ${databaseName} = ?`, [text]);
        planted.push(name);
      }
    }
  });
  return planted;
}
