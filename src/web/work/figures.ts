import { Injectable } from '@nestjs/common';
import { addDays, addMonths, businessZone, instantAt, type Day } from '../../kernel/day.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { toInstant } from '../../platform/database/rows.js';

/** `YYYY-MM` */
export type Month = string;

interface Definition {
  /** Always with d (demand), o (its enterprise); may have r (referral). */
  readonly from: string;
  readonly where: string;
  /** The moment the row counts by; rows are listed by it, newest first. */
  readonly at: string;
  readonly amount: string;
  /** null: what is true now, whatever the month. */
  readonly monthly: boolean;
}

const CASE = 'demand d JOIN organisation o ON o.id = d.organisationId JOIN financing_need n ON n.demandId = d.id';
const REFERRAL = `referral r JOIN demand d ON d.id = r.demandId JOIN organisation o ON o.id = d.organisationId`;
const cohort = (condition: string): Definition => ({
  from: CASE,
  where: `d.domain = 'financing' AND d.submittedAt >= ? AND d.submittedAt < ? AND ${condition}`,
  at: 'd.submittedAt',
  amount: 'n.amount',
  monthly: true,
});
const responded = (kind: string) =>
  `EXISTS (SELECT 1 FROM response s JOIN referral x ON x.id = s.referralId WHERE x.demandId = d.id AND s.kind = '${kind}')`;

/** The steps of a month's needs, each with the condition that it was reached. */
const funnel = {
  submitted: '1 = 1',
  listed: 'd.listedAt IS NOT NULL',
  sent: 'EXISTS (SELECT 1 FROM referral x WHERE x.demandId = d.id AND x.sentAt IS NOT NULL)',
  accepted: responded('accepted'),
  quoted: 'EXISTS (SELECT 1 FROM quote x WHERE x.demandId = d.id)',
  signed: 'EXISTS (SELECT 1 FROM signing x WHERE x.demandId = d.id)',
  confirmed: "EXISTS (SELECT 1 FROM disbursement x WHERE x.demandId = d.id AND x.state = 'confirmed')",
} as const;
export type FunnelStep = keyof typeof funnel;
export const funnelSteps = Object.keys(funnel) as FunnelStep[];

/** The leader's figures: one definition each, which both counts and lists read, so that a figure equals its list. */
const figures = {
  'new-needs': cohort('1 = 1'),
  sent: {
    from: REFERRAL,
    where: "r.domain = 'financing' AND r.sentAt >= ? AND r.sentAt < ?",
    at: 'r.sentAt',
    amount: 'r.quantity',
    monthly: true,
  },
  answered: {
    from: REFERRAL,
    where: "r.domain = 'financing' AND r.answeredAt >= ? AND r.answeredAt < ?",
    at: 'r.answeredAt',
    amount: 'r.quantity',
    monthly: true,
  },
  /** A referral's first quote. */
  quoted: {
    from: `quote q JOIN referral r ON r.id = q.referralId JOIN demand d ON d.id = q.demandId JOIN organisation o ON o.id = d.organisationId`,
    where:
      'q.quotedAt >= ? AND q.quotedAt < ? AND NOT EXISTS (SELECT 1 FROM quote e WHERE e.referralId = q.referralId AND e.id < q.id)',
    at: 'q.quotedAt',
    amount: 'q.amount',
    monthly: true,
  },
  confirmed: {
    from: `disbursement b JOIN referral r ON r.id = b.referralId JOIN demand d ON d.id = b.demandId JOIN organisation o ON o.id = d.organisationId`,
    where: "b.state = 'confirmed' AND b.confirmedAt >= ? AND b.confirmedAt < ?",
    at: 'b.confirmedAt',
    amount: 'b.amount',
    monthly: true,
  },
  /** One a referral, as in the officers' list: its earliest open deadline. Parameter: now. */
  overdue: {
    from: `(SELECT x.*, ROW_NUMBER() OVER (PARTITION BY COALESCE(x.referralId, x.demandId) ORDER BY x.dueAt, x.id) AS place
      FROM deadline x WHERE x.doneAt IS NULL AND x.pausedAt IS NULL) w
      JOIN demand d ON d.id = w.demandId JOIN organisation o ON o.id = d.organisationId
      JOIN financing_need n ON n.demandId = d.id LEFT JOIN referral r ON r.id = w.referralId`,
    where: "w.place = 1 AND d.domain = 'financing' AND w.dueAt < ?",
    at: 'w.dueAt',
    amount: 'n.amount',
    monthly: false,
  },
  ...(Object.fromEntries(
    Object.entries(funnel).map(([step, condition]) => [`funnel-${step}`, cohort(condition)]),
  ) as Record<`funnel-${FunnelStep}`, Definition>),
} as const satisfies Record<string, Definition>;
export type Figure = keyof typeof figures;

export const isFigure = (name: string): name is Figure => Object.hasOwn(figures, name);

export interface FigureRow {
  readonly demandId: string;
  readonly number: string | null;
  readonly enterprise: string;
  readonly institution: string | null;
  readonly at: Date;
  readonly amount: number | null;
}

