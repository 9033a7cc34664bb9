import { downloadHeaders } from './download-headers.js';

/** What a browser shows by itself without running anything of it. A spreadsheet is always saved. */
const SHOWN: ReadonlySet<string> = new Set(['pdf', 'jpg', 'png']);

/**
 * A file as its reader asked for it: shown in the browser for `?view=1`, saved otherwise. The type is the one that the bytes
 * were checked for when the file was kept, so nothing else is ever shown; sandbox and nosniff stay.
 */
export function openHeaders(file: { name: string; type: string; size: number }, view: unknown): Record<string, string> {
  const headers = downloadHeaders(file);
  if (view !== '1' || !SHOWN.has(file.type)) return headers;
  return { ...headers, 'content-disposition': (headers['content-disposition'] ?? '').replace(/^attachment/, 'inline') };
}
