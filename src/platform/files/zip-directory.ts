export interface ZipEntry {
  readonly name: string;
  /** Unfolded size as the directory states it, in bytes. */
  readonly size: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;

/**
 * The offset of a zip "end of central directory" record that closes exactly at the end of the file, else -1.
 * Any file can be made a zip as well by appending one; that is how most polyglots are built.
 */
export function zipEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_LENGTH - 0xffff);
  for (let at = bytes.length - END_LENGTH; at >= first; at--)
    if (bytes.readUInt32LE(at) === END && at + END_LENGTH + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  return -1;
}

/** The entries of a zip that starts at byte 0, has nothing before or after it and no zip64; null for anything else. */
export function zipDirectory(bytes: Buffer, maxEntries: number): ZipEntry[] | null {
  const end = zipEnd(bytes);
  if (end < 0) return null;
  const count = bytes.readUInt16LE(end + 10);
  const start = bytes.readUInt32LE(end + 16);
  if (count > maxEntries || start + bytes.readUInt32LE(end + 12) !== end) return null;
  const entries: ZipEntry[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== ENTRY) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    if (at + 46 + nameLength > end) return null;
    entries.push({ name: bytes.toString('utf8', at + 46, at + 46 + nameLength), size: bytes.readUInt32LE(at + 24) });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return at === end ? entries : null;
}
