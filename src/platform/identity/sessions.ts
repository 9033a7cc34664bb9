import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { Actor, OrganisationKind } from '../../kernel/actor.js';
import { LeaseClock } from '../clock/lease-clock.js';
import { Database } from '../database/database.js';
import { toInstant } from '../database/rows.js';
import { Roles } from './roles.js';
import { newSecret, secretHash } from './secrets.js';
import { Session } from './user.entity.js';

const MINUTE = 60_000;
const IDLE = 30 * MINUTE;
const ABSOLUTE = 12 * 60 * MINUTE;
/** Seen-at is written at most this often; a session read is then one SELECT. */
const TOUCH_EVERY = MINUTE;

export interface FoundSession {
  readonly id: string;
  readonly actor: Actor;
  readonly expiresAt: Date;
}

/** Sessions live in the database, so that every process sees a sign-out at once. Times are lease time. */
@Injectable()
export class Sessions {
  constructor(
    private readonly db: Database,
    private readonly clock: LeaseClock,
    private readonly roles: Roles,
  ) {}

  /** @returns the token, to be handed out once */
  async open(
    userId: string,
    organisationId: string,
    kind: 'web' | 'api',
    device: string,
  ): Promise<{ token: string; expiresAt: Date }> {
    const token = newSecret();
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + ABSOLUTE);
    await this.db.transaction(() =>
      this.db.repo(Session).insert({
        id: secretHash(token),
        userId,
        organisationId,
        kind,
        device: device.slice(0, 200),
        createdAt: now,
        seenAt: now,
        expiresAt,
      }),
    );
    return { token, expiresAt };
  }

  /** The session behind a token, if it is neither idle too long, nor too old, nor its user disabled. */
  async find(token: string): Promise<FoundSession | null> {
    const id = secretHash(token);
    const rows = await this.db.select<SessionRow>(
      `SELECT s.userId, s.seenAt, s.expiresAt, u.name, u.locale, o.id AS organisationId, o.name AS organisationName,
              o.kind AS organisationKind, m.role
         FROM session s
         JOIN user_account u ON u.id = s.userId AND u.state = 'active'
         JOIN organisation o ON o.id = s.organisationId AND o.state = 'active'
         JOIN membership m ON m.userId = s.userId AND m.organisationId = s.organisationId
        WHERE s.id = ?`,
      [id],
    );
    const first = rows[0];
    if (!first) return null;
    const now = this.clock.now().getTime();
    const seenAt = toInstant(first.seenAt).getTime();
    const expiresAt = toInstant(first.expiresAt);
    if (now >= expiresAt.getTime() || now - seenAt >= IDLE) return null;
    if (now - seenAt >= TOUCH_EVERY) await this.touch(id, new Date(now));
    const roles = rows.map((row) => row.role);
    return {
      id,
      expiresAt,
      actor: {
        userId: first.userId,
        name: first.name,
        organisationId: first.organisationId,
        organisationName: first.organisationName,
        organisationKind: first.organisationKind,
        roles,
        permissions: this.roles.permissionsOf(roles),
        locale: first.locale,
      },
    };
  }

  private async touch(id: string, now: Date): Promise<void> {
    await this.db.transaction(() =>
      this.db.execute('UPDATE session SET seenAt = ? WHERE id = ? AND seenAt < ?', [now, id, now]),
    );
  }

  async close(id: string): Promise<void> {
    await this.db.transaction(() => this.db.execute('DELETE FROM session WHERE id = ?', [id]));
  }

  /** Sign out everywhere, but for the session that asked (if any). */
  async closeAll(userId: string, but: string | null = null): Promise<number> {
    return this.db.transaction(() =>
      this.db.execute('DELETE FROM session WHERE userId = ? AND id <> ?', [userId, but ?? '']),
    );
  }

  async sweep(): Promise<number> {
    const now = this.clock.now();
    return this.db.transaction(() => this.db.execute('DELETE FROM session WHERE expiresAt < ?', [now]));
  }

  /** Those that still open doors, the latest used first. */
  async of(userId: string): Promise<Session[]> {
    const now = this.clock.now();
    const idleSince = new Date(now.getTime() - IDLE);
    return this.db.repo(Session).find({
      where: { userId, expiresAt: MoreThan(now), seenAt: MoreThan(idleSince) },
      order: { seenAt: 'DESC' },
    });
  }
}

interface SessionRow {
  userId: string;
  seenAt: string | Date;
  expiresAt: string | Date;
  name: string;
  locale: 'zh-CN' | 'en';
  organisationId: string;
  organisationName: string;
  organisationKind: OrganisationKind;
  role: string;
}
