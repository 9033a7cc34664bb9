import { AsyncResource } from 'node:async_hooks';

/** Runs `work` when rung and every `everyMs`, never twice at once; a ring during a run makes one more run. */
export class PollingLoop {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> | undefined;
  private again = false;
  private stopping = new AbortController();
  private readonly begin: () => void;

  constructor(
    private readonly everyMs: number,
    private readonly work: (signal: AbortSignal) => Promise<unknown>,
    private readonly failed: (error: unknown) => void,
  ) {
    // A ring comes from inside somebody's transaction; the work must not inherit it.
    this.begin = AsyncResource.bind(() => {
      this.current = this.run();
    });
  }

  start(): void {
    if (this.timer !== undefined) return;
    this.stopping = new AbortController();
    this.timer = setInterval(() => this.ring(), this.everyMs);
    this.ring();
  }

  /** Does nothing unless started. */
  ring(): void {
    if (this.timer === undefined) return;
    if (this.current === undefined) this.begin();
    else this.again = true;
  }

  /** Resolves once the work in hand has ended; the signal asks it to end early. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    this.stopping.abort();
    await this.current;
  }

  private async run(): Promise<void> {
    do {
      this.again = false;
      await this.work(this.stopping.signal).catch(this.failed);
    } while (this.again && !this.stopping.signal.aborted);
    this.current = undefined;
  }
}
