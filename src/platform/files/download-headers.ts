import { FILE_TYPES, type FileType } from './file-type.js';

/** RFC 5987: everything but unreserved characters as %XX. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** What is made here and never uploaded. */
const MADE: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
};

/** A file is always saved, never shown: no sniffing, no script, no frame, no shared cache. */
export function downloadHeaders(file: { name: string; type: string; size: number }): Record<string, string> {
  const plain = file.name.replace(/[^\w. -]/g, '_');
  return {
    'content-type': MADE[file.type] ?? FILE_TYPES[file.type as FileType].mime,
    'content-length': String(file.size),
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encode(file.name)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
  };
}
