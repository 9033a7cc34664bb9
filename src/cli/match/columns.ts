import { readFileSync } from 'node:fs';
import type { FactDefinition } from '../../kernel/matching/vocabulary.js';
import { financingFacts } from '../../domains/financing/matching/facts.js';
import { projectFolder } from '../../platform/i18n/project-folder.js';
import type { Words } from '../../platform/i18n/words.js';
import type { ColumnDefinition } from '../../platform/spreadsheet/header.js';

type Names = Readonly<Record<string, readonly string[]>>;

/** How people call columns and sheets: config/match-columns.json. */
export const names = JSON.parse(readFileSync(projectFolder('config/match-columns.json'), 'utf8')) as {
  readonly demand: Names;
  readonly facts: Names;
  readonly sheets: Readonly<Record<'products' | 'tiers' | 'criteria', string>>;
  readonly products: Names;
  readonly tiers: Names;
  readonly criteria: Names;
  readonly synonyms: Readonly<Record<string, Names>>;
  readonly words: Readonly<Record<'none' | 'undecided' | 'yes' | 'no' | 'yuan', readonly string[]>>;
};

/** Figures that no criterion asks for by themselves, but that ratios are computed from. */
const parts: readonly FactDefinition[] = [
  { key: 'liabilities', kind: 'money', from: 'years' },
  { key: 'taxPaid', kind: 'money', from: 'years' },
];

/** Every fact a demand may state; derived ones are computed. */
export const statedFacts: readonly FactDefinition[] = [
  ...(financingFacts as readonly FactDefinition[]).filter(({ from }) => from !== 'derived'),
  ...parts,
];

export function columnsOf(group: Names): ColumnDefinition[] {
  return Object.entries(group).map(([key, [header = key, ...aliases]]) => ({
    key,
    header,
    aliases: [...aliases, key],
  }));
}

/** A fact's column goes by its label in either language, its key, or what templates call it. */
export function demandColumns(words: Words): ColumnDefinition[] {
  const facts = statedFacts.map(({ key }) => {
    const labels = (['zh-CN', 'en'] as const).filter((locale) => words.has(locale, `fact.${key}`));
    const called = [...(names.facts[key] ?? []), ...labels.map((locale) => words.t(locale, `fact.${key}`)), key];
    return { key, header: called[0] ?? key, aliases: called.slice(1) };
  });
  return [...columnsOf(names.demand), ...facts];
}

/** Other names of a fact's options, a list's one by one, as their codes. */
export function withoutSynonyms(factKey: string, text: string): string {
  const codes = Object.entries(names.synonyms[factKey] ?? {});
  const parts = text.split(/[、;；\n]/).map((part) => part.trim());
  return parts.map((part) => codes.find(([, others]) => others.includes(part))?.[0] ?? part).join('、');
}

export const isWord = (word: keyof typeof names.words, text: string): boolean =>
  names.words[word].includes(text.trim().toLowerCase());
