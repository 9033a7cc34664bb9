import { Injectable } from '@nestjs/common';

/** Sessions, leases and rate limits. It never travels. */
@Injectable()
export class LeaseClock {
  now(): Date {
    return new Date();
  }

  /** Milliseconds from an arbitrary origin, never set back: for durations inside one process. */
  ms(): number {
    return performance.now();
  }
}
