import { profileCodes } from '../profile/profile-codes.js';
import type { Choice } from './import-kind.js';

/** A choice whose words are this area's own. */
export const choice = (key: string, codes: readonly string[]): Choice => ({ codes, words: `imports.option.${key}` });

const fact = (key: keyof typeof profileCodes): Choice => ({ codes: profileCodes[key], words: `fact.${key}` });

/** Codes of an enterprise's profile, as its criteria know them. */
export const enterpriseChoices = {
  entityType: fact('entityType'),
  premises: fact('premises'),
  taxGrade: fact('taxGrade'),
  overdueRecord: fact('overdueRecord'),
  irregularities: fact('irregularities'),
  qualifications: fact('qualifications'),
} satisfies Record<string, Choice>;
