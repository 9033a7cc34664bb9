import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Audit } from '../audit/audit.service.js';
import { BusinessClock } from '../clock/business-clock.js';
import { LeaseClock } from '../clock/lease-clock.js';
import { Database } from '../database/database.js';
import { isUniqueViolation } from '../database/faults.js';
import { newId } from '../ids.js';
import { checkPassword, hashPassword } from './passwords.js';
import { newSecret, secretHash } from './secrets.js';
import { Sessions } from './sessions.js';
import { Membership, OneTimeToken, User } from './user.entity.js';

export interface NewUser {
  readonly username: string;
  readonly name: string;
  readonly mail: string | null;
  readonly mobile?: string | null;
  readonly organisationId: string;
  readonly roles: readonly string[];
  /** null: the person sets one by the mailed invitation. */
  readonly password: string | null;
}

const HOURS = 3_600_000;
const lifetimes = { invite: 7 * 24 * HOURS, reset: HOURS / 6 };

/** Accounts: made by the centre or an organisation's own administrator; passwords set by a mailed, single-use link. */
@Injectable()
export class Users {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly leases: LeaseClock,
    private readonly audit: Audit,
    private readonly sessions: Sessions,
  ) {}

  async create(actor: Actor, input: NewUser): Promise<User> {
    const username = input.username.trim().toLowerCase();
    if (!/^[a-z0-9][a-z0-9._-]{2,59}$/.test(username)) {
      throw new Problem('validation', {}, [{ field: 'username', code: 'username', params: {} }]);
    }
    if (input.password !== null) checkPassword(input.password, username);
    const passwordHash = input.password === null ? null : await hashPassword(input.password);
    const user = Object.assign(new User(), {
      id: newId(),
      username,
      mail: input.mail?.toLowerCase() ?? null,
      name: input.name,
      mobile: input.mobile ?? null,
      passwordHash,
      locale: 'zh-CN' as const,
      mailLevel: 'progress' as const,
      state: 'active' as const,
      createdAt: this.clock.now(),
    });
    return this.db.transaction(async () => {
      try {
        await this.db.repo(User).insert(user);
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        throw new Problem('validation', {}, [{ field: 'username', code: 'username-taken', params: {} }]);
      }
      for (const role of input.roles) {
        await this.db
          .repo(Membership)
          .insert({ id: newId(), userId: user.id, organisationId: input.organisationId, role });
      }
      await this.audit.record(actor, {
        action: 'user.create',
        type: 'user',
        id: user.id,
        after: { organisation: input.organisationId, roles: input.roles },
      });
      return user;
    });
  }

  /** A link's secret, readable only in the mail; asking again makes the earlier ones useless. */
  async issueToken(userId: string, purpose: 'invite' | 'reset'): Promise<string> {
    const secret = newSecret();
    const now = this.leases.now();
    await this.db.transaction(async () => {
      await this.db.execute(
        'UPDATE one_time_token SET usedAt = ? WHERE userId = ? AND purpose = ? AND usedAt IS NULL',
        [now, userId, purpose],
      );
      await this.db.repo(OneTimeToken).insert({
        id: secretHash(secret),
        purpose,
        userId,
        createdAt: now,
        expiresAt: new Date(now.getTime() + lifetimes[purpose]),
        usedAt: null,
      });
    });
    return secret;
  }

  async tokenUser(secret: string, purpose: 'invite' | 'reset'): Promise<User> {
    const token = await this.db.repo(OneTimeToken).findOneBy({ id: secretHash(secret), purpose });
    if (!token || token.usedAt !== null || token.expiresAt <= this.leases.now()) throw new Problem('link-expired');
    return this.db.repo(User).findOneByOrFail({ id: token.userId, state: 'active' });
  }

  /** Of twenty parallel uses one wins; every session of the user ends. */
  async setPasswordByToken(secret: string, purpose: 'invite' | 'reset', password: string): Promise<User> {
    const user = await this.tokenUser(secret, purpose);
    checkPassword(password, user.username);
    const passwordHash = await hashPassword(password);
    return this.db.transaction(async () => {
      const used = await this.db.execute('UPDATE one_time_token SET usedAt = ? WHERE id = ? AND usedAt IS NULL', [
        this.leases.now(),
        secretHash(secret),
      ]);
      if (used !== 1) throw new Problem('link-expired');
      await this.db.repo(User).update({ id: user.id }, { passwordHash });
      await this.db.execute('DELETE FROM sign_in_attempt WHERE id = ?', [user.id]);
      await this.sessions.closeAll(user.id);
      await this.audit.record(
        { userId: user.id, organisationId: null },
        { action: `password.${purpose}`, type: 'user', id: user.id },
      );
      return user;
    });
  }

  async setState(actor: Actor, userId: string, state: 'active' | 'disabled'): Promise<void> {
    await this.db.transaction(async () => {
      const { affected } = await this.db.repo(User).update({ id: userId }, { state });
      if (!affected) throw new Problem('not-found');
      if (state === 'disabled') await this.sessions.closeAll(userId);
      await this.audit.record(actor, { action: `user.${state}`, type: 'user', id: userId });
    });
  }
}
