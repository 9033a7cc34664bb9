import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../audit/audit.service.js';
import { LeaseClock } from '../clock/lease-clock.js';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { deviceName } from './device-name.js';
import { KnownDevice } from './known-device.entity.js';
import { newSecret, secretHash } from './secrets.js';
import { Users } from './users.js';

const DAY_MS = 24 * 3_600_000;
/** Browsers keep the secret this long after the last sign-in, and so do we. */
export const DEVICE_DAYS = 365;

/** Tells people when somebody signs in as them on a device they have not used before. */
@Injectable()
export class Devices {
  constructor(
    private readonly db: Database,
    private readonly clock: LeaseClock,
    private readonly users: Users,
  ) {}

  /** A browser, known by the secret it kept. @returns the secret it is to keep from now on */
  async browser(userId: string, kept: string | undefined, agent: string): Promise<string> {
    const secret = kept !== undefined && /^[\w-]{43}$/.test(kept) ? kept : newSecret();
    await this.arrive(userId, secret, agent);
    return secret;
  }

  /** A program keeps nothing but its token: it is known by the name it gives itself. */
  async program(userId: string, agent: string): Promise<void> {
    await this.arrive(userId, `program:${agent}`, agent);
  }

  async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - DEVICE_DAYS * DAY_MS);
    await this.db.transaction(() => this.db.execute('DELETE FROM known_device WHERE seenAt < ?', [before]));
  }

  /** The unique key decides which of two sign-ins at once was the first. Nobody is told of their very first device. */
  private async arrive(userId: string, secret: string, agent: string): Promise<void> {
    const now = this.clock.now();
    const hash = secretHash(secret);
    await this.db.transaction(async () => {
      const seen = 'UPDATE known_device SET seenAt = ? WHERE userId = ? AND secretHash = ?';
      if ((await this.db.execute(seen, [now, userId, hash])) === 1) return;
      const others = await this.db.repo(KnownDevice).existsBy({ userId });
      const row = { id: newId(), userId, secretHash: hash, createdAt: now, seenAt: now };
      await this.db.manager.createQueryBuilder().insert().into(KnownDevice).values(row).orIgnore().execute();
      if (!others || !(await this.db.repo(KnownDevice).existsBy({ id: row.id }))) return;
      await this.users.warn(SYSTEM, userId, 'new-sign-in', { device: deviceName(agent) });
    });
  }
}
