import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { MailSender } from '../notifications/mail-sender.service.js';
import { OutboxDispatcher } from '../outbox/outbox-dispatcher.service.js';
import { Scheduler } from './scheduler.service.js';

/** Everything that works without a request: jobs, events, mails. */
@Injectable()
export class Background implements BeforeApplicationShutdown {
  constructor(
    private readonly app: Settings,
    private readonly scheduler: Scheduler,
    private readonly dispatcher: OutboxDispatcher,
    private readonly sender: MailSender,
  ) {}

  /** For `main`, once all modules have registered their consumers and jobs. Does nothing when ROLE=web. */
  start(): void {
    if (this.app.role === 'web') return;
    this.dispatcher.start();
    this.sender.start();
    this.scheduler.start();
  }

  /** Works until nothing at all is due: for tests, the demo and the command line. */
  async drain(): Promise<void> {
    while ((await this.scheduler.runDue()) + (await this.dispatcher.drain()) + (await this.sender.drain()) > 0);
  }

  /** What is in hand is finished, what was only claimed goes back. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.scheduler.stop(), this.dispatcher.stop(), this.sender.stop()]);
  }
}
