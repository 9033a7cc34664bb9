import type { Outcome } from '../../../matchmaking/demand.entity.js';
import type { DemandState } from '../../../matchmaking/lifecycle.js';
import { numberOf } from '../../../platform/database/rows.js';
import { needSteps, needStatus, type NeedStatus } from './need-status.js';

/**
 * The best step of a demand's referrals as a place in `needSteps`. `d` is the demand's alias in the caller's SQL.
 * A loan is part-paid until what was paid out reaches the contract, or the last payout was declared.
 */
export const stepSql = `COALESCE((SELECT MAX(CASE
  WHEN br.state = 'awaiting-consent' THEN 1
  WHEN br.state = 'sent' THEN 2
  WHEN br.state = 'fulfilled' THEN 9
  WHEN bf.stage = 'confirmed' THEN 9
  WHEN bf.stage = 'paying' THEN (CASE WHEN
    (SELECT COALESCE(SUM(bd.amount), 0) FROM disbursement bd WHERE bd.referralId = br.id) >=
    (SELECT CASE WHEN bs.endedAt IS NULL THEN bs.amount ELSE 0 END FROM signing bs WHERE bs.referralId = br.id) THEN 8 ELSE 7 END)
  WHEN bf.stage = 'signed' THEN 6
  WHEN bf.stage = 'chosen' THEN 5
  WHEN bf.stage = 'quoted' THEN 4
  ELSE 3 END)
  FROM referral br LEFT JOIN financing_referral bf ON bf.referralId = br.id
  WHERE br.demandId = d.id AND br.state IN ('awaiting-consent', 'sent', 'accepted', 'agreed', 'fulfilled')), 0)`;

/** Products that fit or lack only papers in the latest run (`m`), null before the first. */
export const fitsSql = 'm.eligible + m.incomplete';

/** When the next thing is due, whoever owes it. */
export const dueSql =
  '(SELECT MIN(x.dueAt) FROM deadline x WHERE x.demandId = d.id AND x.doneAt IS NULL AND x.pausedAt IS NULL)';

/** The columns that `statusOf` reads; tables: d demand, m its latest run. */
export const standingSql = `d.state, d.outcome, ${fitsSql} AS fits, ${stepSql} AS step`;

export interface StandingRow {
  readonly state: DemandState;
  readonly outcome: Outcome | null;
  readonly fits: string | number | null;
  readonly step: string | number;
}

/** What people read of a row with the columns of `standingSql`. */
export const statusOf = ({ state, outcome, fits, step }: StandingRow): NeedStatus =>
  needStatus({ state, outcome, fits: numberOf(fits), step: needSteps[Number(step)] ?? 'none' });
