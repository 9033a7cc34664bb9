/**
 * A UUID version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then random bits, so that ids sort by time.
 * Takes at least 10 random bytes; throws RangeError on fewer, or on a time outside 48 bits.
 */
export function uuidV7(ms: number, randomBytes: Uint8Array): string {
  if (!Number.isInteger(ms) || ms < 0 || ms >= 2 ** 48) throw new RangeError(`no time for a UUID: ${ms}`);
  if (randomBytes.length < 10) throw new RangeError('a UUIDv7 takes 10 random bytes');
  const random = Array.from(randomBytes.subarray(0, 10));
  random[0] = ((random[0] ?? 0) & 0x0f) | 0x70; // version 7
  random[2] = ((random[2] ?? 0) & 0x3f) | 0x80; // variant 10
  const hex = ms.toString(16).padStart(12, '0') + random.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
