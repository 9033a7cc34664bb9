import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import type { Organisation } from '../../platform/identity/organisation.entity.js';
import { checkPassword, hashPassword } from '../../platform/identity/passwords.js';
import { Registration, type User } from '../../platform/identity/user.entity.js';
import { readUsername, Users } from '../../platform/identity/users.js';
import { newId } from '../../platform/ids.js';
import { Notices } from '../../platform/notifications/notices.service.js';
import { Organisations } from '../organisations.js';

export type Application = Pick<
  Registration,
  'organisationKind' | 'organisationName' | 'creditCode' | 'personName' | 'mobile' | 'mail' | 'username'
> & { readonly password: string };

/** Codes of `mails.refusal`. */
export const refusals = ['organisation-unknown', 'not-a-member', 'outside-zone', 'duplicate', 'other'] as const;
export type Refusal = (typeof refusals)[number];

export const registrationStates = ['waiting', 'approved', 'refused'] as const;
/** What an address asks for; those that wait where it asks for nothing that there is. */
export const registrationState = (asked: unknown): Registration['state'] =>
  registrationStates.find((state) => state === asked) ?? 'waiting';

export const DECIDE = 'directory.registration.decide';

/** The role a person gets whose own application is approved; an institution's administrator is appointed. */
const roleOf = { enterprise: 'enterprise', institution: 'bank', college: 'college' } as const;

/**
 * Self-registration. Every application waits for the centre, above all one that claims an organisation which is here
 * already; the applicant is told the same whether or not anything is known of the code, the name or the address.
 */
@Injectable()
export class Registrations {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly audit: Audit,
    private readonly notices: Notices,
    private readonly organisations: Organisations,
    private readonly users: Users,
  ) {}

  /** Somebody who applies twice waits once. */
  async apply({ password, ...input }: Application, locale: 'zh-CN' | 'en'): Promise<void> {
    const username = readUsername(input.username);
    checkPassword(password, username);
    const passwordHash = await hashPassword(password);
    await this.db.transaction(async () => {
      const { mail, creditCode } = input;
      if (await this.db.repo(Registration).existsBy({ mail, creditCode, state: 'waiting' })) return;
      const id = newId();
      await this.db.repo(Registration).insert({
        ...input,
        id,
        username,
        passwordHash,
        locale,
        state: 'waiting',
        reason: null,
        organisationId: null,
        decidedBy: null,
        createdAt: this.clock.now(),
        decidedAt: null,
      });
      for (const centre of await this.organisations.list('centre')) {
        await this.notices.tell({
          kind: 'registration-received',
          to: { organisationId: centre.id, permission: DECIDE },
          about: { type: 'registration', id, href: `/admin/registrations/${id}` },
          params: { organisation: input.organisationName },
          eventKey: `registration:${id}:received`,
        });
      }
    });
  }

  async list(state: Registration['state'], most = 200): Promise<Registration[]> {
    const order = state === 'waiting' ? ({ createdAt: 'ASC' } as const) : ({ decidedAt: 'DESC' } as const);
    return this.db.repo(Registration).find({ where: { state }, order, take: most });
  }

  count(state: Registration['state']): Promise<number> {
    return this.db.repo(Registration).countBy({ state });
  }

  async require(id: string): Promise<Registration> {
    const found = await this.db.repo(Registration).findOneBy({ id });
    if (!found) throw new Problem('not-found');
    return found;
  }

  /** What is on file under the code: the centre sees it, the applicant never. */
  async claimed({ creditCode }: Registration): Promise<Organisation | null> {
    return this.organisations.byCreditCode(creditCode);
  }

  /** Lets the person in, under another user name if theirs is taken; makes the organisation unless it is there. */
  async approve(actor: Actor, id: string, username: string): Promise<User> {
    return this.db.transaction(async () => {
      const registration = await this.decide(actor, id, 'approved', null);
      const organisation = await this.organisationOf(actor, registration);
      const user = await this.users.create(actor, {
        username,
        name: registration.personName,
        mail: registration.mail,
        mobile: registration.mobile,
        locale: registration.locale ?? 'zh-CN',
        organisationId: organisation.id,
        roles: [roleOf[registration.organisationKind]],
        password: null,
        passwordHash: registration.passwordHash,
      });
      await this.db.repo(Registration).update({ id }, { organisationId: organisation.id });
      await this.notices.tell({
        kind: 'account-approved',
        to: { userIds: [user.id] },
        about: { type: 'user', id: user.id, href: '/sign-in' },
        params: { organisation: organisation.name },
        eventKey: `registration:${id}:approved`,
      });
      return user;
    });
  }

  async refuse(actor: Actor, id: string, reason: Refusal): Promise<void> {
    await this.db.transaction(async () => {
      await this.decide(actor, id, 'refused', reason);
      await this.notices.tell({
        kind: 'account-refused',
        to: { userIds: [id] },
        about: { type: 'registration', id, href: '/help' },
        params: { reason },
        eventKey: `registration:${id}:refused`,
      });
    });
  }

  /** @returns it as it was, with the password's hash, which is then forgotten */
  private async decide(
    actor: Actor,
    id: string,
    state: 'approved' | 'refused',
    reason: Refusal | null,
  ): Promise<Registration> {
    const registration = await this.require(id);
    const decided = await this.db.execute(
      "UPDATE registration SET state = ?, reason = ?, passwordHash = '', decidedBy = ?, decidedAt = ? WHERE id = ? AND state = 'waiting'",
      [state, reason, actor.userId, this.clock.now(), id],
    );
    if (decided !== 1) throw new Problem('state-changed');
    await this.audit.record(actor, {
      action: `registration.${state}`,
      type: 'registration',
      id,
      ...(reason && { note: reason }),
    });
    return registration;
  }

  private async organisationOf(actor: Actor, registration: Registration): Promise<Organisation> {
    const { organisationKind: kind, organisationName: name, creditCode } = registration;
    const known = await this.organisations.byCreditCode(creditCode);
    if (!known) return this.organisations.create(actor, { kind, name, creditCode });
    if (known.kind !== kind || known.state !== 'active') {
      throw new Problem('organisation-differs');
    }
    return known;
  }
}
