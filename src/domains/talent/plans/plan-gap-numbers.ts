import type { PinConflict } from '../../../kernel/planning/pin-conflict.js';
import type { UnservedReason } from '../../../kernel/planning/reasons.js';
import type { PlanGap } from './plan.entity.js';

interface Beside {
  readonly titles: ReadonlyMap<string, string>;
  /** Numbers of demands. */
  readonly numbers: ReadonlyMap<string, string>;
  readonly price: number | undefined;
  readonly conflict: PinConflict | null;
}

/** A reason as it is kept, with what was found out about it by solving again. */
export function gapOf(reason: UnservedReason, beside: Beside): Pick<PlanGap, 'code' | 'numbers'> {
  const { titles, numbers, price, conflict } = beside;
  if (reason.code === 'outweighed') {
    if (price === undefined) return { code: 'not-settled', numbers: {} };
    return price > 0 ? { code: 'outweighed', numbers: { by: price } } : { code: 'later-goal', numbers: {} };
  }
  if (reason.code === 'no-plan' && conflict)
    return { code: 'no-plan', numbers: conflictNames(conflict, titles, numbers) };
  return { code: reason.code, numbers: gapNumbers(reason, titles) };
}

/** Pins and exclusions that contradict each other, by kind, with the names people know them by. */
function conflictNames(
  { pins, exclusions }: PinConflict,
  titles: ReadonlyMap<string, string>,
  numbers: ReadonlyMap<string, string>,
): PlanGap['numbers'] {
  const named = {
    open: pins.flatMap((pin) => (pin.kind === 'demand' ? [] : [titles.get(pin.programme) ?? ''])),
    place: pins.flatMap((pin) => (pin.kind === 'demand' ? [numbers.get(pin.demand) ?? ''] : [])),
    forbid: exclusions.flatMap((one) => ('programme' in one ? [titles.get(one.programme) ?? ''] : [])),
    leaveOut: exclusions.flatMap((one) => (one.kind === 'demand' ? [numbers.get(one.demand) ?? ''] : [])),
  };
  return Object.fromEntries(
    Object.entries(named).flatMap(([kind, names]) => (names.length > 0 ? [[kind, names.join('、')]] : [])),
  );
}

/** A reason's numbers as they are kept and said (`plan.gap.<code>`); programmes by their names. */
function gapNumbers(reason: UnservedReason, titles: ReadonlyMap<string, string>): PlanGap['numbers'] {
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
