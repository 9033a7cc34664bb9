import { Injectable } from '@nestjs/common';
import { LeaseClock } from '../clock/lease-clock.js';
import type { Condition } from '../database/conditions.js';
import { Database } from '../database/database.js';
import { toInstant } from '../database/rows.js';
import { LeasedQueue } from '../outbox/leased-queue.js';
import type { NoticeParams } from './notice-params.js';
import { DELIVERY_STATES, type DeliveryState } from './delivery.entity.js';
import { MailSender, MailSettings } from './mail-sender.service.js';

export interface DeliveryRow {
  readonly id: string;
  readonly kind: string;
  readonly params: NoticeParams;
  readonly userId: string;
  readonly organisationId: string | null;
  readonly href: string;
  readonly address: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly queuedAt: Date;
  readonly sentAt: Date | null;
  readonly lastError: string | null;
}

export const DELIVERIES_PAGE = 50;
const STUCK_MINUTES = 15;

/** What staff see of the mails, and what they can do about those that did not arrive. */
@Injectable()
export class Deliveries {
  private readonly queue: LeasedQueue;

  constructor(
    private readonly db: Database,
    private readonly clock: LeaseClock,
    private readonly sender: MailSender,
    settings: MailSettings,
  ) {
    this.queue = new LeasedQueue(db, clock, { table: 'delivery', busy: 'sending', leaseMs: settings.leaseMs });
  }

  async counts(): Promise<Record<DeliveryState, number>> {
    const rows = await this.db.select<{ state: DeliveryState; n: unknown }>(
      'SELECT state, COUNT(*) AS n FROM delivery GROUP BY state',
    );
    const counted = new Map(rows.map((row) => [row.state, Number(row.n)]));
    return Object.fromEntries(DELIVERY_STATES.map((state) => [state, counted.get(state) ?? 0])) as Record<
      DeliveryState,
      number
    >;
  }

  /** Newest first; for the next page pass the id of the last row. */
  async list(state: DeliveryState, after?: string): Promise<DeliveryRow[]> {
    return this.rows('d.state = ? AND d.id < ?', [state, after ?? '~']);
  }

  /** Waiting for longer than `minutes`: the server is down, slow, or refuses for now. */
  async stuck(minutes = STUCK_MINUTES): Promise<DeliveryRow[]> {
    const before = new Date(this.clock.now().getTime() - minutes * 60_000);
    return this.rows("d.state IN ('due', 'sending') AND d.queuedAt < ?", [before]);
  }

  /** What somebody has to look at: stuck, or given up for want of a server that takes it. */
  async waiting(): Promise<DeliveryRow[]> {
    const { sql, params } = this.unsent();
    return this.rows(sql, params);
  }

  async waitingCount(): Promise<number> {
    const { sql, params } = this.unsent();
    const [row] = await this.db.select<{ n: unknown }>(`SELECT COUNT(*) AS n FROM delivery d WHERE ${sql}`, params);
    return Number(row?.n ?? 0);
  }

  private unsent(): Condition {
    const before = new Date(this.clock.now().getTime() - STUCK_MINUTES * 60_000);
    return {
      sql: "d.state = 'failed-technical' OR (d.state IN ('due', 'sending') AND d.queuedAt < ?)",
      params: [before],
    };
  }

  /** Sends one failed or suppressed mail again, or every one that failed; a held one never. */
  async replay(which: string): Promise<number> {
    const rows = await this.db.transaction(async () => {
      if (which !== 'all') await this.lift(which);
      const [where, params] =
        which === 'all'
          ? ["state = 'failed-technical'", []]
          : ["state IN ('failed-technical', 'failed-permanent', 'suppressed') AND id = ?", [which]];
      await this.db.execute(`UPDATE delivery SET queuedAt = ? WHERE ${where}`, [this.clock.now(), ...params]);
      return this.queue.revive(where, params);
    });
    this.sender.ring();
    return rows;
  }

  /** Somebody looked at it and says that the address is good after all. */
  private async lift(deliveryId: string): Promise<void> {
    const [row] = await this.db.select<{ address: string }>('SELECT address FROM delivery WHERE id = ?', [deliveryId]);
    if (row !== undefined)
      await this.db.execute('DELETE FROM mail_suppression WHERE address = ?', [row.address.toLowerCase()]);
  }

  private async rows(where: string, params: readonly unknown[]): Promise<DeliveryRow[]> {
    const rows = await this.db.select<DeliveryRow & { params: string }>(
      `SELECT d.id, n.kind, n.params, n.userId, n.organisationId, n.href, d.address, d.state, d.attempts, d.queuedAt, d.sentAt, d.lastError
         FROM delivery d JOIN notice n ON n.id = d.noticeId WHERE (${where}) ORDER BY d.id DESC LIMIT ${DELIVERIES_PAGE}`,
      params,
    );
    return rows.map((row) => ({
      ...row,
      params: JSON.parse(row.params) as NoticeParams,
      attempts: Number(row.attempts),
      queuedAt: toInstant(row.queuedAt),
      sentAt: toInstant(row.sentAt),
    }));
  }
}
