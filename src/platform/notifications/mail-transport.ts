import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { MailText } from './mail-templates.js';

export interface Mail extends MailText {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly id: string;
  /** Without angle brackets; the same for every copy of a mail. */
  readonly messageId: string;
}

/** Hands a mail on, or throws. */
export abstract class MailTransport {
  abstract send(mail: Mail): Promise<void>;
  /** Lets go of what is kept open between mails, and of a mail in hand, which then has failed; the next one opens it again. */
  close(): void {}
}

const message = ({ from, to, subject, text, html, messageId }: Mail) => ({
  from,
  to,
  subject,
  text,
  html,
  messageId: `<${messageId}>`,
  // The envelope is given, not parsed from headers: one sender, one recipient.
  envelope: { from: from.address, to: [to.address] },
  headers: { 'Auto-Submitted': 'auto-generated' },
  disableFileAccess: true,
  disableUrlAccess: true,
});

/** Every step is bounded, and the whole of it: a server that trickles its replies never reaches a step's time-out. */
const PATIENCE = {
  dnsTimeout: 5_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
  /** One mail from first to last, far below the lease of a delivery. */
  mailTimeout: 60_000,
};

/**
 * One connection that carries mail after mail, renewed after a hundred or after ten idle seconds, before the server ends
 * it in the middle of something. The pool never repeats a mail by itself: every try belongs to the queue, which asks anew
 * whether the mail is still wanted.
 */
const ONE_CONNECTION = {
  pool: true,
  maxConnections: 1,
  maxMessages: 100,
  maxRequeues: 0,
  idleTimeout: 10_000,
} as const;

export class SmtpTransport extends MailTransport {
  private mailer: ReturnType<SmtpTransport['open']> | undefined;
  private readonly patience: typeof PATIENCE;

  constructor(
    private readonly url: string,
    patience: Partial<typeof PATIENCE> = {},
  ) {
    super();
    this.patience = { ...PATIENCE, ...patience };
  }

  async send(mail: Mail): Promise<void> {
    this.mailer ??= this.open();
    await this.mailer.sendMail({ ...message(mail), signal: AbortSignal.timeout(this.patience.mailTimeout) });
  }

  override close(): void {
    this.mailer?.close({ force: true });
    this.mailer = undefined;
  }

  private open() {
    const { mailTimeout: _whole, ...steps } = this.patience;
    return createTransport({ url: this.url, ...ONE_CONNECTION, ...steps });
  }
}

/** Without a mail server mails are written as files, for trying out and for the demo. */
export class FolderTransport extends MailTransport {
  private readonly mailer = createTransport({ streamTransport: true, buffer: true });

  constructor(private readonly folder: string) {
    super();
  }

  async send(mail: Mail): Promise<void> {
    const made = await this.mailer.sendMail(message(mail));
    await mkdir(this.folder, { recursive: true });
    await writeFile(join(this.folder, `${mail.id}.eml`), made.message as Buffer);
  }
}
