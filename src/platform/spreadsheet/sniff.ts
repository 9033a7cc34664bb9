import { Problem } from '../../kernel/problem.js';
import { LIMITS } from './limits.js';
import { readDirectory } from './zip-guard.js';

export type SpreadsheetType = 'xlsx' | 'csv';

const MAGIC: readonly (readonly [kind: string, bytes: readonly number[]])[] = [
  ['ole', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['jpg', [0xff, 0xd8, 0xff]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['rar', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip', [0x1f, 0x8b]],
  ['exe', [0x4d, 0x5a, 0x90]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
];

/**
 * Tells what a file is by its content, never by its name or declared type.
 * @throws Problem `spreadsheet-empty`, `spreadsheet-too-large`, `spreadsheet-xls`, `spreadsheet-encrypted`,
 * `spreadsheet-html`, `spreadsheet-unknown`, `spreadsheet-type` ({ kind }), or what `readDirectory` throws for a broken zip.
 */
export function sniff(bytes: Buffer): SpreadsheetType {
  if (bytes.length === 0) throw new Problem('spreadsheet-empty');
  if (bytes.length > LIMITS.fileBytes)
    throw new Problem('spreadsheet-too-large', { limitMb: LIMITS.fileBytes / 1024 / 1024 });
  const kind = MAGIC.find(([, magic]) => magic.every((byte, i) => bytes[i] === byte))?.[0];
  if (kind === 'ole') throw oleProblem(bytes);
  if (kind === 'zip') return sniffZip(bytes);
  if (kind !== undefined) throw new Problem('spreadsheet-type', { kind });
  if (isMarkup(bytes)) throw new Problem('spreadsheet-html');
  if (!looksLikeText(bytes)) throw new Problem('spreadsheet-unknown');
  return 'csv';
}

/** OLE2 holds old .xls and .et, and also every password-protected .xlsx; its stream names are UTF-16. */
function oleProblem(bytes: Buffer): Problem {
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) return new Problem('spreadsheet-encrypted');
  if (bytes.includes(Buffer.from('WordDocument', 'utf16le'))) return new Problem('spreadsheet-type', { kind: 'doc' });
  return new Problem('spreadsheet-xls');
}

function sniffZip(bytes: Buffer): 'xlsx' {
  const names = readDirectory(bytes).map((entry) => entry.name);
  const has = (name: string) => names.includes(name);
  if (has('[Content_Types].xml') && has('xl/workbook.xml')) return 'xlsx';
  if (has('xl/workbook.bin')) throw new Problem('spreadsheet-type', { kind: 'xlsb' });
  if (names.some((name) => name.startsWith('word/'))) throw new Problem('spreadsheet-type', { kind: 'docx' });
  if (has('content.xml') && has('mimetype')) throw new Problem('spreadsheet-type', { kind: 'ods' });
  throw new Problem('spreadsheet-type', { kind: 'zip' });
}

/** Many systems export an HTML table, a web archive or the XML of Excel 2003 under the name .xls. */
function isMarkup(bytes: Buffer): boolean {
  const head = bytes
    .subarray(0, 512)
    .toString('latin1')
    .replace(/^(\xef\xbb\xbf)?\s+|^\xef\xbb\xbf/, '');
  return /^(<(!doctype|html|head|meta|table|\?xml|svg|script)|mime-version:)/i.test(head);
}

function looksLikeText(bytes: Buffer): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true;
  return (
    !bytes.includes(0) &&
    !bytes.subarray(0, 64 * 1024).some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b))
  );
}
