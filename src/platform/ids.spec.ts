import { newId } from './ids.js';

describe('newId', () => {
  it('makes UUIDv7 that say when they were made', () => {
    const before = Date.now();
    const id = newId();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const ms = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    expect(ms).toBeGreaterThanOrEqual(before);
    expect(ms - before).toBeLessThan(1_000);
  });

  it('only grows, also within one millisecond and when the clock is set back', () => {
    const ids = Array.from({ length: 20_000 }, newId);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
    ids.push(newId(), newId());
    clock.mockRestore();
    ids.push(newId());
    expect(ids.every((id, n) => n === 0 || id > (ids[n - 1] ?? ''))).toBe(true);
    expect(new Set(ids.map((id) => id.slice(19))).size).toBe(ids.length);
  });
});
