import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { SYSTEM } from '../audit/audit.service.js';
import { LeaseClock } from '../clock/lease-clock.js';
import { Database } from '../database/database.js';
import { verifyPassword } from './passwords.js';
import { secretHash } from './secrets.js';
import { Membership, SignInAttempt, User } from './user.entity.js';
import { Throttle } from './throttle.js';
import { Users } from './users.js';

const FAILURES_BEFORE_LOCK = 5;
const LOCK_MS = 30 * 60_000;
const FORGET_MS = 30 * 24 * 3_600_000;

/**
 * User name or mail, and password. Five failures lock the name for 30 minutes (decisions: Sign-in), and one network address
 * may fail only so often, whatever names it tries. Counters are in the database, so that all processes share them; unknown
 * names, wrong passwords and locks read and take alike.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly db: Database,
    private readonly clock: LeaseClock,
    private readonly users: Users,
    private readonly throttle: Throttle,
  ) {}

  /** @throws Problem `sign-in-failed` | `account-locked` | `too-many-requests` */
  async check(name: string, password: string, address: string): Promise<{ user: User; organisationId: string }> {
    await this.throttle.knock('sign-in', address);
    const found = await this.match(name, password);
    await this.throttle.forgive('sign-in', address);
    return found;
  }

  private async match(name: string, password: string): Promise<{ user: User; organisationId: string }> {
    const key = name.trim().toLowerCase();
    const user = await this.db.repo(User).findOne({ where: key.includes('@') ? { mail: key } : { username: key } });
    const attemptId = user?.id ?? secretHash(key);
    const attempt = await this.db.repo(SignInAttempt).findOne({ where: { id: attemptId } });
    const right = await verifyPassword(user?.passwordHash ?? null, password);
    const wait = (attempt?.lockedUntil?.getTime() ?? 0) - this.clock.now().getTime();
    if (wait > 0) throw new Problem('account-locked', { minutes: Math.ceil(wait / 60_000) });
    if (!user || !right || user.state !== 'active') {
      await this.countFailure(attemptId, user);
      throw new Problem('sign-in-failed');
    }
    const membership = await this.db.repo(Membership).findOne({ where: { userId: user.id }, order: { id: 'ASC' } });
    if (!membership) throw new Problem('sign-in-failed');
    if (attempt) await this.clearFailures(attemptId);
    return { user, organisationId: membership.organisationId };
  }

  /** Counted by relative updates, so that parallel guesses cannot share a count. */
  private async countFailure(id: string, user: User | null): Promise<void> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + LOCK_MS);
    await this.db.transaction(async () => {
      const row = { id, failures: 0, lockedUntil: null, failedAt: now };
      await this.db.manager.createQueryBuilder().insert().into(SignInAttempt).values(row).orIgnore().execute();
      await this.db.execute('UPDATE sign_in_attempt SET failures = failures + 1, failedAt = ? WHERE id = ?', [now, id]);
      const locked = await this.db.execute(
        'UPDATE sign_in_attempt SET failures = 0, lockedUntil = ? WHERE id = ? AND failures >= ?',
        [until, id, FAILURES_BEFORE_LOCK],
      );
      if (locked === 1 && user) await this.users.warn(SYSTEM, user.id, 'locked');
    });
  }

  private async clearFailures(id: string): Promise<void> {
    await this.db.transaction(() => this.db.execute('DELETE FROM sign_in_attempt WHERE id = ?', [id]));
  }

  /** Forgets failures that nobody has added to for a month: most are names that never were. */
  async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - FORGET_MS);
    await this.db.transaction(() =>
      this.db.execute('DELETE FROM sign_in_attempt WHERE failedAt IS NULL OR failedAt < ?', [before]),
    );
  }
}
