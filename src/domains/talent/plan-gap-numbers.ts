import type { UnservedReason } from '../../kernel/planning/reasons.js';
import type { PlanGap } from './plan.entity.js';

/** A reason's numbers as they are kept and said (`plan.gap.<code>`); programmes by their names. */
export function gapNumbers(reason: UnservedReason, titles: ReadonlyMap<string, string>): PlanGap['numbers'] {
  switch (reason.code) {
    case 'no-programme':
      return { majors: reason.majors.join(), near: reason.near };
    case 'level':
      return { levelWanted: reason.wanted, levelBest: reason.best };
    case 'distance':
      return { maxKm: reason.maxKm, nearestKm: Math.round(reason.nearestMetres / 1000) };
    case 'start-window':
      return {
        wanted: reason.wanted ?? '',
        tolerance: reason.tolerance,
        nearest: reason.nearest ?? '',
        monthsOutside: reason.monthsOutside,
      };
    case 'mentors':
      return { mentors: reason.mentors, limit: reason.mentors * reason.perMentor, needed: reason.needed };
    case 'pool-too-small':
      return { programme: titles.get(reason.programme) ?? '', pool: reason.pool, min: reason.min };
    case 'share-cap':
      return {
        programme: titles.get(reason.programme) ?? '',
        percent: reason.percent,
        missing: Math.max(0, reason.needed - reason.others),
      };
    case 'apart':
      return { organisations: reason.organisations.length };
    case 'excluded':
      return { programmes: reason.programmes };
    case 'too-large':
      return { needed: reason.needed, largest: reason.largest };
    case 'capacity':
      return { needed: reason.needed, left: reason.left };
    case 'left-out':
    case 'no-plan':
    case 'not-settled':
    case 'outweighed':
    case 'single-firm':
      return {};
  }
}
