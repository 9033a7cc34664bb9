import { FILE_TYPES, type FileType } from './file-type.js';

/** What the portal writes but takes from nobody as a paper. */
const WRITTEN: Readonly<Record<string, string>> = { csv: 'text/csv; charset=utf-8' };

/** RFC 5987: everything but unreserved characters as %XX. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** A file is always saved, never shown: no sniffing, no script, no frame, no shared cache. */
export function downloadHeaders(file: { name: string; type: string; size: number }): Record<string, string> {
  const plain = file.name.replace(/[^\w. -]/g, '_');
  return {
    'content-type': WRITTEN[file.type] ?? FILE_TYPES[file.type as FileType].mime,
    'content-length': String(file.size),
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encode(file.name)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
  };
}
