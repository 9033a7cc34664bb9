import { Injectable } from '@nestjs/common';
import { addDays, addMonths, businessZone, instantAt, type Day } from '../../kernel/day.js';
import { demandHref } from '../../matchmaking/domains.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { allOf, equals, type Condition } from '../../platform/database/conditions.js';
import { numberOf, toInstant } from '../../platform/database/rows.js';
import { figures, funnel, funnelSteps, type Definition, type Figure, type FunnelStep } from './figure-definitions.js';

/** `YYYY-MM` */
export type Month = string;

export interface FigureRow {
  readonly demandId: string;
  readonly number: string | null;
  readonly enterprise: string;
  readonly institution: string | null;
  readonly at: Date;
  readonly amount: number | null;
  readonly people: number | null;
  /** The page of the case. */
  readonly href: string;
  /** From arrival to accept or decline, of a referral that was answered. */
  readonly hours: number | null;
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

  /** `institution`: of these rows only those that were referred to it. */
  private where(figure: Definition, month: Month, institution: string | null): Condition {
    const own = { sql: figure.where, params: figure.monthly ? this.span(month) : [this.clock.now()] };
    return allOf([own, ...(hasReferral(figure) ? equals({ 'r.recipientOrganisationId': institution }) : [])]);
  }

  /** Rows, and the sum of their amounts in 分. */
  async total(
    name: Figure,
    month: Month,
    institution: string | null = null,
  ): Promise<{ count: number; amount: number }> {
    const figure = figures[name];
    const { sql, params } = this.where(figure, month, institution);
    const [row] = await this.db.select<{ n: unknown; amount: unknown }>(
      `SELECT COUNT(*) AS n, SUM(${figure.amount}) AS amount FROM ${figure.from} WHERE ${sql}`,
      params,
    );
    return { count: Number(row?.n ?? 0), amount: Number(row?.amount ?? 0) };
  }

  async rows(
    name: Figure,
    month: Month,
    { institution = null, limit, offset = 0 }: { institution?: string | null; limit: number; offset?: number },
  ): Promise<FigureRow[]> {
    const figure: Definition = figures[name];
    const { sql, params } = this.where(figure, month, institution);
    const referral = hasReferral(figure);
    const rows = await this.db.select<Raw>(
      `SELECT d.id AS demandId, d.domain, d.number, o.name AS enterprise, ${figure.at} AS at, ${figure.amount} AS amount,
              ${referral ? 'i.name AS institution, r.sentAt, r.answeredAt' : 'NULL AS institution, NULL AS sentAt, NULL AS answeredAt'}
         FROM ${figure.from} ${referral ? 'LEFT JOIN organisation i ON i.id = r.recipientOrganisationId' : ''}
        WHERE ${sql} ORDER BY ${figure.at} DESC, d.id LIMIT ${limit} OFFSET ${offset}`,
      params,
    );
    return rows.map(({ sentAt, answeredAt, domain, ...row }) => ({
      ...row,
      at: toInstant(row.at),
      href: demandHref({ domain, id: row.demandId }),
      amount: figure.unit === 'people' ? null : numberOf(row.amount),
      people: figure.unit === 'people' ? numberOf(row.amount) : null,
      hours: sentAt && answeredAt ? tenth(hoursOf({ sentAt, answeredAt })) : null,
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

const hasReferral = ({ from }: Definition): boolean => / referral r\b|^referral r\b/.test(from);
const tenth = (value: number): number => Math.round(value * 10) / 10;

interface Raw extends Omit<FigureRow, 'at' | 'amount' | 'people' | 'href' | 'hours'> {
  readonly domain: string;
  readonly at: string;
  readonly amount: string | number | null;
  readonly sentAt: string | null;
  readonly answeredAt: string | null;
}

/** Rounded to a tenth. */
function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const exact = sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return tenth(exact);
}
