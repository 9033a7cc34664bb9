import { Database } from '../platform/database/database.js';
import { withApp } from './with-app.js';

const subjects = [
  { title: 'needs', sql: "SELECT state, COUNT(*) AS n FROM demand WHERE domain = 'financing' GROUP BY state" },
  { title: 'referrals', sql: "SELECT state, COUNT(*) AS n FROM referral WHERE domain = 'financing' GROUP BY state" },
  { title: 'products', sql: "SELECT state, COUNT(*) AS n FROM offer WHERE domain = 'financing' GROUP BY state" },
  { title: 'talent demands', sql: "SELECT state, COUNT(*) AS n FROM demand WHERE domain = 'talent' GROUP BY state" },
  {
    title: 'programmes',
    sql: "SELECT state, COUNT(*) AS n FROM offer WHERE domain = 'talent' AND kind = 'programme' GROUP BY state",
  },
  { title: 'classes', sql: 'SELECT state, COUNT(*) AS n FROM order_class GROUP BY state' },
  {
    title: 'class seats',
    sql: "SELECT state, SUM(quantity) AS n FROM referral WHERE domain = 'talent' GROUP BY state",
  },
  { title: 'quotes', sql: 'SELECT state, COUNT(*) AS n FROM quote GROUP BY state' },
  { title: 'organisations', sql: 'SELECT kind AS state, COUNT(*) AS n FROM organisation GROUP BY kind' },
  { title: 'mails', sql: 'SELECT state, COUNT(*) AS n FROM delivery GROUP BY state' },
  { title: 'events', sql: 'SELECT state, COUNT(*) AS n FROM outbox_event GROUP BY state' },
] as const;

const FEN_PER_WAN = 1_000_000;

export async function report(): Promise<number> {
  return withApp(async (app) => {
    const db = app.get(Database);
    for (const { title, sql } of subjects) {
      const rows = await db.select<{ state: string; n: unknown }>(`${sql} ORDER BY 1`);
      const total = rows.reduce((sum, { n }) => sum + Number(n), 0);
      const parts = rows.map(({ state, n }) => `${state} ${Number(n)}`).join(', ');
      console.log(`${title.padEnd(16)} ${String(total).padStart(7)}  ${parts}`);
    }
    const [money] = await db.select<{ total: unknown }>(
      "SELECT SUM(amount) AS total FROM disbursement WHERE state = 'confirmed'",
    );
    console.log(
      `${'confirmed'.padEnd(16)} ${String(Number(money?.total ?? 0) / FEN_PER_WAN).padStart(7)}  (10,000 yuan)`,
    );
    return 0;
  });
}
