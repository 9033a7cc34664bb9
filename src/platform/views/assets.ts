import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectFolder } from '../i18n/project-folder.js';

/** The content security policy every page is served with; `style` attributes, inline scripts and eval are refused. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** The files under `/assets/`, by name; all of them small and read once. */
export class Assets {
  readonly files: ReadonlyMap<string, Buffer>;
  /** Changes with any byte of any file, so that `?v=` addresses may be cached for ever. */
  readonly version: string;

  constructor(folder = projectFolder('templates/assets')) {
    const own = readdirSync(folder).map((name): [string, Buffer] => [name, readFileSync(join(folder, name))]);
    const htmx = readFileSync(createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js'));
    this.files = new Map([...own, ['htmx.js', htmx]]);
    const hash = createHash('sha256');
    for (const name of [...this.files.keys()].sort()) hash.update(name).update(this.files.get(name) ?? '');
    this.version = hash.digest('hex').slice(0, 12);
  }
}
