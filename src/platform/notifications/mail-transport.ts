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

/** Every step is bounded, all together far below the lease of a delivery. */
const PATIENCE = { dnsTimeout: 5_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** One connection a mail: at our volume simpler and more certain than a pool. */
export class SmtpTransport extends MailTransport {
  private readonly mailer;

  constructor(url: string, patience: Partial<typeof PATIENCE> = {}) {
    super();
    this.mailer = createTransport({ url, ...PATIENCE, ...patience });
  }

  async send(mail: Mail): Promise<void> {
    await this.mailer.sendMail(message(mail));
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
