import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { BusinessClock } from '../clock/business-clock.js';
import { LeaseClock } from '../clock/lease-clock.js';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { Delivery } from './delivery.entity.js';
import { mailed, NoticeKinds, type NoticeKind } from './notice-kinds.js';
import type { NoticeParams } from './notice-params.js';
import { Notice } from './notice.entity.js';
import { RecipientDirectory } from './recipient-directory.js';

export interface Telling {
  readonly kind: string;
  readonly to: {
    readonly userIds?: readonly string[];
    readonly organisationId?: string;
    /** Only those of the organisation who may do this. */
    readonly permission?: string;
  };
  /** `href` is a path of the portal. */
  readonly about: { readonly type: string; readonly id: string; readonly href: string };
  readonly params: NoticeParams;
  /** Names what happened, at most 160 characters: `referral:<id>:accepted`. Nobody is told of one event twice. */
  readonly eventKey: string;
  readonly demandId?: string;
  readonly referralId?: string;
}

/** Tells people, in the transaction of what they are told: the inbox row now, the mail after commit. */
@Injectable()
export class Notices {
  private bell: () => void = () => {};

  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly leases: LeaseClock,
    private readonly directory: RecipientDirectory,
    private readonly kinds: NoticeKinds,
  ) {}

  /** Returns how many people were told now; those who had been told before are not counted. */
  async tell(telling: Telling): Promise<number> {
    const kind = this.kinds.require(telling.kind);
    if (!isPath(telling.about.href)) throw new Error(`not a path of the portal: ${telling.about.href}`);
    const fresh = await this.addNotices(telling, await this.recipients(telling.to));
    for (const notice of fresh) await this.addDelivery(kind, notice);
    if (fresh.length > 0) this.db.afterCommit(() => this.bell());
    return fresh.length;
  }

  /** Whom to wake after a commit. */
  rings(bell: () => void): void {
    this.bell = bell;
  }

  /** Sorted, so that two tellings lock in the same order. */
  private async recipients({ userIds = [], organisationId, permission }: Telling['to']): Promise<string[]> {
    const members = organisationId === undefined ? [] : await this.directory.usersOf(organisationId, permission);
    return [...new Set([...userIds, ...members])].sort();
  }

  private async addNotices(telling: Telling, userIds: readonly string[]): Promise<Notice[]> {
    if (userIds.length === 0) return [];
    const rows = userIds.map((userId) => ({
      id: newId(),
      eventKey: telling.eventKey,
      kind: telling.kind,
      userId,
      organisationId: telling.to.organisationId ?? null,
      aboutType: telling.about.type,
      aboutId: telling.about.id,
      href: telling.about.href,
      params: telling.params,
      createdAt: this.clock.now(),
      readAt: null,
      demandId: telling.demandId ?? null,
      referralId: telling.referralId ?? null,
    }));
    await this.db.manager.createQueryBuilder().insert().into(Notice).values(rows).orIgnore().execute();
    return this.db.repo(Notice).findBy({ id: In(rows.map((row) => row.id)) });
  }

  private async addDelivery(kind: NoticeKind, notice: Notice): Promise<void> {
    if (!kind.mail) return;
    const contact = await this.directory.contact(notice.userId);
    if (!contact?.mail || !mailed(kind, contact.mailLevel)) return;
    const now = this.leases.now();
    await this.db.repo(Delivery).insert({
      id: newId(),
      noticeId: notice.id,
      channel: 'mail',
      address: contact.mail,
      state: 'due',
      attempts: 0,
      nextAt: now,
      queuedAt: now,
      sentAt: null,
      leaseOwner: null,
      lastError: null,
    });
  }
}

/** `/financing/needs/…`, never `//host` or `/\host`. */
export function isPath(href: string): boolean {
  return /^\/(?![/\\])[^\s\\]*$/.test(href) && href.length <= 255;
}
