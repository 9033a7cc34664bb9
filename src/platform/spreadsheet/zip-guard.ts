import { inflateRawSync } from 'node:zlib';
import { Problem } from '../../kernel/problem.js';
import { LIMITS } from './limits.js';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const ARCHIVE_NAME = /\.(zip|xlsx|xlsm|xlsb|docx|pptx|ods|jar|rar|7z|gz|tgz|bz2|xz)$/i;

const damaged = () => new Problem('spreadsheet-damaged');
const unsafe = (reason: string) => new Problem('spreadsheet-unsafe', { reason });

/**
 * Reads a zip's central directory and nothing else: names and declared sizes.
 * Zip64 is not read: no file under the size limit needs it.
 * @throws Problem `spreadsheet-damaged`, `spreadsheet-encrypted`, `spreadsheet-unsafe` ({ reason: 'entries' })
 */
export function readDirectory(bytes: Buffer): ZipEntry[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== END) throw damaged();
  const count = bytes.readUInt16LE(end + 10);
  if (count > LIMITS.zipEntries) throw unsafe('entries');
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw damaged();
    if (bytes.readUInt16LE(at + 8) & 1) throw new Problem('spreadsheet-encrypted');
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes
        .toString('utf8', at + 46, at + 46 + nameLength)
        .replaceAll('\\', '/')
        .replace(/^\//, ''),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * Refuses what would unfold beyond reason, by the declared sizes alone, in milliseconds.
 * Headers that lie are caught by `unfold`, which counts again.
 * @throws Problem `spreadsheet-unsafe` ({ reason: entries | unfolded | ratio | nested | overlap | method }) or `spreadsheet-damaged`
 */
export function guardZip(bytes: Buffer): ZipEntry[] {
  const entries = readDirectory(bytes);
  const sum = (of: (entry: ZipEntry) => number) => entries.reduce((total, entry) => total + of(entry), 0);
  if (sum((entry) => entry.size) > LIMITS.unfoldedBytes) throw unsafe('unfolded');
  if (sum((entry) => entry.packed) > bytes.length) throw unsafe('overlap');
  if (new Set(entries.map((entry) => entry.name)).size !== entries.length) throw unsafe('overlap');
  for (const entry of entries) {
    if (entry.method !== 0 && entry.method !== 8) throw unsafe('method');
    if (ARCHIVE_NAME.test(entry.name)) throw unsafe('nested');
    if (entry.size > LIMITS.ratioMattersFrom && entry.size > entry.packed * LIMITS.ratio) throw unsafe('ratio');
  }
  return entries;
}

/**
 * Unfolds one entry and checks that it is as large as its header says.
 * @throws Problem `spreadsheet-unsafe` ({ reason: 'lying' | 'nested' }) or `spreadsheet-damaged`
 */
export function unfold(bytes: Buffer, entry: ZipEntry): Buffer {
  const { offset, packed, size, method } = entry;
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) throw damaged();
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (start + packed > bytes.length) throw damaged();
  const stored = bytes.subarray(start, start + packed);
  const content = method === 0 ? stored : inflate(stored, size);
  if (content.length !== size) throw unsafe('lying');
  if (content.length >= 4 && content.readUInt32LE(0) === LOCAL) throw unsafe('nested');
  return content;
}

function inflate(stored: Buffer, size: number): Buffer {
  try {
    return inflateRawSync(stored, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    if (error instanceof RangeError) throw unsafe('lying');
    throw damaged();
  }
}
