import { Injectable } from '@nestjs/common';
import { IsNull, LessThan } from 'typeorm';
import { BusinessClock } from '../clock/business-clock.js';
import { Database } from '../database/database.js';
import { Notice } from './notice.entity.js';

/** What a person was told, newest first. Everything here is of that person alone. */
@Injectable()
export class Inbox {
  static readonly pageSize = 50;

  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
  ) {}

  /** A page; for the next one pass the id of its last row. */
  async list(userId: string, { unread = false, after }: { unread?: boolean; after?: string } = {}): Promise<Notice[]> {
    return this.db.repo(Notice).find({
      where: { userId, ...(unread && { readAt: IsNull() }), ...(after !== undefined && { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take: Inbox.pageSize,
    });
  }

  /** Null when there is none, or it is another's. */
  async of(userId: string, noticeId: string): Promise<Notice | null> {
    return this.db.repo(Notice).findOneBy({ id: noticeId, userId });
  }

  async unread(userId: string): Promise<number> {
    return this.db.repo(Notice).countBy({ userId, readAt: IsNull() });
  }

  /** False when it is not theirs, or was read before. */
  async markRead(userId: string, noticeId: string): Promise<boolean> {
    return (await this.read('id = ? AND userId = ?', [noticeId, userId])) === 1;
  }

  async markAllRead(userId: string): Promise<number> {
    return this.read('userId = ?', [userId]);
  }

  private async read(which: string, params: readonly unknown[]): Promise<number> {
    return this.db.transaction(() =>
      this.db.execute(`UPDATE notice SET readAt = ? WHERE ${which} AND readAt IS NULL`, [this.clock.now(), ...params]),
    );
  }
}
