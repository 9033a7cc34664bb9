import { Injectable } from '@nestjs/common';
import { majors } from '../../directory/codes/majors.js';
import type { CellWords } from '../../kernel/matching/cells.js';
import type { Locale } from '../../platform/i18n/locale.js';
import { Words } from '../../platform/i18n/words.js';
import { talentModel } from './talent-fact-model.js';

/** What the kernel's sentences are said with, in one language. */
@Injectable()
export class TalentWords {
  constructor(private readonly words: Words) {}

  in(locale: Locale): CellWords {
    return {
      model: talentModel,
      say: (key, params = {}) => this.words.t(locale, key, params),
      codeName: (factKey, code) =>
        factKey === 'majors' || factKey === 'preferredMajors' ? majors.name(code, locale) : undefined,
      codeOf: (_factKey, name) => majors.entries.find((entry) => entry.name === name)?.code,
    };
  }
}
