import { LeaseClock } from '../../src/platform/clock/lease-clock.js';
import { Settings } from '../../src/platform/config/settings.js';

/** A lease clock that tests can put forward: waiting for leases and backoffs without waiting. */
export class SteppedLeaseClock extends LeaseClock {
  private offset = 0;

  override now(): Date {
    return new Date(Date.now() + this.offset);
  }

  forward(ms: number): void {
    this.offset += ms;
  }
}

export function testSettings(values: Partial<Settings> = {}): Settings {
  return new Settings({
    production: false,
    port: 0,
    baseUrl: 'https://yipanqi.example.cn',
    databaseUrl: 'sqlite:unused',
    smtpUrl: undefined,
    mailFrom: '一盘棋 <noreply@yipanqi.example.cn>',
    redisUrl: undefined,
    trustProxy: ['loopback'],
    sessionSecret: 'x'.repeat(32),
    demo: false,
    logLevel: 'silent',
    role: 'all',
    filesDir: 'var/files',
    mailDir: 'var/mail',
    businessZone: 'Asia/Shanghai',
    ...values,
  });
}
