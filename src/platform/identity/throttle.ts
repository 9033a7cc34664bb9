import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { LeaseClock } from '../clock/lease-clock.js';
import { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { ThrottleCount } from './throttle-count.entity.js';

interface Allowance {
  readonly tries: number;
  readonly minutes: number;
}

/** What may be knocked at without a session, and how often one caller may do so in so many minutes. */
export class ThrottleSettings {
  /** Failed sign-ins from one network address: a whole office mistypes less, a machine trying many names more. */
  'sign-in': Allowance = { tries: 30, minutes: 15 };
  /** Reset mails asked for from one address, and sent to one person. */
  reset: Allowance = { tries: 20, minutes: 60 };
  'reset-mail': Allowance = { tries: 5, minutes: 60 };
  /** Applications for an account from one address: enterprises may sit together in one hall and apply. */
  register: Allowance = { tries: 60, minutes: 60 };
}

type Door = keyof ThrottleSettings;

/** Counts who knocks how often. The counters are in the database, so that all processes share them; lease clock. */
@Injectable()
export class Throttle {
  constructor(
    private readonly db: Database,
    private readonly clock: LeaseClock,
    private readonly app: Settings,
    private readonly settings: ThrottleSettings,
  ) {}

  /**
   * Counts a try before it is made, so that a thousand at once cannot share one count.
   *
   * @throws Problem `too-many-requests` with the minutes left
   */
  async knock(door: Door, caller: string): Promise<void> {
    const end = await this.count(door, caller);
    if (end === null) return;
    const minutes = Math.max(1, Math.ceil((end.getTime() - this.clock.now().getTime()) / 60_000));
    throw new Problem('too-many-requests', { minutes });
  }

  /** The same, for what must not tell that it was refused. */
  async allows(door: Door, caller: string): Promise<boolean> {
    return (await this.count(door, caller)) === null;
  }

  /** @returns until when the door stays shut, or null when the try was counted */
  private async count(door: Door, caller: string): Promise<Date | null> {
    const { tries, minutes } = this.settings[door];
    const id = this.idOf(door, caller);
    const now = this.clock.now();
    const until = new Date(now.getTime() + minutes * 60_000);
    return this.db.transaction(async () => {
      const row = { id, tries: 0, until };
      await this.db.manager.createQueryBuilder().insert().into(ThrottleCount).values(row).orIgnore().execute();
      await this.db.execute('UPDATE throttle_count SET tries = 0, until = ? WHERE id = ? AND until <= ?', [
        until,
        id,
        now,
      ]);
      const counted = await this.db.execute('UPDATE throttle_count SET tries = tries + 1 WHERE id = ? AND tries < ?', [
        id,
        tries,
      ]);
      return counted === 1 ? null : (await this.db.repo(ThrottleCount).findOneByOrFail({ id })).until;
    });
  }

  /** The try was a good one and does not count. */
  async forgive(door: Door, caller: string): Promise<void> {
    await this.db.transaction(() =>
      this.db.execute('UPDATE throttle_count SET tries = tries - 1 WHERE id = ? AND tries > 0', [
        this.idOf(door, caller),
      ]),
    );
  }

  async sweep(): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(() => this.db.execute('DELETE FROM throttle_count WHERE until <= ?', [now]));
  }

  /** Addresses are personal data: what is stored can be compared, not read back without the secret. */
  private idOf(door: Door, caller: string): string {
    return createHmac('sha256', this.app.sessionSecret)
      .update(`throttle:${door}:${network(caller)}`)
      .digest('hex');
  }
}

/** A household or office has one IPv4 address, but as many IPv6 addresses as it likes in one /64. */
export function network(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4 !== undefined) return v4;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('%', 1)[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}
