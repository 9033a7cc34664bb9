import type { CodeSource } from '../../directory/codes/code-list.js';
import { toHalfWidth } from '../../kernel/full-width.js';

/** A list of phrases that a rule forbids, as it stands under `config/codes`. */
export interface PhraseFile extends CodeSource {
  /** Phrases that say the opposite. */
  readonly allowed: readonly string[];
  readonly rules: readonly {
    readonly code: string;
    readonly severity: 'stop' | 'warn';
    readonly law: string;
    readonly lawEn: string;
    readonly patterns: readonly string[];
  }[];
}

/** What was found in a text, as it was written, and the article that forbids it, in both languages. */
export interface FoundPhrase {
  readonly rule: string;
  readonly severity: 'stop' | 'warn';
  readonly excerpt: string;
  readonly law: { readonly 'zh-CN': string; readonly en: string };
}

/** Makes the search of one list. Full-width letters are read as half-width; a phrase that says the opposite is none. */
export function phraseSearch(file: PhraseFile): (text: string) => FoundPhrase[] {
  const allowed = new RegExp(file.allowed.join('|'), 'gu');
  const rules = file.rules.map(({ patterns, ...rule }) => ({ ...rule, pattern: new RegExp(patterns.join('|'), 'gu') }));
  return (text) => {
    const plain = toHalfWidth(text).replaceAll(allowed, ' ');
    return rules.flatMap(({ code, severity, law, lawEn, pattern }) =>
      [...new Set([...plain.matchAll(pattern)].map(([found]) => found))].map((excerpt) => ({
        rule: code,
        severity,
        excerpt,
        law: { 'zh-CN': law, en: lawEn },
      })),
    );
  };
}
