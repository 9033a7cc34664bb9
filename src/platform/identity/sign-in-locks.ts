import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { LeaseClock } from '../clock/lease-clock.js';
import { Database } from '../database/database.js';
import { secretHash } from './secrets.js';
import { SignInAttempt, type User } from './user.entity.js';

const FAILURES_BEFORE_LOCK = 5;
const LOCK_MS = 30 * 60_000;
const FORGET_MS = 30 * 24 * 3_600_000;

type Named = Pick<User, 'id' | 'username' | 'mail'>;

/** How a name that was typed stands: in whole minutes, 0 where nothing is locked. */
export interface Locks {
  /** The name itself, by what was tried with it: this is what may be said. */
  readonly name: number;
  /** The account behind it, by whatever name it was tried: this decides, and is never said. */
  readonly account: number;
}

/**
 * Failures are counted twice: for the name as it was typed, and for the account behind it, so that five lock the account
 * whether they came by user name or by mail. Only the name's own count is ever said: a stranger who locks an account by
 * its user name reads nothing new when trying a mail address, so does not learn that both are one person's. A name that
 * nobody has gets both counts too, and takes as long. In the database, so that all processes share them.
 */
@Injectable()
export class SignInLocks {
  constructor(
    private readonly db: Database,
    private readonly clock: LeaseClock,
  ) {}

  async of(key: string, user: Named | null): Promise<Locks> {
    const [name, account] = [nameId(key), accountId(key, user)];
    const rows = await this.db.repo(SignInAttempt).findBy({ id: In([name, account]) });
    const minutes = (id: string) => {
      const until = rows.find((row) => row.id === id)?.lockedUntil?.getTime() ?? 0;
      return Math.max(0, Math.ceil((until - this.clock.now().getTime()) / 60_000));
    };
    return { name: minutes(name), account: minutes(account) };
  }

  /** Inside a transaction. @returns whether this failure has locked the account */
  async failed(key: string, user: Named | null, { account }: Locks): Promise<boolean> {
    await this.count(nameId(key));
    return account === 0 && (await this.count(accountId(key, user)));
  }

  /** The person is known again: by password, by a mailed link, or to an administrator. Inside a transaction. */
  async lift({ id, username, mail }: Named): Promise<void> {
    const ids = [id, nameId(username), ...(mail === null ? [] : [nameId(mail)])];
    await this.db.repo(SignInAttempt).delete({ id: In(ids) });
  }

  /** By relative updates, so that parallel guesses cannot share a count. */
  private async count(id: string): Promise<boolean> {
    const now = this.clock.now();
    const row = { id, failures: 0, lockedUntil: null, failedAt: now };
    await this.db.manager.createQueryBuilder().insert().into(SignInAttempt).values(row).orIgnore().execute();
    await this.db.execute('UPDATE sign_in_attempt SET failures = failures + 1, failedAt = ? WHERE id = ?', [now, id]);
    const locked = await this.db.execute(
      'UPDATE sign_in_attempt SET failures = 0, lockedUntil = ? WHERE id = ? AND failures >= ?',
      [new Date(now.getTime() + LOCK_MS), id, FAILURES_BEFORE_LOCK],
    );
    return locked === 1;
  }

  /** Forgets failures that nobody has added to for a month: most are names that never were. */
  async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - FORGET_MS);
    await this.db.transaction(() =>
      this.db.execute('DELETE FROM sign_in_attempt WHERE failedAt IS NULL OR failedAt < ?', [before]),
    );
  }
}

const nameId = (key: string): string => secretHash(key);
const accountId = (key: string, user: Named | null): string => user?.id ?? secretHash(`nobody:${key}`);
