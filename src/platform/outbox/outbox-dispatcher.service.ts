import { Injectable, Logger } from '@nestjs/common';
import { LeaseClock } from '../clock/lease-clock.js';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { type Backoff, failureCode } from './backoff.js';
import { type Claim, LeasedQueue } from './leased-queue.js';
import { OutboxDone } from './outbox-done.entity.js';
import { OutboxEvent } from './outbox-event.entity.js';
import { type Consumer, Outbox } from './outbox.service.js';
import { PollingLoop } from './polling-loop.js';

export class OutboxSettings {
  everyMs = 5_000;
  batch = 20;
  leaseMs = 120_000;
  /** After as many failures an event is dead and waits for `replay`. */
  maxAttempts = 10;
  backoff: Backoff = { baseMs: 1_000, capMs: 600_000 };
}

/** The worker took longer than its lease and another one has the event now. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Brings events to their consumers: at least once each, with effects exactly once. */
@Injectable()
export class OutboxDispatcher {
  private readonly log = new Logger(OutboxDispatcher.name);
  private readonly queue: LeasedQueue;
  private readonly loop: PollingLoop;

  constructor(
    private readonly db: Database,
    clock: LeaseClock,
    private readonly outbox: Outbox,
    private readonly settings: OutboxSettings,
  ) {
    this.queue = new LeasedQueue(db, clock, { table: 'outbox_event', busy: 'running', leaseMs: settings.leaseMs });
    this.loop = new PollingLoop(
      settings.everyMs,
      (signal) => this.drain(signal),
      (error) => this.log.error(`outbox pass failed: ${failureCode(error)}`),
    );
  }

  start(): void {
    this.outbox.rings(() => this.loop.ring());
    this.loop.start();
  }

  /** Ends after the event in hand; what was claimed beyond it goes back. */
  async stop(): Promise<void> {
    await this.loop.stop();
  }

  /** Works until nothing is due, what handlers emit included. Returns the number of events handled or failed. */
  async drain(signal?: AbortSignal): Promise<number> {
    let handled = 0;
    for (;;) {
      const claims = await this.queue.claim(this.settings.batch);
      if (claims.length === 0) return handled;
      for (const claim of claims) {
        if (signal?.aborted) await this.queue.release(claim);
        else await this.handle(claim);
      }
      if (signal?.aborted) return handled;
      handled += claims.length;
    }
  }

  /** Makes one dead event due again, or all of them; consumers that had succeeded are not run again. */
  async replay(which: string): Promise<number> {
    const rows = await (which === 'all'
      ? this.queue.revive("state = 'dead'", [])
      : this.queue.revive("state = 'dead' AND id = ?", [which]));
    this.loop.ring();
    return rows;
  }

  private async handle(claim: Claim): Promise<void> {
    const event = await this.db.repo(OutboxEvent).findOneByOrFail({ id: claim.id });
    let failure: unknown;
    for (const consumer of this.outbox.consumersOf(event.topic))
      await this.consume(claim, event, consumer).catch((error: unknown) => {
        failure = error;
        this.log.warn(`${event.topic} ${event.id} ${consumer.name} attempt ${claim.attempts}: ${failureCode(error)}`);
      });
    if (failure instanceof LeaseLost) return;
    if (failure === undefined) await this.queue.finish(claim, 'done');
    else if (claim.attempts >= this.settings.maxAttempts) await this.queue.finish(claim, 'dead', failureCode(failure));
    else await this.queue.retry(claim, failureCode(failure), this.settings.backoff);
  }

  private async consume(claim: Claim, event: OutboxEvent, consumer: Consumer): Promise<void> {
    await this.db.transaction(async () => {
      if (!(await this.queue.extend(claim))) throw new LeaseLost();
      const mark = { eventId: event.id, consumer: consumer.name };
      if (await this.db.repo(OutboxDone).existsBy(mark)) return;
      await this.db.repo(OutboxDone).insert({ id: newId(), ...mark });
      await consumer.handle(event as OutboxEvent & { payload: never });
    });
  }
}
