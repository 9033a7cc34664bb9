import { Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { Database } from '../../platform/database/database.js';
import { toInstant } from '../../platform/database/rows.js';
import { Settings } from '../../platform/config/settings.js';
import { Allow, Facts, Me, type RequestFacts } from '../../platform/http/access.js';
import { QueryText } from '../../platform/http/query-text.js';
import { message } from '../../platform/i18n/message.js';
import { Words } from '../../platform/i18n/words.js';
import { NoticeFormat } from '../../platform/notifications/notice-format.js';
import { Deliveries, DELIVERIES_PAGE } from '../../platform/notifications/deliveries.service.js';
import { DELIVERY_STATES } from '../../platform/notifications/delivery.entity.js';
import { OutboxDispatcher } from '../../platform/outbox/outbox-dispatcher.service.js';
import { page, redirect } from '../../platform/views/result.js';

const READ = 'platform.delivery.read';
const REPLAY = 'platform.delivery.replay';
/** States whose mails can be sent again; a held one never. */
const revivable = new Set(['failed-technical', 'failed-permanent', 'suppressed']);

interface DeadEvent {
  id: string;
  topic: string;
  createdAt: string | Date;
  attempts: number;
  lastError: string | null;
}

/** What has not arrived: mails, events whose consumers gave up, and runs of jobs that did. */
@Controller('admin/deliveries')
export class DeliveryPages {
  constructor(
    private readonly db: Database,
    private readonly deliveries: Deliveries,
    private readonly dispatcher: OutboxDispatcher,
    private readonly audit: Audit,
    private readonly words: Words,
    private readonly settings: Settings,
  ) {}

  @Get()
  @Allow(READ)
  async show(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @QueryText('state') asked: string | undefined,
    @QueryText('after') after: unknown,
  ) {
    const state = DELIVERY_STATES.find((one) => one === asked) ?? null;
    const counts = await this.deliveries.counts();
    const tabs = [
      {
        href: '/admin/deliveries',
        label: message('admin.deliveries.stuck'),
        count: await this.deliveries.waitingCount(),
        current: state === null,
      },
      ...DELIVERY_STATES.map((one) => ({
        href: `/admin/deliveries?state=${one}`,
        label: message(`notices.delivery.${one}`),
        count: counts[one],
        current: one === state,
      })),
    ];
    const rows = await (state === null
      ? this.deliveries.waiting()
      : this.deliveries.list(state, typeof after === 'string' ? after : undefined));
    const format = new NoticeFormat(locale, this.settings.businessZone);
    const last = state !== null && rows.length === DELIVERIES_PAGE ? rows.at(-1) : undefined;
    return page('admin/deliveries', {
      tabs,
      state,
      rows: rows.map((row) => ({
        ...row,
        text: format.line(this.words, row.kind, row.params),
        revivable: revivable.has(row.state),
      })),
      olderHref: last && `/admin/deliveries?state=${state}&after=${last.id}`,
      dead: await this.deadEvents(),
      jobs: await this.deadJobs(),
      failed: counts['failed-technical'] > 0,
      mayReplay: me.permissions.has(REPLAY),
    });
  }

  private async deadEvents() {
    const rows = await this.db.select<DeadEvent>(
      "SELECT id, topic, createdAt, attempts, lastError FROM outbox_event WHERE state = 'dead' ORDER BY id DESC LIMIT 50",
    );
    return rows.map((row) => ({ ...row, createdAt: toInstant(row.createdAt) }));
  }

  /** Runs of timed jobs; the next run starts by itself, so there is nothing to replay. */
  private deadJobs() {
    return this.db.select(
      "SELECT id, job, slot, attempts, lastError FROM job_slot WHERE state = 'dead' ORDER BY id DESC LIMIT 50",
    );
  }

  @Post('mails/:which/replay')
  @Allow(REPLAY)
  async replayMail(@Me() me: Actor, @Param('which') which: string) {
    const count = await this.deliveries.replay(which);
    await this.noted(me, 'delivery.replay', which, count);
    return redirect('/admin/deliveries', 'admin.deliveries.replayed', { count });
  }

  @Post('events/:which/replay')
  @Allow(REPLAY)
  async replayEvent(@Me() me: Actor, @Param('which') which: string) {
    const count = await this.dispatcher.replay(which);
    await this.noted(me, 'event.replay', which, count);
    return redirect('/admin/deliveries', 'admin.deliveries.events-replayed', { count });
  }

  private async noted(
    me: Actor,
    action: 'delivery.replay' | 'event.replay',
    which: string,
    count: number,
  ): Promise<void> {
    if (count === 0) return;
    await this.db.transaction(() => this.audit.record(me, { action, type: 'delivery', id: which, after: { count } }));
  }
}
