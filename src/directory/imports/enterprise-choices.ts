import type { Choice } from './import-kind.js';

/** A choice whose words are this area's own. */
export const choice = (key: string, codes: readonly string[]): Choice => ({ codes, words: `imports.option.${key}` });

const fact = (key: string, codes: readonly string[]): Choice => ({ codes, words: `fact.${key}` });

/** Codes of an enterprise's profile, as its criteria know them. */
export const enterpriseChoices = {
  entityType: fact('entityType', ['limited', 'joint-stock', 'partnership', 'sole', 'individual', 'cooperative']),
  premises: fact('premises', ['owned', 'leased']),
  taxGrade: fact('taxGrade', ['A', 'B', 'M', 'C', 'D']),
  overdueRecord: fact('overdueRecord', ['none', 'settled', 'open']),
  irregularities: fact('irregularities', ['none', 'repaired', 'open']),
  qualifications: fact('qualifications', [
    'high-tech',
    'tech-sme',
    'province-tech-giant',
    'innovative-sme',
    'specialised',
    'little-giant',
    'champion',
    'gazelle',
    'above-scale',
    'listing-reserve',
  ]),
} satisfies Record<string, Choice>;
