import type { MajorFit } from '../classes/class.entity.js';
import type { WantedMajor } from '../demands/demands.service.js';

/** How a programme's major answers the majors a demand asks for. */
export function majorFit(asked: readonly WantedMajor[], majorCode: string): MajorFit {
  const role = asked.find(({ code }) => code === majorCode)?.role;
  return role === 'preferred' ? 'exact' : role === 'acceptable' ? 'acceptable' : 'near';
}
