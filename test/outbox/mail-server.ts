import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface Arrival {
  readonly messageId: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly raw: string;
}

interface Faults {
  /** Answer to a sender: an SMTP code with text, or nothing to accept. */
  readonly refuseSender?: () => string | undefined;
  /** Answer to the n-th recipient (from 1): an SMTP code with text, or nothing to accept. */
  readonly refuse?: (n: number, address: string) => string | undefined;
  /** The n-th text (from 1) is taken, and the connection breaks before the answer. */
  readonly losesAnswer?: (n: number) => boolean;
  readonly arrived?: () => void;
}

/** A real SMTP server that keeps what it takes and fails as told. */
export class MailServer {
  readonly arrivals: Arrival[] = [];
  connections = 0;
  lostAnswers = 0;
  refusals = 0;
  private recipients = 0;
  private texts = 0;
  private readonly server: SMTPServer;

  constructor(private readonly faults: Faults = {}) {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      logger: false,
      closeTimeout: 200,
      onConnect: (_session, done) => {
        this.connections++;
        done();
      },
      onMailFrom: (_address, _session, done) => done(refusal(faults.refuseSender?.())),
      onRcptTo: ({ address }, _session, done) => {
        const answer = faults.refuse?.(++this.recipients, address);
        if (answer !== undefined) this.refusals++;
        done(refusal(answer));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => this.take(Buffer.concat(chunks).toString('utf8'), session, done));
      },
    });
    this.server.on('error', () => {}); // broken connections are what this server is for
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `smtp://127.0.0.1:${address.port}`;
  }

  /** Breaks every connection, as a server does that restarts or is tired of an idle one. */
  hangUp(): void {
    for (const connection of this.server.connections) connection._socket.destroy();
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private take(raw: string, session: SMTPServerSession, done: (error?: Error | null) => void): void {
    const header = (name: string): string => new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'im').exec(raw)?.[1] ?? '';
    this.arrivals.push({
      messageId: header('Message-ID'),
      recipients: session.envelope.rcptTo.map(({ address }) => address),
      subject: header('Subject'),
      raw,
    });
    const loses = this.faults.losesAnswer?.(++this.texts) ?? false;
    if (loses) {
      this.lostAnswers++;
      for (const connection of this.server.connections) if (connection.id === session.id) connection._socket.destroy();
    } else done();
    this.faults.arrived?.();
  }
}

function refusal(answer: string | undefined): Error | null {
  if (answer === undefined) return null;
  return Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) });
}
