import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { SYSTEM } from '../audit/audit.service.js';
import { Database } from '../database/database.js';
import { verifyPassword } from './passwords.js';
import { SignInLocks } from './sign-in-locks.js';
import { Membership, User } from './user.entity.js';
import { Throttle } from './throttle.js';
import { Users } from './users.js';

/**
 * User name or mail, and password. Five failures lock the account for 30 minutes, and one network address may fail only so
 * often, whatever names it tries. Unknown names, wrong passwords and locks read and take alike: even the right password is
 * not told apart while the account is locked, or guessing would go on behind the lock.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly db: Database,
    private readonly locks: SignInLocks,
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
    const locks = await this.locks.of(key, user);
    const right = await verifyPassword(user?.passwordHash ?? null, password);
    if (locks.name > 0) throw new Problem('account-locked', { minutes: locks.name });
    if (!user || !right || locks.account > 0 || user.state !== 'active') {
      await this.db.transaction(async () => {
        const locked = await this.locks.failed(key, user, locks);
        if (locked && user) await this.users.warn(SYSTEM, user.id, 'locked');
      });
      throw new Problem('sign-in-failed');
    }
    const membership = await this.db.repo(Membership).findOne({ where: { userId: user.id }, order: { id: 'ASC' } });
    if (!membership) throw new Problem('sign-in-failed');
    await this.db.transaction(() => this.locks.lift(user));
    return { user, organisationId: membership.organisationId };
  }
}
