import { readCodes } from '../../directory/codes/code-file.js';
import type { CodeSource } from '../../directory/codes/code-list.js';
import { toHalfWidth } from '../../kernel/full-width.js';

interface RuleFile extends CodeSource {
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

const file = readCodes<RuleFile>('unlawful-conditions');
const allowed = new RegExp(file.allowed.join('|'), 'gu');
const rules = file.rules.map(({ patterns, ...rule }) => ({ ...rule, pattern: new RegExp(patterns.join('|'), 'gu') }));

/** The rules that stop a post. */
export const stoppingRules: readonly string[] = file.rules
  .filter(({ severity }) => severity === 'stop')
  .map(({ code }) => code);

/** A condition that a post may not have, or should not, as it was written. */
export interface Unlawful {
  readonly rule: string;
  readonly severity: 'stop' | 'warn';
  readonly excerpt: string;
  /** The article, in both languages. */
  readonly law: { readonly 'zh-CN': string; readonly en: string };
}

/**
 * What the law forbids in a post (sex, marriage, residence, region, ethnicity, religion, health, fees), and age limits,
 * which only warn. A phrase that says the opposite is none.
 */
export function unlawfulIn(text: string): Unlawful[] {
  const plain = toHalfWidth(text).replaceAll(allowed, ' ');
  return rules.flatMap(({ code, severity, law, lawEn, pattern }) =>
    [...new Set([...plain.matchAll(pattern)].map(([found]) => found))].map((excerpt) => ({
      rule: code,
      severity,
      excerpt,
      law: { 'zh-CN': law, en: lawEn },
    })),
  );
}
