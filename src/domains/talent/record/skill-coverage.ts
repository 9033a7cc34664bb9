import type { Skill } from './course-module.entity.js';

/** A skill the firms ask for, and how the modules answer it. */
export interface SkillAnswer extends Skill {
  /** How many of the class's seats ask for it. */
  readonly seats: number;
  /** The highest level a module teaches it to; null = none does. */
  readonly taught: number | null;
  readonly modules: readonly string[];
}

export interface SkillCoverage {
  readonly skills: readonly SkillAnswer[];
  readonly covered: number;
  /** Of the skills asked for, whole percent, rounded down so that 100 means all; null when none is asked for. */
  readonly percent: number | null;
}

interface Wanted {
  readonly seats: number;
  readonly skills: readonly Skill[];
}

const keyOf = (name: string): string => name.normalize('NFKC').replaceAll(/\s+/gu, '').toLowerCase();

/**
 * Skills of the demands against those of the modules. A skill is covered when a module of that name reaches the level the
 * most demanding firm asks for. The order is by seats, then by name: what most firms ask for stands first.
 */
export function skillCoverage(
  demands: readonly Wanted[],
  modules: readonly { readonly name: string; readonly skills: readonly Skill[] }[],
): SkillCoverage {
  const wanted = new Map<string, { name: string; level: number; seats: number }>();
  for (const { seats, skills } of demands) {
    const counted = new Set<string>();
    for (const { name, level } of skills) {
      const key = keyOf(name);
      const known = wanted.get(key) ?? { name, level, seats: 0 };
      // A firm that names a skill twice asks for it once.
      wanted.set(key, {
        name: known.name,
        level: Math.max(known.level, level),
        seats: known.seats + (counted.has(key) ? 0 : seats),
      });
      counted.add(key);
    }
  }
  const skills = [...wanted]
    .map(([key, want]) => {
      const teaching = modules.flatMap(({ name, skills: taught }) =>
        taught.filter((one) => keyOf(one.name) === key).map(({ level }) => ({ name, level })),
      );
      return {
        ...want,
        taught: teaching.length === 0 ? null : Math.max(...teaching.map(({ level }) => level)),
        modules: [...new Set(teaching.map(({ name }) => name))],
      };
    })
    .toSorted((a, b) => b.seats - a.seats || (a.name < b.name ? -1 : 1));
  const covered = skills.filter(isCovered).length;
  return { skills, covered, percent: skills.length === 0 ? null : Math.floor((covered * 100) / skills.length) };
}

export const isCovered = ({ taught, level }: SkillAnswer): boolean => taught !== null && taught >= level;
