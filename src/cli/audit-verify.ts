import { AuditVerification } from '../platform/audit/audit-verification.service.js';
import { Database } from '../platform/database/database.js';
import { withApp } from './with-app.js';

export async function verifyAudit(): Promise<number> {
  return withApp(async (app) => {
    const breaks = await app.get(AuditVerification).verify();
    for (const found of breaks) console.error(JSON.stringify(found));
    const [row] = await app.get(Database).select<{ n: unknown }>('SELECT COUNT(*) AS n FROM audit_entry');
    console.log(`${Number(row?.n ?? 0)} entries, ${breaks.length} breaks`);
    return breaks.length === 0 ? 0 : 1;
  });
}
