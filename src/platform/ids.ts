import { randomBytes } from 'node:crypto';

let lastMs = 0;
let sequence = 0;

/**
 * A UUIDv7 (RFC 9562): 48 bits of time, then 12 bits counting within the millisecond, then 62 random bits.
 * Inside one process every id is greater, as text, than the one before, even when the system clock is set back.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    sequence = 0;
  } else if (++sequence > 0xfff) {
    lastMs++;
    sequence = 0;
  }
  const bytes = randomBytes(8);
  bytes[0] = 0x80 | ((bytes[0] ?? 0) & 0x3f); // the two variant bits
  const time = lastMs.toString(16).padStart(12, '0');
  const tail = bytes.toString('hex');
  const version = `7${sequence.toString(16).padStart(3, '0')}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
