import { educationLevels } from '../../../directory/codes/education-levels.js';
import { majors, type Major } from '../../../directory/codes/majors.js';

/** What people write: `510203`, `510203 软件技术`, `080902T`, or a name that only one listed major bears. */
export function majorNamed(text: string): Major | undefined {
  const named = bearing(text);
  return named.length === 1 ? named[0] : undefined;
}

/** The major of a code, or all that bear a name: one name may stand in the lists of several levels. */
function bearing(text: string): readonly Major[] {
  const typed = text.normalize('NFKC').trim();
  const [, code] = /^(\d{6})(?:TK|T|K)?(?:\s|$|\p{Script=Han})/iu.exec(typed) ?? [];
  if (code) return [majors.find(code) ?? []].flat();
  return majors.entries.filter(({ name, en }) => name === typed || en?.toLowerCase() === typed.toLowerCase());
}

/**
 * What a firm means that asks for people of at least this level: of majors of one name those at that level or above,
 * and where there are none, all of them, so that the match says what is missing.
 */
export function majorsWanted(text: string, level: string | null): { codes: string[]; unknown: string | null } {
  const rank = level ? (educationLevels.find(level)?.rank ?? 0) : 0;
  const parts = partsOf(text);
  const found = parts.map((part) => {
    const named = bearing(part);
    const high = named.filter((major) => (educationLevels.find(major.level)?.rank ?? 0) >= rank);
    return high.length > 0 ? high : named;
  });
  const codes = [...new Set(found.flat().map(({ code }) => code))];
  return { codes, unknown: parts[found.findIndex((named) => named.length === 0)] ?? null };
}

/** Several, parted by commas or line ends. `unknown`: the first part that names none. */
export function majorsNamed(text: string): { codes: string[]; unknown: string | null } {
  const parts = partsOf(text);
  const found = parts.map(majorNamed);
  return {
    codes: [...new Set(found.flatMap((major) => major?.code ?? []))],
    unknown: parts[found.indexOf(undefined)] ?? null,
  };
}

/** The parts of what is typed as one list. */
export const partsOf = (text: string): string[] =>
  text
    .split(/[、,，;；\r\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Codes of the majors that a filter means: part of a name in either language, or the beginning of a code. */
export function majorsLike(text: string): string[] {
  const typed = text.normalize('NFKC').trim().toLowerCase();
  if (/^\d+$/.test(typed)) return majors.codes.filter((code) => code.startsWith(typed));
  return majors.entries
    .filter(({ name, en = '' }) => name.includes(typed) || en.toLowerCase().includes(typed))
    .map(({ code }) => code);
}

/** `510203 软件技术`, as templates and lists offer it. */
export const majorText = (code: string, locale: string): string => `${code} ${majors.name(code, locale)}`;

/** With its level, where majors of one name stand side by side. */
export function majorOption(code: string, locale: string): string {
  const level = majors.find(code)?.level;
  return level ? `${majorText(code, locale)} · ${educationLevels.name(level, locale)}` : code;
}
