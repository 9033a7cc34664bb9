import { partsOf } from '../programmes/major-reading.js';
import type { Skill } from './course-module.entity.js';

export const MOST_SKILLS = 12;
/** A skill that is named without a level is one to work with. */
const USUAL_LEVEL = 2;

/** "PLC 编程 3、CAD" as skills: a digit that stands apart behind a name is its level, 1 to 4. */
export function skillsIn(text: string): Skill[] {
  return partsOf(text.normalize('NFKC')).map((part) => {
    const [, name = part, apart, inBrackets] = /^(.+?)(?:\s+([1-4])|\s*\(([1-4])\))$/u.exec(part) ?? [];
    return { name: name.slice(0, 40), level: Number(apart ?? inBrackets ?? USUAL_LEVEL) };
  });
}

export const skillText = (skills: readonly Skill[], mark: string): string =>
  skills.map(({ name, level }) => `${name} ${level}`).join(mark);
