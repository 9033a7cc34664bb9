import { majors } from '../../../directory/codes/majors.js';
import { educationLevels } from '../../../directory/codes/education-levels.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message, type Message } from '../../../platform/i18n/message.js';
import type { PlanGap } from './plan.entity.js';

/** Why a demand has no seat, as a sentence. Codes in the numbers (majors, levels) become names of the reader's language. */
export function gapText(code: string, numbers: PlanGap['numbers'], locale: Locale): Message {
  if (code === 'no-plan' && Object.keys(numbers).length > 0) return conflictText(numbers, locale);
  return message(`plan.gap.${code}`, gapParams(numbers, locale));
}

/** Which wishes contradict each other, each kind with its names. */
function conflictText(numbers: PlanGap['numbers'], locale: Locale): Message {
  const parts = Object.entries(numbers).map(([kind, names]) =>
    message(`plan.conflict.${kind}`, { names: locale === 'en' ? String(names).replaceAll('\u3001', ', ') : names }),
  );
  const pins = parts.reduce((before, next) => message('plan.conflict.and', { before, next }));
  return message('plan.gap.no-plan-pins', { pins });
}

/** The smallest change that would give it a seat, confirmed by the planner. */
export function changeText(change: Record<string, number | string>, locale: Locale): Message {
  return message(`plan.change.${change['kind']}`, gapParams(change, locale));
}

/** The numbers with the names of what they name. */
function gapParams(numbers: PlanGap['numbers'], locale: Locale): Record<string, number | string> {
  const level = (rank: number | string) =>
    educationLevels.entries.find((entry) => entry.rank === Number(rank) && entry.code !== 'vocational-bachelor');
  return Object.fromEntries(
    Object.entries(numbers).map(([key, value]) => {
      if (key === 'majors' || key === 'major')
        return [
          key,
          String(value)
            .split(',')
            .map((code) => majors.name(code, locale))
            .join(locale === 'en' ? ', ' : '\u3001'),
        ];
      if (key === 'levelWanted' || key === 'levelBest')
        return [key, educationLevels.name(level(value)?.code ?? '', locale)];
      return [key, value];
    }),
  );
}
