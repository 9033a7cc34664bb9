import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { businessZone, dayOf } from '../../kernel/day.js';
import { disclose, disclosureStage } from '../../domains/financing/referrals/disclosure.js';
import { ReferralList } from '../../domains/financing/referrals/referral-list.queries.js';
import type { ReferralState } from '../../matchmaking/lifecycle.js';
import { Visibility } from '../../matchmaking/visibility.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { toInstant } from '../../platform/database/rows.js';
import { message } from '../../platform/i18n/message.js';
import { dayLine } from './greeting.js';

export const bankViews = ['all', 'mine', 'answer', 'talk', 'quote', 'payout'] as const;
export type BankView = (typeof bankViews)[number];

interface Row {
  id: string;
  number: string | null;
  enterprise: string;
  product: string;
  amount: string | number;
  state: ReferralState;
  stage: string;
  consented: number;
  quoted: number;
  signed: number;
  mine: number;
  handler: string | null;
  sentAt: string;
  dueAt: string | null;
  pausedAt: string | null;
}

/** More than these nobody works off on one page; the list of referrals has them all. */
const MOST = 200;

/** The institution's page: what waits for an answer, for a quote, for a payout to be reported. */
@Injectable()
export class BankDesk {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly visibility: Visibility,
    private readonly lists: ReferralList,
  ) {}

  async data(actor: Actor, view: BankView): Promise<object> {
    const rows = await this.rows(actor);
    const now = this.clock.now();
    const is: Record<BankView, (row: Row) => boolean> = {
      all: () => true,
      mine: ({ mine }) => Number(mine) === 1,
      answer: ({ state }) => state === 'sent',
      talk: ({ state }) => state === 'accepted',
      quote: ({ state, quoted }) => state === 'accepted' && Number(quoted) === 0,
      payout: ({ state }) => state === 'agreed',
    };
    const count = (name: BankView) => rows.filter(is[name]).length;
    const late = (list: Row[]) => list.filter(({ dueAt, pausedAt }) => !pausedAt && isPast(dueAt, now)).length;
    const tones = { answer: 'info', talk: 'mute', quote: 'warn', payout: 'ok' };
    const next = rows.map(({ dueAt }) => toInstant(dueAt)).find((due) => due && due >= now) ?? null;
    return {
      subtitle: message('work.bank.today', { ...dayLine(this.clock.today()), todo: count('answer'), late: late(rows) }),
      queues: (['answer', 'talk', 'quote', 'payout'] as const).map((name) => ({
        href: `/w?view=${name}`,
        count: count(name),
        label: message(`work.bank.${name}`),
        note: message('work.bank.late', { count: late(rows.filter(is[name])) }),
        tone: late(rows.filter(is[name])) > 0 ? 'bad' : tones[name],
        current: view === name,
      })),
      views: (['all', 'mine'] as const).map((name) => ({
        href: `/w?view=${name}`,
        label: message(`work.view.${name}`),
        count: count(name),
        current: view === name,
      })),
      rows: rows.filter(is[view]).map((row) => ({
        ...row,
        ...shown(row),
        dueAt: toInstant(row.dueAt),
        stageWord: message(`work.stage.${row.state === 'sent' ? 'waiting' : row.stage}`),
        action: message(`work.bank.do.${actionOf(row)}`),
        main: row.state !== 'accepted' || Number(row.quoted) === 0,
      })),
      nextDay: next && dayOf(next, businessZone),
    };
  }

  /**
   * Open referrals of the institution with their next deadline, the most urgent first. With the consent run out nothing
   * is to be done before the choice; after it the money is still to be reported.
   */
  private async rows(actor: Actor): Promise<Row[]> {
    const seen = this.visibility.referralsOf(actor);
    const consented = this.lists.consented();
    return this.db.select<Row>(
      `SELECT r.id, d.number, o.name AS enterprise, f.title AS product, r.quantity AS amount, r.state, s.stage, r.sentAt,
              u.name AS handler, x.dueAt, x.pausedAt, CASE WHEN ${consented.sql} THEN 1 ELSE 0 END AS consented,
              CASE WHEN r.handlerId = ? OR r.handlerId IS NULL THEN 1 ELSE 0 END AS mine,
              CASE WHEN EXISTS (SELECT 1 FROM quote q WHERE q.referralId = r.id AND q.state = 'open') THEN 1 ELSE 0 END AS quoted,
              CASE WHEN EXISTS (SELECT 1 FROM signing g WHERE g.referralId = r.id) THEN 1 ELSE 0 END AS signed
         FROM referral r JOIN demand d ON d.id = r.demandId JOIN organisation o ON o.id = d.organisationId
         JOIN offer f ON f.id = r.offerId JOIN financing_referral s ON s.referralId = r.id
         LEFT JOIN user_account u ON u.id = r.handlerId
         LEFT JOIN (SELECT y.*, ROW_NUMBER() OVER (PARTITION BY y.referralId ORDER BY y.dueAt, y.id) AS place FROM deadline y
                     WHERE y.ownerOrganisationId = ? AND y.doneAt IS NULL) x ON x.referralId = r.id AND x.place = 1
        WHERE r.domain = 'financing' AND (r.state = 'agreed' OR (r.state IN ('sent', 'accepted') AND ${consented.sql}))
          AND ${seen.sql}
        ORDER BY CASE WHEN x.dueAt IS NULL THEN 1 ELSE 0 END, x.dueAt, r.sentAt, r.id LIMIT ${MOST}`,
      [...consented.params, actor.userId, actor.organisationId, ...consented.params, ...seen.params],
    );
  }
}

/** What the table of docs/privacy.md leaves; the number stands in for a name that may not be said. */
function shown({ enterprise, amount, number, state, consented }: Row) {
  const all = { enterprise, amount: Number(amount) };
  const known = disclose(all, disclosureStage(state, Number(consented) === 1) ?? 'ended');
  return { heading: known.enterprise ?? number, enterprise: known.enterprise ?? '', amount: known.amount ?? null };
}

const isPast = (dueAt: string | null, now: Date): boolean => dueAt !== null && toInstant(dueAt) < now;

function actionOf({ state, quoted, signed }: Row): string {
  if (state === 'sent') return 'answer';
  if (state === 'agreed') return Number(signed) ? 'payout' : 'sign';
  return Number(quoted) ? 'open' : 'quote';
}
