import { readCodes } from '../../../directory/codes/code-file.js';
import { phraseSearch, type FoundPhrase, type PhraseFile } from '../phrase-rules.js';

const file = readCodes<PhraseFile>('unlawful-conditions');

/** The rules that stop a post. */
export const stoppingRules: readonly string[] = file.rules
  .filter(({ severity }) => severity === 'stop')
  .map(({ code }) => code);

/** A condition that a post may not have, or should not, as it was written. */
export type Unlawful = FoundPhrase;

/**
 * What the law forbids in a post (sex, marriage, residence, region, ethnicity, religion, health, fees), and age limits,
 * which only warn. A phrase that says the opposite is none.
 */
export const unlawfulIn: (text: string) => Unlawful[] = phraseSearch(file);
