import { schema } from '../app.schema.js';
import { readSettings } from '../platform/config/settings.js';
import { Migrations } from '../platform/database/migrations.js';

export async function migrate(): Promise<number> {
  const done = await new Migrations(readSettings().databaseUrl, schema).migrate();
  for (const name of done) console.log(`ran ${name}`);
  console.log(done.length === 0 ? 'nothing to do' : `${done.length} migrations`);
  return 0;
}
