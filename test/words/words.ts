import { readFileSync } from 'node:fs';
import { financingCodes, financingFacts } from '../../src/domains/financing/matching/facts.js';
import { createFactModel } from '../../src/kernel/matching/fact-model.js';
import { quotient } from '../../src/kernel/matching/facts.js';
import type { CellWords } from '../../src/kernel/matching/cells.js';
import type { FactDefinition } from '../../src/kernel/matching/vocabulary.js';

export const definitions: readonly FactDefinition[] = financingFacts;

export const model = createFactModel(definitions, {
  codes: financingCodes,
  derivations: [
    { key: 'amountToRevenue', from: ['amount', 'revenue'], compute: (f) => quotient(f('amount'), f('revenue')) },
  ],
});

export type Locale = 'zh-CN' | 'en';

export function catalogue(locale: Locale): Record<string, string> {
  const read = (area: string): Record<string, string> =>
    JSON.parse(readFileSync(`config/locales/${locale}/${area}.json`, 'utf8')) as Record<string, string>;
  return { ...read('facts'), ...read('verdicts') };
}

/** Says only what the catalogue holds, with every placeholder filled: anything else throws. */
export function wordsIn(locale: Locale): CellWords {
  const texts = catalogue(locale);
  const industries: Record<string, string> = { '39': '计算机、通信和其他电子设备制造业', '70': '房地产业' };
  return {
    model,
    say: (key, params = {}) => {
      const text = texts[key];
      if (text === undefined) throw new Error(`${locale} has no ${key}`);
      return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
        const value = params[name];
        if (value === undefined) throw new Error(`${key} wants ${name}`);
        return value;
      });
    },
    codeName: (factKey, code) => (factKey === 'industry' ? industries[code] : undefined),
  };
}
