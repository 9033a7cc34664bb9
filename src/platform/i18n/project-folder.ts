import { fileURLToPath } from 'node:url';

/** A path inside the project, whatever the working directory is; this file runs as dist/src/platform/i18n/*.js. */
export function projectFolder(...parts: string[]): string {
  return fileURLToPath(new URL(['../../../..', ...parts].join('/'), import.meta.url));
}
