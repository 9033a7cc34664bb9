import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Audit, type AuditActor } from '../audit/audit.service.js';
import { BusinessClock } from '../clock/business-clock.js';
import { Database } from '../database/database.js';
import { isUniqueViolation } from '../database/faults.js';
import { newId } from '../ids.js';
import { Notices } from '../notifications/notices.service.js';
import { checkPassword, hashPassword } from './passwords.js';
import { Sessions } from './sessions.js';
import { SignInLocks } from './sign-in-locks.js';
import { Membership, User } from './user.entity.js';

export interface NewUser {
  readonly username: string;
  readonly name: string;
  readonly mail: string | null;
  readonly mobile?: string | null;
  readonly locale?: 'zh-CN' | 'en';
  readonly organisationId: string;
  readonly roles: readonly string[];
  /** null: the person sets one by the mailed invitation, or `passwordHash` has it. */
  readonly password: string | null;
  readonly passwordHash?: string | null;
}

/** Codes of `mails.security`. */
export type SecurityEvent = 'password-changed' | 'mail-changed' | 'locked' | 'new-sign-in';

const taken = (field: string) => new Problem('validation', {}, [{ field, code: 'username-taken', params: {} }]);

/** @throws Problem `validation` on the field `username` */
export function readUsername(text: string): string {
  const username = text.trim().toLowerCase();
  if (/^[a-z0-9][a-z0-9._-]{2,59}$/.test(username)) return username;
  throw new Problem('validation', {}, [{ field: 'username', code: 'username', params: {} }]);
}

/** Accounts, as those see them who answer for them. People's own page is `Account`; set-password links are `OneTimeLinks`. */
@Injectable()
export class Users {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly audit: Audit,
    private readonly sessions: Sessions,
    private readonly locks: SignInLocks,
    private readonly notices: Notices,
  ) {}

  async create(actor: Actor, input: NewUser): Promise<User> {
    const username = readUsername(input.username);
    if (input.password !== null) checkPassword(input.password, username);
    const passwordHash = input.password === null ? (input.passwordHash ?? null) : await hashPassword(input.password);
    const user = Object.assign(new User(), {
      id: newId(),
      username,
      mail: input.mail?.toLowerCase() ?? null,
      name: input.name,
      mobile: input.mobile ?? null,
      passwordHash,
      locale: input.locale ?? ('zh-CN' as const),
      mailLevel: 'progress' as const,
      state: 'active' as const,
      createdAt: this.clock.now(),
    });
    return this.db.transaction(async () => {
      await this.insert(user);
      for (const role of input.roles) await this.addRole(user.id, input.organisationId, role);
      await this.audit.record(actor, {
        action: 'user.create',
        type: 'user',
        id: user.id,
        after: { organisation: input.organisationId, roles: input.roles },
      });
      return user;
    });
  }

  private async insert(user: User): Promise<void> {
    const { username, mail } = user;
    if (await this.db.repo(User).existsBy({ username })) throw taken('username');
    if (mail !== null && (await this.db.repo(User).existsBy({ mail }))) throw taken('mail');
    try {
      await this.db.repo(User).insert(user);
    } catch (error) {
      throw isUniqueViolation(error) ? taken('username') : error;
    }
  }

  private async addRole(userId: string, organisationId: string, role: string): Promise<void> {
    await this.db.repo(Membership).insert({ id: newId(), userId, organisationId, role });
  }

  /** Mails the invitation, again if need be: the link in it is made when it is sent, and older ones stop working. */
  async invite(actor: Actor, user: User, organisation: { id: string; name: string }): Promise<void> {
    await this.db.transaction(() =>
      this.notices.tell({
        kind: 'account-invited',
        to: { userIds: [user.id] },
        about: { type: 'user', id: user.id, href: '/me' },
        params: { inviter: actor.name, organisation: organisation.name },
        eventKey: `user:${user.id}:invited:${newId()}`,
      }),
    );
  }

  async require(userId: string): Promise<User> {
    const user = await this.db.repo(User).findOneBy({ id: userId });
    if (!user) throw new Problem('not-found');
    return user;
  }

  /** A person's name, for words of a page or a notice; empty where there is none. */
  async nameOf(userId: string): Promise<string> {
    const [row] = await this.db.select<{ name: string }>('SELECT name FROM user_account WHERE id = ?', [userId]);
    return row?.name ?? '';
  }

  async memberships(userId: string): Promise<Membership[]> {
    return this.db.repo(Membership).find({ where: { userId }, order: { id: 'ASC' } });
  }

  /** Replaces the roles held in one organisation. Sessions end: they were opened with other rights. */
  async setRoles(actor: Actor, userId: string, organisationId: string, roles: readonly string[]): Promise<void> {
    await this.db.transaction(async () => {
      const before = await this.db.repo(Membership).findBy({ userId, organisationId });
      await this.db.repo(Membership).delete({ userId, organisationId });
      for (const role of roles) await this.addRole(userId, organisationId, role);
      await this.sessions.closeAll(userId);
      await this.audit.record(actor, {
        action: 'user.roles',
        type: 'user',
        id: userId,
        before: { roles: before.map(({ role }) => role) },
        after: { organisation: organisationId, roles },
      });
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

  /** Lets somebody sign in again before the 30 minutes are over. */
  async unlock(actor: Actor, userId: string): Promise<void> {
    await this.db.transaction(async () => {
      const user = await this.db.repo(User).findOneBy({ id: userId });
      if (!user) throw new Problem('not-found');
      await this.locks.lift(user);
      await this.audit.record(actor, { action: 'user.unlock', type: 'user', id: userId });
    });
  }

  /** Tells a person that something about their account has changed, so that they notice when it was not them. */
  async warn(by: AuditActor, userId: string, event: SecurityEvent, params: { device?: string } = {}): Promise<void> {
    await this.audit.record(by, { action: `security.${event}`, type: 'user', id: userId });
    await this.notices.tell({
      kind: 'security-event',
      to: { userIds: [userId] },
      about: { type: 'user', id: userId, href: '/me/security' },
      params: { event, at: this.clock.now().toISOString(), ...params },
      eventKey: `user:${userId}:${event}:${newId()}`,
    });
  }
}
