import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { LeaseClock } from '../clock/lease-clock.js';
import { Database } from '../database/database.js';
import { isUniqueViolation } from '../database/faults.js';
import { IdempotencyKey } from './idempotency-key.entity.js';

/** Longer than any request may last: whoever claimed a key that long ago is gone. */
const ABANDONED_MS = 60_000;
const WAIT_MS = 20_000;
const POLL_MS = 40;

/** One request: who asked under which key, and what exactly. */
export interface Call {
  readonly id: string;
  readonly requestHash: string;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export type Outcome<T> = { readonly replayed: false; readonly result: T } | ({ readonly replayed: true } & Answer);

/** Acts once however often the same request arrives, and answers every time (reliability: double clicks, lost answers). */
@Injectable()
export class Idempotency {
  constructor(
    private readonly db: Database,
    private readonly clock: LeaseClock,
  ) {}

  /**
   * Key, effect and answer in one transaction: all or nothing, also when the process dies in between. Only for work that
   * is database work, since it may be run again as a whole. A refusal rolls the key back, so it may be mended and sent anew.
   * @throws Problem `idempotency-mismatch` when the key was used for another request
   */
  async together<T>(call: Call, work: () => Promise<T>, answerOf: (result: T) => Answer): Promise<Outcome<T>> {
    const before = await this.find(call);
    if (before) return answered(before);
    try {
      return await this.db.transaction(async () => {
        await this.insert(call);
        const result = await work();
        await this.keep(call, answerOf(result));
        return { replayed: false as const, result };
      });
    } catch (error) {
      const winner = isUniqueViolation(error) ? await this.find(call) : null;
      if (!winner) throw error;
      return answered(winner);
    }
  }

  /**
   * Claims the key, works in as many transactions as it takes, then keeps the answer; `answerOf` returning null means
   * there is nothing to keep. Others with the same key wait for the answer. If the process dies in between, the key may
   * be claimed anew after a minute: then the records' own states decide.
   */
  async around<T>(call: Call, work: () => Promise<T>, answerOf: (result: T) => Answer | null): Promise<Outcome<T>> {
    const other = await this.claimOrWait(call);
    if (other) return other;
    try {
      const result = await work();
      const answer = answerOf(result);
      await this.db.transaction(() => (answer ? this.keep(call, answer) : this.release(call)));
      return { replayed: false, result };
    } catch (error) {
      await this.db.transaction(() => this.release(call));
      throw error;
    }
  }

  private async claimOrWait(call: Call): Promise<(Answer & { replayed: true }) | null> {
    const deadline = performance.now() + WAIT_MS;
    for (;;) {
      if (await this.claim(call)) return null;
      const row = await this.find(call);
      if (row && row.status !== null) return answered(row);
      if (performance.now() > deadline) throw new Problem('busy');
      await sleep(POLL_MS);
    }
  }

  private async claim(call: Call): Promise<boolean> {
    const row = await this.find(call);
    if (row) return row.status === null && this.takeOver(row);
    try {
      await this.db.transaction(() => this.insert(call));
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  }

  private async takeOver({ id, createdAt }: IdempotencyKey): Promise<boolean> {
    const now = this.clock.now();
    if (now.getTime() - createdAt.getTime() < ABANDONED_MS) return false;
    const taken = await this.db.transaction(() =>
      this.db.execute('UPDATE idempotency_key SET createdAt = ? WHERE id = ? AND status IS NULL AND createdAt = ?', [
        now,
        id,
        createdAt,
      ]),
    );
    return taken === 1;
  }

  private async find({ id, requestHash }: Call): Promise<IdempotencyKey | null> {
    const row = await this.db.repo(IdempotencyKey).findOneBy({ id });
    if (row && row.requestHash !== requestHash) throw new Problem('idempotency-mismatch');
    return row;
  }

  private async insert({ id, requestHash }: Call): Promise<void> {
    const row = { id, requestHash, status: null, answer: null, createdAt: this.clock.now() };
    await this.db.repo(IdempotencyKey).insert(row);
  }

  private async keep({ id }: Call, { status, body }: Answer): Promise<void> {
    await this.db.repo(IdempotencyKey).update({ id }, { status, answer: { body: body ?? null } });
  }

  private async release({ id }: Call): Promise<void> {
    await this.db.repo(IdempotencyKey).delete({ id });
  }
}

function answered({ status, answer }: IdempotencyKey): Answer & { replayed: true } {
  if (status === null) throw new Problem('busy');
  return { replayed: true, status, body: (answer as { body: unknown }).body };
}
