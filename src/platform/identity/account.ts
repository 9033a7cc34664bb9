import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Audit } from '../audit/audit.service.js';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { Notices } from '../notifications/notices.service.js';
import { checkPassword, hashPassword, verifyPassword } from './passwords.js';
import { Sessions } from './sessions.js';
import { Throttle } from './throttle.js';
import { Session, User } from './user.entity.js';
import { Users } from './users.js';

export type ProfileInput = Pick<User, 'name' | 'mail' | 'mobile' | 'locale'>;

/** What people do with their own account. */
@Injectable()
export class Account {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly sessions: Sessions,
    private readonly users: Users,
    private readonly notices: Notices,
    private readonly throttle: Throttle,
  ) {}

  /** @throws Problem `validation` on the field `mail` when somebody else has it */
  async change(actor: Actor, input: ProfileInput): Promise<void> {
    const before = await this.users.require(actor.userId);
    const mail = input.mail?.toLowerCase() ?? null;
    const after = { ...input, mail };
    const changed = (Object.keys(after) as (keyof ProfileInput)[]).filter((key) => after[key] !== before[key]);
    if (changed.length === 0) return;
    await this.db.transaction(async () => {
      if (mail !== null && mail !== before.mail && (await this.db.repo(User).existsBy({ mail }))) {
        throw new Problem('validation', {}, [{ field: 'mail', code: 'username-taken', params: {} }]);
      }
      // While the old address stands, which is the one to be warned.
      if (changed.includes('mail')) await this.users.warn(actor, actor.userId, 'mail-changed');
      await this.db.repo(User).update({ id: actor.userId }, after);
      await this.audit.record(actor, { action: 'account.change', type: 'user', id: actor.userId, changed });
    });
  }

  async setLocale(actor: Actor, locale: User['locale']): Promise<void> {
    await this.db.transaction(() => this.db.repo(User).update({ id: actor.userId }, { locale }));
  }

  async setMailLevel(actor: Actor, mailLevel: User['mailLevel']): Promise<void> {
    await this.db.transaction(async () => {
      await this.db.repo(User).update({ id: actor.userId }, { mailLevel });
      await this.audit.record(actor, {
        action: 'account.mail-level',
        type: 'user',
        id: actor.userId,
        after: { mailLevel },
      });
    });
  }

  /** The old password is asked; every other session ends. */
  async changePassword(actor: Actor, sessionId: string | null, old: string, password: string): Promise<void> {
    const user = await this.users.require(actor.userId);
    if (!(await verifyPassword(user.passwordHash, old))) {
      throw new Problem('validation', {}, [{ field: 'old', code: 'password-wrong', params: {} }]);
    }
    checkPassword(password, user.username);
    const passwordHash = await hashPassword(password);
    await this.db.transaction(async () => {
      await this.db.repo(User).update({ id: user.id }, { passwordHash });
      await this.sessions.closeAll(user.id, sessionId);
      await this.users.warn(actor, user.id, 'password-changed');
    });
  }

  /** Ends one of one's own sessions; another's is not found. */
  async closeSession(actor: Actor, sessionId: string): Promise<void> {
    const { affected } = await this.db.transaction(() =>
      this.db.repo(Session).delete({ id: sessionId, userId: actor.userId }),
    );
    if (!affected) throw new Problem('not-found');
  }

  /**
   * Mails a reset link if somebody known and active is meant, and has not been sent several this hour. Nothing in the answer or its time tells whether: the link
   * itself is made when the mail is sent.
   */
  async askReset(name: string): Promise<void> {
    const key = name.trim().toLowerCase();
    const where = key.includes('@') ? { mail: key } : { username: key };
    const user = await this.db.repo(User).findOneBy({ ...where, state: 'active' });
    if (!user || !(await this.throttle.allows('reset-mail', user.id))) return;
    await this.db.transaction(() =>
      this.notices.tell({
        kind: 'password-reset',
        to: { userIds: [user.id] },
        about: { type: 'user', id: user.id, href: '/me/security' },
        params: {},
        eventKey: `user:${user.id}:reset:${newId()}`,
      }),
    );
  }
}
