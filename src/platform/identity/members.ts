import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Database } from '../database/database.js';
import { OneTimeLinks } from './one-time-links.js';
import { Organisation } from './organisation.entity.js';
import { Roles } from './roles.js';
import type { User } from './user.entity.js';
import { Users } from './users.js';

export interface Invitation {
  readonly name: string;
  readonly username: string;
  readonly mail: string | null;
  readonly mobile: string | null;
  readonly roles: readonly string[];
}

/**
 * Who may do what with whose account: the platform's administrator with all, an organisation's own with their members.
 * Nobody raises anybody above themselves, and nobody changes their own rights.
 */
@Injectable()
export class Members {
  constructor(
    private readonly db: Database,
    private readonly roles: Roles,
    private readonly users: Users,
    private readonly links: OneTimeLinks,
  ) {}

  /** @throws Problem `not-found` for an organisation whose people the actor does not answer for */
  async organisation(actor: Actor, organisationId: string): Promise<Organisation> {
    const own = organisationId === actor.organisationId && may(actor, 'directory.organisation.members');
    const found = await this.db.repo(Organisation).findOneBy({ id: organisationId });
    if (!found || !(own || may(actor, 'platform.user.manage'))) throw new Problem('not-found');
    return found;
  }

  /** With a mail address the link is mailed; without one it is returned, to be shown once. */
  async invite(actor: Actor, organisationId: string, input: Invitation): Promise<{ user: User; link: string | null }> {
    const organisation = await this.organisation(actor, organisationId);
    this.checkGrant(actor, organisation, input.roles);
    return this.db.transaction(async () => {
      const user = await this.users.create(actor, { ...input, organisationId, password: null });
      if (user.mail === null) return { user, link: await this.links.issue(user.id, 'invite') };
      await this.users.invite(actor, user, organisation);
      return { user, link: null };
    });
  }

  /** For people without mail: a link to hand over. Until a password is set it is their invitation, then a reset. */
  async link(actor: Actor, userId: string): Promise<{ user: User; link: string }> {
    const { user } = await this.require(actor, userId);
    if (user.state !== 'active') throw new Problem('state-changed');
    const purpose = user.passwordHash === null ? 'invite' : 'reset';
    return this.db.transaction(async () => ({ user, link: await this.links.issue(user.id, purpose) }));
  }

  async setRoles(actor: Actor, userId: string, roles: readonly string[]): Promise<void> {
    const { organisation, roles: held } = await this.require(actor, userId);
    if (userId === actor.userId) throw new Problem('forbidden');
    this.checkGrant(actor, organisation, [...roles, ...held]);
    await this.users.setRoles(actor, userId, organisation.id, roles);
  }

  async setState(actor: Actor, userId: string, state: User['state']): Promise<void> {
    const { organisation, roles } = await this.require(actor, userId);
    if (userId === actor.userId) throw new Problem('forbidden');
    this.checkGrant(actor, organisation, roles);
    await this.users.setState(actor, userId, state);
  }

  async unlock(actor: Actor, userId: string): Promise<void> {
    await this.require(actor, userId);
    await this.users.unlock(actor, userId);
  }

  /** The person, where they belong and what they hold there. */
  async require(actor: Actor, userId: string): Promise<{ user: User; organisation: Organisation; roles: string[] }> {
    const user = await this.users.require(userId);
    const memberships = await this.users.memberships(userId);
    const organisationId = memberships[0]?.organisationId;
    if (organisationId === undefined) throw new Problem('not-found');
    const organisation = await this.organisation(actor, organisationId);
    const roles = memberships.filter((one) => one.organisationId === organisationId).map(({ role }) => role);
    return { user, organisation, roles };
  }

  private checkGrant(actor: Actor, organisation: Organisation, roles: readonly string[]): void {
    const grantable = this.roles.grantable(actor, organisation.kind);
    if (roles.every((role) => grantable.includes(role))) return;
    throw new Problem('validation', {}, [{ field: 'roles', code: 'role-not-yours', params: {} }]);
  }
}
