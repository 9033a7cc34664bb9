import { readSettings } from '../config/settings.js';
import { BusinessClock } from './business-clock.js';
import { LeaseClock } from './lease-clock.js';

const settings = (zone: string) => readSettings({ TZ_BUSINESS: zone, SESSION_SECRET: 'x'.repeat(32) });

describe('BusinessClock', () => {
  it('turns the day at midnight of the business zone', () => {
    const clock = new BusinessClock(settings('Asia/Shanghai'));
    clock.travelTo(new Date('2026-02-28T15:59:59.000Z'));
    expect(clock.today()).toBe('2026-02-28');
    clock.travelTo(new Date('2026-02-28T16:00:00.000Z'));
    expect(clock.today()).toBe('2026-03-01');
    expect(clock.dayOf(new Date('2025-12-31T16:00:00Z'))).toBe('2026-01-01');
    expect(new BusinessClock(settings('UTC')).dayOf(new Date('2025-12-31T16:00:00Z'))).toBe('2025-12-31');
  });

  it('ticks on after a journey, alone, and comes back', async () => {
    const clock = new BusinessClock(settings('Asia/Shanghai'));
    const leases = new LeaseClock();
    const there = new Date('2030-01-01T00:00:00Z');
    clock.travelTo(there);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const away = clock.now().getTime() - there.getTime();
    expect(away).toBeGreaterThanOrEqual(25);
    expect(away).toBeLessThan(5_000);
    expect(Math.abs(leases.now().getTime() - Date.now())).toBeLessThan(1_000);
    clock.resume();
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(1_000);
  });
});

describe('LeaseClock', () => {
  it('measures durations even when the system clock is set back', () => {
    const leases = new LeaseClock();
    const began = leases.ms();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
    expect(leases.ms()).toBeGreaterThanOrEqual(began);
    clock.mockRestore();
  });
});
