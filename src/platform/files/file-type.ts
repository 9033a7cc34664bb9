import { zipDirectory, zipEnd } from './zip-directory.js';

/** What may be uploaded. The name's ending and the bytes must both say so. */
export const FILE_TYPES = {
  pdf: { mime: 'application/pdf', endings: ['pdf'], matches: isPdf },
  jpg: { mime: 'image/jpeg', endings: ['jpg', 'jpeg'], matches: isJpeg },
  png: { mime: 'image/png', endings: ['png'], matches: isPng },
  xlsx: {
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    endings: ['xlsx'],
    matches: isXlsx,
  },
} as const;

export type FileType = keyof typeof FILE_TYPES;

const END_OF_IMAGE = Buffer.from('ffd9', 'hex');
const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Five characters or more, so that ten megabytes of pixels do not hold one by chance. */
const MARKUP = /<(?:html|head|body|script|iframe|svg[ >:]|!doctype|\?php)/i;
const MAX_ENTRIES = 200;
const MAX_UNFOLDED = 50 * 1024 * 1024;

/** The type that the name's ending claims and the bytes confirm, else null. */
export function fileType(name: string, bytes: Buffer): FileType | null {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  for (const type of Object.keys(FILE_TYPES) as FileType[]) {
    const { endings, matches } = FILE_TYPES[type];
    if ((endings as readonly string[]).includes(ending)) return matches(bytes) ? type : null;
  }
  return null;
}

function isPdf(bytes: Buffer): boolean {
  return (
    /^%PDF-[12]\.\d/.test(bytes.toString('latin1', 0, 8)) &&
    bytes.subarray(-1024).includes('%%EOF') &&
    !MARKUP.test(bytes.toString('latin1', 0, 1024)) &&
    zipEnd(bytes) < 0
  );
}

/**
 * Starts with a segment marker and holds the end marker. Phones put more behind it (padding, a trailer of the maker, the
 * film of a living picture): any but a zip, which would make the file two things at once.
 */
function isJpeg(bytes: Buffer): boolean {
  if (bytes.length < 4 || bytes.readUInt32BE(0) >>> 8 !== 0xffd8ff) return false;
  return bytes.includes(END_OF_IMAGE, 4) && zipEnd(bytes) < 0 && !MARKUP.test(bytes.toString('latin1'));
}

/** Every chunk is walked: nothing may follow IEND. */
function isPng(bytes: Buffer): boolean {
  if (!bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return false;
  let at = 8;
  for (let chunk = 0; at + 12 <= bytes.length; chunk++) {
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (!/^[A-Za-z]{4}$/.test(name) || (chunk === 0 && name !== 'IHDR')) return false;
    at += 12 + bytes.readUInt32BE(at);
    if (name === 'IEND') return at === bytes.length && !MARKUP.test(bytes.toString('latin1'));
  }
  return false;
}

/** A workbook without macros, and small when unfolded: the directory is read, nothing is inflated. */
function isXlsx(bytes: Buffer): boolean {
  if (bytes.length < 4 || bytes.readUInt32LE(0) !== 0x04034b50) return false;
  const entries = zipDirectory(bytes, MAX_ENTRIES);
  if (entries === null) return false;
  const names = new Set(entries.map((entry) => entry.name));
  return (
    names.has('[Content_Types].xml') &&
    names.has('xl/workbook.xml') &&
    ![...names].some((name) => /vbaproject|\.(?:exe|dll|js|html?|class|jar)$/i.test(name) || name.includes('..')) &&
    entries.reduce((sum, entry) => sum + entry.size, 0) <= MAX_UNFOLDED
  );
}
