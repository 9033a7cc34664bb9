import { Injectable, Logger } from '@nestjs/common';
import { BusinessClock } from '../clock/business-clock.js';
import { LeaseClock } from '../clock/lease-clock.js';
import { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { type Backoff, failureCode } from '../outbox/backoff.js';
import { type Claim, LeasedQueue } from '../outbox/leased-queue.js';
import { PollingLoop } from '../outbox/polling-loop.js';
import { Delivery } from './delivery.entity.js';
import { displayName, mailbox, singleAddress } from './mail-address.js';
import { mailFailure } from './mail-failure.js';
import { MailSuppression } from './mail-suppression.entity.js';
import { MailTemplates } from './mail-templates.js';
import { type Mail, MailTransport } from './mail-transport.js';
import { mailed, NoticeKinds } from './notice-kinds.js';
import { Notice } from './notice.entity.js';
import { isPath, Notices } from './notices.service.js';
import { RecipientDirectory } from './recipient-directory.js';

export class MailSettings {
  everyMs = 5_000;
  /** Longer than one mail can take with every time-out reached. */
  leaseMs = 120_000;
  /** How long a stop waits for the mail in hand; then it counts as failed for now. */
  stopMs = 8_000;
  backoff: Backoff = { baseMs: 30_000, capMs: 3_600_000 };
  /** After this a mail nobody took has failed. */
  horizonMs = 72 * 3_600_000;
}

/** A state in which the mail is not sent at all. */
interface Withheld {
  readonly state: 'held' | 'suppressed';
  readonly code: string;
}

/**
 * Sends what is due, one mail after the other, each at least once: a crash between the server's answer and our note repeats
 * a mail under its old id. One at a time, so that this can be at most one mail a crash.
 */
@Injectable()
export class MailSender {
  private readonly log = new Logger(MailSender.name);
  private readonly queue: LeasedQueue;
  private readonly loop: PollingLoop;
  private readonly from: Mail['from'];
  private readonly host: string;

  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly leases: LeaseClock,
    private readonly directory: RecipientDirectory,
    private readonly templates: MailTemplates,
    private readonly transport: MailTransport,
    private readonly notices: Notices,
    private readonly kinds: NoticeKinds,
    private readonly app: Settings,
    private readonly settings: MailSettings,
  ) {
    this.queue = new LeasedQueue(db, leases, { table: 'delivery', busy: 'sending', leaseMs: settings.leaseMs });
    this.loop = new PollingLoop(
      settings.everyMs,
      (signal) => this.drain(signal),
      (error) => this.log.error(`mail pass failed: ${failureCode(error)}`),
    );
    this.from = mailbox(app.mailFrom);
    this.host = new URL(app.baseUrl).hostname;
  }

  start(): void {
    this.notices.rings(() => this.loop.ring());
    this.loop.start();
  }

  /** Ends after the mail in hand; a server that is stuck does not hold it up. */
  async stop(): Promise<void> {
    const enough = setTimeout(() => this.transport.close(), this.settings.stopMs);
    await this.loop.stop();
    clearTimeout(enough);
    this.transport.close();
  }

  ring(): void {
    this.loop.ring();
  }

  /** Works until nothing is due. Returns the number of mails tried. */
  async drain(signal?: AbortSignal): Promise<number> {
    let tried = 0;
    while (!signal?.aborted) {
      const [claim] = await this.queue.claim(1);
      if (claim === undefined) break;
      await this.deliver(claim);
      tried++;
    }
    return tried;
  }

  private async deliver(claim: Claim): Promise<void> {
    try {
      const mail = await this.prepare(claim);
      if ('state' in mail) {
        await this.queue.finish(claim, mail.state, mail.code);
        return;
      }
      await this.transport.send(mail);
    } catch (error) {
      await this.noteFailure(claim, error);
      return;
    }
    await this.noteSent(claim);
  }

  /** Reads everything afresh: since it was queued the person may have moved, and the consent may be gone. */
  private async prepare({ id }: Claim): Promise<Mail | Withheld> {
    const delivery = await this.db.repo(Delivery).findOneByOrFail({ id });
    const notice = await this.db.repo(Notice).findOneByOrFail({ id: delivery.noticeId });
    const kind = this.kinds.require(notice.kind);
    const contact = await this.directory.contact(notice.userId);
    const wanted = kind.toldAddress ? delivery.address : contact?.mail;
    if (!contact || !wanted) return { state: 'suppressed', code: 'no-address' };
    if (!mailed(kind, contact.mailLevel)) return { state: 'suppressed', code: 'mail-level' };
    if (await this.isSuppressed(wanted)) return { state: 'suppressed', code: 'address-refused' };
    const address = singleAddress(wanted);
    if (address === null) throw Object.assign(new Error('not one plain address'), { code: 'bad-address' });
    if (address !== delivery.address) await this.readdress(id, address);
    const { locale } = contact;
    const href = kind.link
      ? await this.db.transaction(async () => kind.link?.(notice, this.db) ?? notice.href)
      : notice.href;
    if (!isPath(href)) throw Object.assign(new Error('not a path of the portal'), { code: 'bad-link' });
    const words = this.templates.render(notice.kind, {
      locale,
      baseUrl: this.app.baseUrl,
      href,
      params: notice.params,
    });
    const to = { name: displayName(contact.name), address };
    const mail = { ...words, id, from: this.from, to, messageId: `${id}@${this.host}` };
    // Last of all, so that the time between this question and the sending is as short as it can be.
    return (await kind.stillWanted?.(notice, this.db)) === false ? { state: 'held', code: 'not-wanted' } : mail;
  }

  private async noteSent(claim: Claim): Promise<void> {
    await this.db.transaction(async () => {
      if (!(await this.queue.finish(claim, 'sent'))) return;
      await this.db.execute('UPDATE delivery SET sentAt = ? WHERE id = ?', [this.clock.now(), claim.id]);
    });
  }

  private async noteFailure(claim: Claim, error: unknown): Promise<void> {
    const { final, suppress, code } = mailFailure(error);
    this.log.warn(`mail ${claim.id} attempt ${claim.attempts}: ${code}`);
    const { queuedAt, address } = await this.db.repo(Delivery).findOneByOrFail({ id: claim.id });
    const tooOld = this.leases.now().getTime() - queuedAt.getTime() >= this.settings.horizonMs;
    if (!final) {
      await (tooOld
        ? this.queue.finish(claim, 'failed-technical', code)
        : this.queue.retry(claim, code, this.settings.backoff));
      return;
    }
    await this.db.transaction(async () => {
      const noted = await this.queue.finish(claim, 'failed-permanent', code);
      if (noted && suppress) await this.suppress(address, code);
    });
  }

  private async readdress(id: string, address: string): Promise<void> {
    await this.db.transaction(() => this.db.execute('UPDATE delivery SET address = ? WHERE id = ?', [address, id]));
  }

  private isSuppressed(mail: string): Promise<boolean> {
    return this.db.repo(MailSuppression).existsBy({ address: mail.toLowerCase() });
  }

  private async suppress(mail: string, reason: string): Promise<void> {
    const row = { id: newId(), address: mail.toLowerCase(), reason, createdAt: this.clock.now() };
    await this.db.manager.createQueryBuilder().insert().into(MailSuppression).values(row).orIgnore().execute();
  }
}
