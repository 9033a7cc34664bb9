import type { MailLevel } from './notice-kinds.js';

export type Locale = 'zh-CN' | 'en';

export interface Contact {
  /** Null: none, not verified, or the account is closed. */
  readonly mail: string | null;
  readonly locale: Locale;
  readonly name: string;
  readonly mailLevel: MailLevel;
}

/** Who can be told, and how. The identity module implements it. */
export abstract class RecipientDirectory {
  /** Active users of an organisation; with a permission, those who have it. */
  abstract usersOf(organisationId: string, permission?: string): Promise<readonly string[]>;
  /** Null: there is no such user. */
  abstract contact(userId: string): Promise<Contact | null>;
}