export interface BankRow {
  readonly id: string;
  readonly name: string;
  readonly sent: number;
  readonly medianHours: number | null;
  /** Not answered yet. */
  readonly open: number;
  readonly lapsed: number;
}

const HOUR = 3_600_000;
const MOST = 500;

@Injectable()
export class Figures {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
  ) {}

  /** The month asked for if it is one, else this one. */
  month(text: string | undefined): Month {
    return text && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : this.clock.today().slice(0, 7);
  }

  private span(month: Month): [Date, Date] {
    const first: Day = `${month}-01`;
    return [instantAt(first, '00:00', businessZone), instantAt(addMonths(first, 1), '00:00', businessZone)];
  }

  private params(figure: Definition, month: Month): Date[] {
    return figure.monthly ? this.span(month) : [this.clock.now()];
  }

  /** Rows, and the sum of their amounts in 分. */
  async total(name: Figure, month: Month): Promise<{ count: number; amount: number }> {
    const figure = figures[name];
    const [row] = await this.db.select<{ n: unknown; amount: unknown }>(
      `SELECT COUNT(*) AS n, SUM(${figure.amount}) AS amount FROM ${figure.from} WHERE ${figure.where}`,
      this.params(figure, month),
    );
    return { count: Number(row?.n ?? 0), amount: Number(row?.amount ?? 0) };
  }

  async rows(name: Figure, month: Month, institution: string | null = null): Promise<FigureRow[]> {
    const figure = figures[name];
    const referral = / referral r\b|^referral r\b/.test(figure.from);
    const narrowed = institution && referral ? ' AND r.recipientOrganisationId = ?' : '';
    const rows = await this.db.select<FigureRow & { at: string }>(
      `SELECT d.id AS demandId, d.number, o.name AS enterprise, ${referral ? 'i.name' : 'NULL'} AS institution,
              ${figure.at} AS at, ${figure.amount} AS amount
         FROM ${figure.from} ${referral ? 'LEFT JOIN organisation i ON i.id = r.recipientOrganisationId' : ''}
        WHERE ${figure.where}${narrowed} ORDER BY ${figure.at} DESC, d.id LIMIT ${MOST}`,
      [...this.params(figure, month), ...(narrowed ? [institution] : [])],
    );
    return rows.map((row) => ({
      ...row,
      at: toInstant(row.at),
      amount: row.amount === null ? null : Number(row.amount),
    }));
  }

  async funnel(month: Month): Promise<Record<FunnelStep, number>> {
    const sums = funnelSteps.map((step) => `SUM(CASE WHEN ${funnel[step]} THEN 1 ELSE 0 END) AS ${step}`);
    const { from, where } = figures['new-needs'];
    const [row] = await this.db.select<Record<FunnelStep, unknown>>(
      `SELECT ${sums.join(', ')} FROM ${from} WHERE ${where}`,
      this.span(month),
    );
    return Object.fromEntries(funnelSteps.map((step) => [step, Number(row?.[step] ?? 0)])) as Record<
      FunnelStep,
      number
    >;
  }

  /** How long answers of this month took: the median, in hours. Null: nobody answered. */
  async medianHours(month: Month): Promise<number | null> {
    const { where } = figures.answered;
    const rows = await this.db.select<{ sentAt: string; answeredAt: string }>(
      `SELECT r.sentAt, r.answeredAt FROM referral r WHERE ${where} AND r.sentAt IS NOT NULL`,
      this.span(month),
    );
    return median(rows.map(hoursOf));
  }

  /** Institutions with referrals of this month, the slowest first. */
  async banks(month: Month): Promise<BankRow[]> {
    const rows = await this.db.select<{
      id: string;
      name: string;
      state: string;
      sentAt: string;
      answeredAt: string | null;
    }>(
      `SELECT i.id, i.name, r.state, r.sentAt, r.answeredAt FROM referral r
         JOIN organisation i ON i.id = r.recipientOrganisationId WHERE ${figures.sent.where}`,
      this.span(month),
    );
    return [...new Set(rows.map(({ id }) => id))]
      .map((id) => ({ id, all: rows.filter((row) => row.id === id) }))
      .map(({ id, all }) => ({
        id,
        name: all[0]?.name ?? '',
        sent: all.length,
        medianHours: median(
          all.flatMap(({ sentAt, answeredAt }) => (answeredAt ? [hoursOf({ sentAt, answeredAt })] : [])),
        ),
        open: all.filter(({ state }) => state === 'sent').length,
        lapsed: all.filter(({ state }) => state === 'lapsed').length,
      }))
      .toSorted((a, b) => b.lapsed - a.lapsed || (b.medianHours ?? 0) - (a.medianHours ?? 0) || b.open - a.open);
  }
}

export const monthsAround = (month: Month): { previous: Month; next: Month } => ({
  previous: addDays(`${month}-01`, -1).slice(0, 7),
  next: addMonths(`${month}-01`, 1).slice(0, 7),
});

function hoursOf({ sentAt, answeredAt }: { sentAt: string; answeredAt: string }): number {
  return (toInstant(answeredAt).getTime() - toInstant(sentAt).getTime()) / HOUR;
}

/** Rounded to a tenth. */
function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const exact = sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return Math.round(exact * 10) / 10;
}
