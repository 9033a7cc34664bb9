import { inflateRawSync } from 'node:zlib';

/**
 * The texts of a zip's entries, read by its own directory: what a spreadsheet holds, seen without a reader of ours. Not its
 * theme: that is the same in every file, and its measures (63500) look like amounts.
 */
export function unzipped(bytes: Buffer): string {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06'));
  let at = bytes.readUInt32LE(end + 16);
  const texts: string[] = [];
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size, start] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ];
    const name = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    const packed = bytes.subarray(from, from + size);
    if (!name.startsWith('xl/theme/')) texts.push((method === 0 ? packed : inflateRawSync(packed)).toString('utf8'));
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return texts.join('\n');
}
