import type { LeaseClock } from '../clock/lease-clock.js';
import type { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { type Backoff, backoffMs } from './backoff.js';

/** A row in hand. The token is new for every claim: it fences off a worker whose lease has run out. */
export interface Claim {
  readonly id: string;
  readonly token: string;
  /** Tries so far, this one included. */
  readonly attempts: number;
}

interface QueueOptions {
  readonly table: string;
  /** The state of a row in hand: `running`, or `sending` for mails. */
  readonly busy: string;
  /** Longer than the longest piece of work. */
  readonly leaseMs: number;
}

/**
 * Work kept as rows with the columns id, state, attempts, nextAt, leaseOwner and lastError. A row that is `due` waits
 * until `nextAt`; a row in hand may be taken by others after `nextAt`. Two workers never hold one row: the claim is a
 * conditional update, and it needs neither SKIP LOCKED nor RETURNING, so it is the same on every database.
 */
export class LeasedQueue {
  constructor(
    private readonly db: Database,
    private readonly clock: LeaseClock,
    private readonly options: QueueOptions,
  ) {}

  /** Takes up to `limit` rows, the longest due first. */
  async claim(limit: number): Promise<Claim[]> {
    const { table, busy } = this.options;
    const free = `state IN ('due', '${busy}') AND nextAt <= ?`;
    const due = await this.db.select<{ id: string }>(
      `SELECT id FROM ${table} WHERE ${free} ORDER BY nextAt, id LIMIT ${limit}`,
      [this.clock.now()],
    );
    if (due.length === 0) return [];
    const ids = due.map((row) => row.id);
    const token = newId();
    return this.db.transaction(async () => {
      await this.db.execute(
        `UPDATE ${table} SET state = '${busy}', attempts = attempts + 1, leaseOwner = ?, nextAt = ?
          WHERE id IN (${ids.map(() => '?').join(', ')}) AND ${free}`,
        [token, this.leaseEnd(), ...ids, this.clock.now()],
      );
      const taken = await this.db.select<{ id: string; attempts: number }>(
        `SELECT id, attempts FROM ${table} WHERE leaseOwner = ?`,
        [token],
      );
      const byId = new Map(taken.map((row) => [row.id, Number(row.attempts)]));
      return ids.flatMap((id) => (byId.has(id) ? [{ id, token, attempts: byId.get(id) ?? 0 }] : []));
    });
  }

  /** Whether the row is still ours; if so its lease starts anew. Inside a transaction this also locks the row. */
  async extend(claim: Claim): Promise<boolean> {
    return this.write(claim, 'nextAt = ?', [this.leaseEnd()]);
  }

  /** Ends the work on a row. False when the lease was lost to another worker, whose result then counts. */
  async finish(claim: Claim, state: string, code: string | null = null): Promise<boolean> {
    return this.write(claim, 'state = ?, lastError = ?, leaseOwner = NULL', [state, code]);
  }

  /** Lets the row come back after a wait that doubles with every try. */
  async retry(claim: Claim, code: string, backoff: Backoff): Promise<boolean> {
    const nextAt = new Date(this.clock.now().getTime() + backoffMs(claim.attempts, backoff));
    return this.write(claim, "state = 'due', lastError = ?, nextAt = ?, leaseOwner = NULL", [code, nextAt]);
  }

  /** Gives back a row on which no work was done. */
  async release(claim: Claim): Promise<boolean> {
    const undo = "state = 'due', attempts = attempts - 1, nextAt = ?, leaseOwner = NULL";
    return this.write(claim, undo, [this.clock.now()]);
  }

  /** Makes ended rows due again, with all their tries. */
  async revive(where: string, params: readonly unknown[]): Promise<number> {
    return this.db.transaction(() =>
      this.db.execute(
        `UPDATE ${this.options.table} SET state = 'due', attempts = 0, nextAt = ?, leaseOwner = NULL WHERE ${where}`,
        [this.clock.now(), ...params],
      ),
    );
  }

  private async write(claim: Claim, set: string, params: readonly unknown[]): Promise<boolean> {
    const rows = await this.db.transaction(() =>
      this.db.execute(`UPDATE ${this.options.table} SET ${set} WHERE id = ? AND leaseOwner = ?`, [
        ...params,
        claim.id,
        claim.token,
      ]),
    );
    return rows === 1;
  }

  private leaseEnd(): Date {
    return new Date(this.clock.now().getTime() + this.options.leaseMs);
  }
}
