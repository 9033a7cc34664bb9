import { Injectable } from '@nestjs/common';
import type { CodeEntry, CodeList } from '../../../directory/codes/code-list.js';
import { industries, nearestIndustry } from '../../../directory/codes/industries.js';
import { parks } from '../../../directory/codes/parks.js';
import { regions } from '../../../directory/codes/regions.js';
import type { CellWords } from '../../../kernel/matching/cells.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { Words } from '../../../platform/i18n/words.js';
import { financingModel } from './fact-model.js';

const lists: Readonly<Record<string, CodeList<CodeEntry>>> = { industry: industries, region: regions, park: parks };

/** What the kernel's sentences are said with, in one language; names codes that no catalogue lists. */
@Injectable()
export class FinancingWords {
  constructor(private readonly words: Words) {}

  in(locale: Locale): CellWords {
    return {
      model: financingModel,
      say: (key, params = {}) => this.words.t(locale, key, params),
      codeName: (factKey, code) => {
        const listed = factKey === 'industry' ? (nearestIndustry(code)?.code ?? code) : code;
        return lists[factKey]?.has(listed) ? lists[factKey].name(listed, locale) : undefined;
      },
      codeOf: (factKey, name) =>
        lists[factKey]?.entries.find((entry) => entry.name === name || entry.en?.toLowerCase() === name.toLowerCase())
          ?.code,
    };
  }
}
