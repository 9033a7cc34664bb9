import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { RecipientDirectory, type Contact } from '../notifications/recipient-directory.js';
import { Roles } from './roles.js';
import { Registration, User } from './user.entity.js';

/** Who of an organisation is told, and where their mail goes. */
@Injectable()
export class Recipients extends RecipientDirectory {
  constructor(
    private readonly db: Database,
    private readonly roles: Roles,
  ) {
    super();
  }

  async usersOf(organisationId: string, permission?: string): Promise<readonly string[]> {
    const rows = await this.db.select<{ userId: string; role: string }>(
      `SELECT m.userId, m.role FROM membership m JOIN user_account u ON u.id = m.userId AND u.state = 'active' WHERE m.organisationId = ?`,
      [organisationId],
    );
    const holding = permission === undefined ? null : new Set(this.roles.holding(permission));
    return [...new Set(rows.filter(({ role }) => holding?.has(role) ?? true).map(({ userId }) => userId))];
  }

  async contact(userId: string): Promise<Contact | null> {
    const user = await this.db.repo(User).findOneBy({ id: userId });
    if (!user) return this.applicant(userId);
    const mail = user.state === 'active' ? user.mail : null;
    return { mail, locale: user.locale, name: user.name, mailLevel: user.mailLevel };
  }

  /** Who asked for an account and was refused is no user; what they are told goes to the address they gave. */
  private async applicant(registrationId: string): Promise<Contact | null> {
    const found = await this.db.repo(Registration).findOneBy({ id: registrationId });
    if (!found) return null;
    return { mail: found.mail, locale: found.locale ?? 'zh-CN', name: found.personName, mailLevel: 'must' };
  }
}
