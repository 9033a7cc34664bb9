import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Database } from '../database/database.js';
import { toInstant } from '../database/rows.js';

const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Numbers for operators, in Prometheus' text form. Labels are route patterns and states, never ids. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Histogram<'method' | 'route' | 'status'>;

  constructor(private readonly db: Database) {
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'yipanqi_http_request_seconds',
      help: 'How long requests took, by route',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS,
      registers: [this.registry],
    });
    this.rows('yipanqi_outbox_events', 'Events of the outbox by state', 'outbox_event');
    this.rows('yipanqi_mail_deliveries', 'Mails by state', 'delivery');
    this.oldest('yipanqi_outbox_oldest_seconds', 'Age of the oldest event that waits', 'outbox_event', 'createdAt');
    this.oldest('yipanqi_mail_oldest_seconds', 'Age of the oldest mail that waits', 'delivery', 'queuedAt');
  }

  observe(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  /** Counted when asked for, so that every process says the same. */
  private rows(name: string, help: string, table: string): void {
    const { db } = this;
    new Gauge({
      name,
      help,
      labelNames: ['state'],
      registers: [this.registry],
      async collect() {
        this.reset();
        const rows = await db.select<{ state: string; n: unknown }>(
          `SELECT state, COUNT(*) AS n FROM ${table} GROUP BY state`,
        );
        for (const { state, n } of rows) this.set({ state }, Number(n));
      },
    });
  }

  private oldest(name: string, help: string, table: string, column: string): void {
    const { db } = this;
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        const [row] = await db.select<{ since: Date | string | null }>(
          `SELECT MIN(${column}) AS since FROM ${table} WHERE state = 'due'`,
        );
        this.set(row?.since ? ageSeconds(row.since) : 0);
      },
    });
  }
}

const ageSeconds = (since: Date | string): number => Math.max(0, (Date.now() - toInstant(since).getTime()) / 1000);
