import type { Database } from '../platform/database/database.js';

/** What `--once` prints last; docs/cli.md says what each count means. */
export interface DemoCounts {
  readonly needs: number;
  readonly matched: number;
  readonly referrals: number;
  readonly quotes: number;
  readonly confirmedWan: number;
  readonly mails: number;
  readonly unmatchedWithReason: number;
  readonly demands: number;
  readonly classes: number;
  readonly seats: number;
}

const questions: Record<keyof DemoCounts, string> = {
  needs: "SELECT COUNT(*) AS n FROM demand WHERE domain = 'financing' AND submittedAt IS NOT NULL",
  matched: `SELECT COUNT(*) AS n FROM demand d JOIN match_run r ON r.id = d.latestRunId
    WHERE d.domain = 'financing' AND EXISTS (SELECT 1 FROM candidate c WHERE c.runId = r.id AND c.status = 'eligible')`,
  referrals: "SELECT COUNT(*) AS n FROM referral WHERE domain = 'financing'",
  quotes: 'SELECT COUNT(*) AS n FROM quote',
  confirmedWan: "SELECT SUM(amount) / 1000000.0 AS n FROM disbursement WHERE state = 'confirmed'",
  mails: "SELECT COUNT(*) AS n FROM delivery WHERE channel = 'mail' AND state = 'sent'",
  unmatchedWithReason: `SELECT COUNT(*) AS n FROM demand d JOIN match_run r ON r.id = d.latestRunId
    WHERE d.domain = 'financing'
      AND NOT EXISTS (SELECT 1 FROM candidate c WHERE c.runId = r.id AND c.status = 'eligible')
      AND EXISTS (SELECT 1 FROM gap g WHERE g.demandId = d.id AND g.source = 'run' AND g.sourceId = r.id)`,
  demands: "SELECT COUNT(*) AS n FROM demand WHERE domain = 'talent' AND submittedAt IS NOT NULL",
  classes: 'SELECT COUNT(*) AS n FROM order_class',
  seats: `SELECT SUM(r.quantity) AS n FROM referral r JOIN talent_referral t ON t.referralId = r.id
    WHERE r.state IN ('accepted', 'agreed', 'fulfilled') AND t.stage <> 'asked'`,
};

/** Asks the database; nothing is counted on the way. */
export async function readCounts(db: Database): Promise<DemoCounts> {
  const answers: [string, number][] = [];
  for (const [name, sql] of Object.entries(questions)) {
    const [row] = await db.select<{ n: unknown }>(sql);
    answers.push([name, Number(row?.n ?? 0)]);
  }
  return Object.fromEntries(answers) as Record<keyof DemoCounts, number>;
}

/** The counts that are 0; a demo in which nothing of a kind happened has failed. */
export const missingIn = (counts: DemoCounts): string[] =>
  Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [] : [name]));
