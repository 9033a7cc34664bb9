import { readFileSync } from 'node:fs';
import type { Locale } from '../../platform/i18n/locale.js';
import { projectFolder } from '../../platform/i18n/project-folder.js';
import { partsOf } from './programmes/major-reading.js';
import type { Skill } from './record/course-module.entity.js';

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

/** A skill that a firm asks for; welcome only where not `must`. */
export interface WantedSkill extends Skill {
  readonly must: boolean;
}

/** The word in brackets that says so, as people of each language write it. */
const { welcome } = JSON.parse(readFileSync(projectFolder('config/skill-marks.json'), 'utf8')) as {
  readonly welcome: Readonly<Record<Locale, string>>;
};
const isWelcome = new RegExp(`\\s*\\((?:${Object.values(welcome).join('|')})\\)$`, 'iu');

/** "PLC 编程 3、英语 (加分)" as skills that are asked for. */
export function wantedSkillsIn(text: string): WantedSkill[] {
  return partsOf(text.normalize('NFKC')).flatMap((part) =>
    skillsIn(part.replace(isWelcome, '')).map((skill) => ({ ...skill, must: !isWelcome.test(part) })),
  );
}

export const wantedSkillText = (skills: readonly WantedSkill[], mark: string, locale: Locale): string =>
  skills
    .map(
      ({ name, level, must }) =>
        `${name}${level === USUAL_LEVEL ? '' : ` ${level}`}${must ? '' : ` (${welcome[locale]})`}`,
    )
    .join(mark);
