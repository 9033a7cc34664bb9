import { Organisations } from '../../src/directory/organisations.js';
import { systemActor, type Actor } from '../../src/kernel/actor.js';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { Database } from '../../src/platform/database/database.js';
import { RequestReader } from '../../src/platform/http/request-reader.js';
import type { Organisation } from '../../src/platform/identity/organisation.entity.js';
import { Roles } from '../../src/platform/identity/roles.js';
import { secretHash } from '../../src/platform/identity/secrets.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { Users } from '../../src/platform/identity/users.js';
import type { TestApp } from '../support/test-app.js';
import type { Canaries } from './canaries.js';
import type { Viewer } from './rights.js';

/** A viewer at the door: with a session cookie, with a bearer token, or with nothing that counts. */
export interface Principal {
  readonly viewer: Viewer;
  /** `officer` or `officer+token` */
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
}

const organisations = {
  centre: 'centre',
  lanhai: 'enterprise',
  yunxiu: 'enterprise',
  mingshan: 'enterprise',
  donghu: 'institution',
  qingyuan: 'institution',
  jiuli: 'institution',
  stranger: 'institution',
  college: 'college',
  academy: 'college',
} as const;
export type Org = keyof typeof organisations;

const people: readonly (readonly [string, Org, string])[] = [
  ['admin', 'centre', 'admin'], ['officer', 'centre', 'officer'], ['leader', 'centre', 'leader'], ['auditor', 'centre', 'auditor'],
  ['owner', 'lanhai', 'enterprise'], ['neighbour', 'yunxiu', 'enterprise'], ['third', 'mingshan', 'enterprise'],
  ['bank-accepted', 'donghu', 'bank'], ['bank-accepted-admin', 'donghu', 'bank-admin'], ['bank-withdrawn', 'qingyuan', 'bank'],
  ['bank-sent', 'jiuli', 'bank'], ['bank-stranger', 'stranger', 'bank'], ['college', 'college', 'college'], ['dean', 'academy', 'college'],
  ['officer-two', 'centre', 'officer'], ['disabled', 'lanhai', 'enterprise'], ['expired', 'lanhai', 'enterprise'],
]; // prettier-ignore
/** Those whose roles come to the API with somebody else's token already. */
const withoutToken = ['third', 'officer-two'];

export class Cast {
  readonly organisations = new Map<Org, Organisation>();
  readonly actors = new Map<string, Actor>();
  readonly logins = new Map<string, string>();
  /** Whoever reads what is mailed to an address. A session that has run out makes nobody a stranger to their mails. */
  readonly readers = new Map<string, Viewer>();

  constructor(
    private readonly test: TestApp,
    private readonly canaries: Canaries,
  ) {}

  org(key: Org): Organisation {
    return this.organisations.get(key) as Organisation;
  }

  actor(name: string): Actor {
    return this.actors.get(name) as Actor;
  }

  async enter(): Promise<void> {
    for (const [serial, key] of (Object.keys(organisations) as Org[]).entries()) await this.found(key, serial);
    for (const [name, org, role] of people) await this.hire(name, org, role);
    // Before anything happens, so that a mail to them would be a fault.
    await this.test.app.get(Users).setState(systemActor, this.actor('disabled').userId, 'disabled');
  }

  private async found(key: Org, serial: number): Promise<void> {
    const kind = organisations[key];
    const code = makeCreditCode(kind === 'centre' ? '12350502' : '91350502', `MA0CN${String(serial).padStart(3, '0')}`);
    const right = (field: string) =>
      kind === 'enterprise' ? ({ of: 'enterprise', org: key, field } as const) : ({ of: 'institution' } as const);
    const name = kind === 'centre' ? '示例高新区企业服务中心' : this.canaries.text(key, 'name', right('enterprise'));
    if (kind === 'enterprise') this.canaries.code(key, 'creditCode', right('creditCode'), code);
    const made = await this.test.app
      .get(Organisations)
      .create(systemActor, { kind, name, sample: true, creditCode: code });
    this.organisations.set(key, made);
  }

  private async hire(who: string, key: Org, role: string): Promise<void> {
    const organisation = this.org(key);
    const name = this.canaries.text(key, 'person', { of: 'person', org: key, who });
    const username = this.canaries.text(key, 'login', { of: 'login', org: key, who }).toLowerCase();
    const mail = this.canaries.mail(key, 'mail', { of: 'mail', org: key, who });
    const mobile = this.canaries.mobile(key, 'mobile', { of: 'mobile', org: key, who });
    const input = { username, name, mail, mobile, organisationId: organisation.id, roles: [role], password: null };
    const user = await this.test.app.get(Users).create(systemActor, input);
    this.logins.set(who, username);
    this.actors.set(who, {
      userId: user.id, name, organisationId: organisation.id, organisationName: organisation.name, locale: 'zh-CN',
      organisationKind: organisation.kind, roles: [role], permissions: this.test.app.get(Roles).permissionsOf([role]),
    }); // prettier-ignore
    if (who !== 'disabled') this.readers.set(mail, memberOf(who));
  }

  /** Sessions for everybody, opened once the world stands. */
  async principals(): Promise<Principal[]> {
    const all: Principal[] = [{ name: 'anonymous', viewer: nobody('anonymous'), headers: this.visitor() }];
    for (const [name] of people) {
      all.push(await this.withCookie(name));
      if (!withoutToken.includes(name)) all.push(await this.withToken(name));
    }
    return all;
  }

  /** What a browser without a session brings along after it has seen a form. */
  private visitor(): { cookie: string; 'x-csrf-token': string } {
    const token = this.test.app.get(RequestReader).formToken('matrix');
    return { cookie: 'yipanqi_visitor=matrix', 'x-csrf-token': token };
  }

  private async withCookie(name: string): Promise<Principal> {
    const token = await this.session(name, 'web');
    const viewer = viewerOf(name);
    const { cookie, ...form } = this.visitor();
    const session = { 'x-csrf-token': this.test.app.get(RequestReader).formToken(secretHash(token)) };
    return {
      name,
      viewer,
      headers: { cookie: `${cookie}; yipanqi_session=${token}`, ...(viewer.side === 'nobody' ? form : session) },
    };
  }

  private async withToken(name: string): Promise<Principal> {
    const authorization = `Bearer ${await this.session(name, 'api')}`;
    return { name: `${name}+token`, viewer: viewerOf(name), headers: { authorization } };
  }

  private async session(who: string, kind: 'web' | 'api'): Promise<string> {
    const { userId, organisationId } = this.actor(who);
    const device = this.canaries.text('any', 'device', { of: 'self', who });
    const { token } = await this.test.app.get(Sessions).open(userId, organisationId, kind, device);
    const db = this.test.app.get(Database);
    if (who === 'expired')
      await db.transaction(() =>
        db.execute('UPDATE session SET expiresAt = ? WHERE id = ?', [new Date(0), secretHash(token)]),
      );
    return token;
  }
}

const nobody = (name: string): Viewer => ({ name, side: 'nobody', org: null, role: null });

/** Who somebody is at the door; those who are shut out are nobody. */
function viewerOf(name: string): Viewer {
  return name === 'disabled' || name === 'expired' ? nobody(name) : memberOf(name);
}

function memberOf(name: string): Viewer {
  const [, org = 'lanhai', role = ''] = people.find(([who]) => who === name) ?? [];
  const kind = organisations[org];
  return { name, side: kind === 'institution' ? 'bank' : kind, org, role };
}
