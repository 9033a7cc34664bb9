import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { Audit } from '../audit/audit.service.js';
import { LeaseClock } from '../clock/lease-clock.js';
import { Database } from '../database/database.js';
import { checkPassword, hashPassword } from './passwords.js';
import { newSecret, secretHash } from './secrets.js';
import { Sessions } from './sessions.js';
import { SignInLocks } from './sign-in-locks.js';
import { OneTimeToken, User } from './user.entity.js';

export type LinkPurpose = OneTimeToken['purpose'];

const HOURS = 3_600_000;
/** An invitation lasts a week, a reset ten minutes (ASVS 6.5.5). */
const lifetimes: Record<LinkPurpose, number> = { invite: 7 * 24 * HOURS, reset: HOURS / 6 };

const paths: Record<LinkPurpose, string> = { invite: '/invitation', reset: '/password/reset' };

/**
 * Makes a link in the ambient transaction; earlier ones for the same purpose become useless. Only the hash of its secret
 * is stored, so the link is made at the moment it is mailed or shown, and cannot be had again.
 */
export async function mintLink(db: Database, now: Date, userId: string, purpose: LinkPurpose): Promise<string> {
  const secret = newSecret();
  await db.execute('UPDATE one_time_token SET usedAt = ? WHERE userId = ? AND purpose = ? AND usedAt IS NULL', [
    now,
    userId,
    purpose,
  ]);
  const expiresAt = new Date(now.getTime() + lifetimes[purpose]);
  await db
    .repo(OneTimeToken)
    .insert({ id: secretHash(secret), purpose, userId, createdAt: now, expiresAt, usedAt: null });
  return `${paths[purpose]}/${secret}`;
}

/** Single-use links by which people set a password: an invitation, or a reset. */
@Injectable()
export class OneTimeLinks {
  constructor(
    private readonly db: Database,
    private readonly leases: LeaseClock,
    private readonly audit: Audit,
    private readonly sessions: Sessions,
    private readonly locks: SignInLocks,
  ) {}

  /** @returns the path of the link, to be shown once */
  async issue(userId: string, purpose: LinkPurpose): Promise<string> {
    return this.db.transaction(() => mintLink(this.db, this.leases.now(), userId, purpose));
  }

  /** Whose link it is. @throws Problem `link-expired` for unknown, used and old ones alike */
  async userOf(secret: string, purpose: LinkPurpose): Promise<User> {
    const token = await this.db.repo(OneTimeToken).findOneBy({ id: secretHash(secret), purpose });
    if (!token || token.usedAt !== null || token.expiresAt <= this.leases.now()) throw new Problem('link-expired');
    const user = await this.db.repo(User).findOneBy({ id: token.userId, state: 'active' });
    if (!user) throw new Problem('link-expired');
    return user;
  }

  /** Of twenty parallel uses one wins; every session of the user ends, and a lock is lifted. */
  async setPassword(secret: string, purpose: LinkPurpose, password: string): Promise<User> {
    const user = await this.userOf(secret, purpose);
    checkPassword(password, user.username);
    const passwordHash = await hashPassword(password);
    return this.db.transaction(async () => {
      const now = this.leases.now();
      const used = await this.db.execute(
        'UPDATE one_time_token SET usedAt = ? WHERE id = ? AND usedAt IS NULL AND expiresAt > ?',
        [now, secretHash(secret), now],
      );
      if (used !== 1) throw new Problem('link-expired');
      await this.db.repo(User).update({ id: user.id }, { passwordHash });
      await this.db.execute('UPDATE one_time_token SET usedAt = ? WHERE userId = ? AND usedAt IS NULL', [now, user.id]);
      await this.locks.lift(user);
      await this.sessions.closeAll(user.id);
      const by = { userId: user.id, organisationId: null };
      await this.audit.record(by, { action: `password.${purpose}`, type: 'user', id: user.id });
      return user;
    });
  }
}
