import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Locale } from '../platform/i18n/locale.js';
import { projectFolder } from '../platform/i18n/project-folder.js';
import { CONSENT_VALID_DAYS } from './consents.js';

export interface ConsentParties {
  readonly number: string;
  readonly enterprise: string;
  readonly receiver: string;
}

/** The wording of one version in one language, with the parties in their places: one text a paragraph. */
export function consentText(version: string, locale: Locale, parties: ConsentParties): string[] {
  if (!/^(contact-)?\d{4}-\d{2}$/.test(version)) throw new RangeError(`no consent text ${version}`);
  const values: Readonly<Record<string, string>> = { ...parties, days: String(CONSENT_VALID_DAYS) };
  return readFileSync(projectFolder('config/consent', `${version}.${locale}.md`), 'utf8')
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? ''));
}

/** What a printed 授权书 is told apart by: SHA-256 over its paragraphs, parties included. */
export function consentHash(paragraphs: readonly string[]): string {
  return createHash('sha256').update(paragraphs.join('\n\n')).digest('hex');
}
