import { Injectable } from '@nestjs/common';
import { majors } from '../../directory/codes/majors.js';
import type { CellWords } from '../../kernel/matching/cells.js';
import type { Locale } from '../../platform/i18n/locale.js';
import { Words } from '../../platform/i18n/words.js';
import { talentModel } from './talent-fact-model.js';

const MAJORS = new Set(['majors', 'preferredMajors']);

/** What the kernel's sentences are said with, in one language. */
@Injectable()
export class TalentWords {
  constructor(private readonly words: Words) {}

  in(locale: Locale): CellWords {
    return {
      model: talentModel,
      say: (key, params = {}) => majorSaid(key, locale) ?? this.words.t(locale, talentKey(key), params),
      codeName: (factKey, code) => (MAJORS.has(factKey) ? majors.name(code, locale) : undefined),
      codeOf: (_factKey, name) => majors.entries.find((entry) => entry.name === name)?.code,
    };
  }
}

/** Facts of this domain have words of their own: two domains may call different things alike. */
const talentKey = (key: string): string => key.replace(/^fact\./, 'talent-fact.');

/** A major is named by the national list, not by a catalogue. */
function majorSaid(key: string, locale: Locale): string | null {
  const [kind, fact = '', code] = key.split('.');
  return kind === 'fact' && code !== undefined && MAJORS.has(fact) ? majors.name(code, locale) : null;
}
