import { Injectable } from '@nestjs/common';
import { BusinessClock } from '../clock/business-clock.js';
import { LeaseClock } from '../clock/lease-clock.js';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { OutboxEvent } from './outbox-event.entity.js';

export interface OutboxMessage<P> {
  readonly id: string;
  readonly topic: string;
  readonly aggregateId: string | null;
  readonly payload: P;
  readonly createdAt: Date;
}

export interface Consumer {
  readonly name: string;
  handle(message: OutboxMessage<never>): Promise<unknown>;
}

/** What must happen because something was committed, and only if it was (docs/adr/0004-outbox-without-broker.md). */
@Injectable()
export class Outbox {
  private readonly consumers = new Map<string, Consumer[]>();
  private bell: () => void = () => {};

  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly leases: LeaseClock,
  ) {}

  /** Writes an event in the ambient transaction. Payloads hold ids and codes; what they mean is read when handled. */
  async emit(
    topic: string,
    payload: Readonly<Record<string, unknown>>,
    aggregateId: string | null = null,
  ): Promise<void> {
    await this.db.repo(OutboxEvent).insert({
      id: newId(),
      topic,
      aggregateId,
      payload,
      createdAt: this.clock.now(),
      state: 'due',
      attempts: 0,
      nextAt: this.leases.now(),
      leaseOwner: null,
      lastError: null,
    });
    this.db.afterCommit(() => this.bell());
  }

  /**
   * Registers a consumer, at start-up. The handler runs in one transaction with the mark that it ran, so its effects in
   * the database happen once. It must have none elsewhere: mails go through `Notices`, long work through `Scheduler`.
   * Events may come late and out of order: read the present state, do not trust the order.
   */
  on<P>(topic: string, consumer: string, handle: (message: OutboxMessage<P>) => Promise<unknown>): void {
    const known = this.consumersOf(topic);
    if (known.some(({ name }) => name === consumer)) throw new Error(`${consumer} already listens to ${topic}`);
    this.consumers.set(topic, [...known, { name: consumer, handle }]);
  }

  consumersOf(topic: string): readonly Consumer[] {
    return this.consumers.get(topic) ?? [];
  }

  /** Whom to wake after a commit. */
  rings(bell: () => void): void {
    this.bell = bell;
  }
}
