import type { Database } from '../database/database.js';
import type { Notice } from './notice.entity.js';

export type NoticeLevel = 'must' | 'progress' | 'info';
/** What a person wants by mail: 只收必办, 必办+进展, 全部. The inbox always has all. */
export type MailLevel = 'must' | 'progress' | 'all';

export interface NoticeKind {
  readonly kind: string;
  /** `must`: somebody has to act. `progress`: their case has moved. `info`: the rest. */
  readonly level: NoticeLevel;
  /** Whether it is mailed as well; then both `templates/mails/<kind>.<locale>.hbs` exist. */
  readonly mail: boolean;
  /** Asked right before a mail is sent. False: it is held for ever, such as after a withdrawn consent. */
  readonly stillWanted?: (notice: Notice, db: Database) => Promise<boolean>;
  /** Goes to the address of the moment it was told: whoever has changed it since must not be the one who is warned. */
  readonly toldAddress?: boolean;
  /**
   * Makes the mailed link when the mail is sent, in a transaction: for one-time tokens, which must not lie readable in
   * the database. Every try makes a new one.
   */
  readonly link?: (notice: Notice, db: Database) => Promise<string>;
}

/** Every kind the application knows. Areas list theirs beside the code that tells them; app.module puts the lists together. */
export class NoticeKinds {
  private readonly byName = new Map<string, NoticeKind>();

  constructor(kinds: readonly NoticeKind[]) {
    for (const kind of kinds) {
      if (this.byName.has(kind.kind)) throw new Error(`notice kind ${kind.kind} is defined twice`);
      this.byName.set(kind.kind, kind);
    }
  }

  get all(): readonly NoticeKind[] {
    return [...this.byName.values()];
  }

  require(name: string): NoticeKind {
    const kind = this.byName.get(name);
    if (kind === undefined) throw new Error(`no notice kind ${name}`);
    return kind;
  }
}

/** Whether a person with this setting gets this kind by mail. */
export function mailed(kind: NoticeKind, wants: MailLevel): boolean {
  if (!kind.mail) return false;
  return wants === 'all' || kind.level === 'must' || (wants === 'progress' && kind.level === 'progress');
}
