import { Injectable } from '@nestjs/common';
import { educationLevels } from '../../../directory/codes/education-levels.js';
import { majors } from '../../../directory/codes/majors.js';
import type { CellWords } from '../../../kernel/matching/cells.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { Words } from '../../../platform/i18n/words.js';
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
      codeName: (factKey, code) => (MAJORS.has(factKey) ? told(code, locale) : undefined),
      codeOf: (_factKey, name) => majors.entries.find((entry) => entry.name === name)?.code,
    };
  }
}

/** Facts of this domain have words of their own: two domains may call different things alike. So have its offers. */
const talentKey = (key: string): string =>
  key.replace(/^fact\./, 'talent-fact.').replace(/^verdict\.open\.(?=eligible|incomplete)/, 'talent.match.open.');

/** Majors of one name are told apart by their level. */
function told(code: string, locale: Locale): string {
  const major = majors.find(code);
  const name = majors.name(code, locale);
  const twins = majors.entries.filter((other) => other.name === major?.name).length > 1;
  return major && twins ? `${name} (${educationLevels.name(major.level, locale)})` : name;
}

/** A major is named by the national list, not by a catalogue. */
function majorSaid(key: string, locale: Locale): string | null {
  const [kind, fact = '', code] = key.split('.');
  return kind === 'fact' && code !== undefined && MAJORS.has(fact) ? told(code, locale) : null;
}
