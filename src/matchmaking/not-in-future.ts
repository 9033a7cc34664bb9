import { Problem } from '../kernel/problem.js';
import type { BusinessClock } from '../platform/clock/business-clock.js';

/** What is reported has happened. @throws Problem `validation` on the field `name` */
export function notInFuture(clock: BusinessClock, day: string, name: string): void {
  if (day > clock.today()) throw new Problem('validation', {}, [{ field: name, code: 'day-future', params: {} }]);
}
