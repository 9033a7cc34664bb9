import { educationLevels } from '../../directory/codes/education-levels.js';
import { majors, type Major } from '../../directory/codes/majors.js';

/** What people write: `510203`, `510203 软件技术`, `080902T`, or a name that only one listed major bears. */
export function majorNamed(text: string): Major | undefined {
  const typed = text.normalize('NFKC').trim();
  const [, code] = /^(\d{6})(?:TK|T|K)?(?:\s|$|\p{Script=Han})/iu.exec(typed) ?? [];
  if (code) return majors.find(code);
  const named = majors.entries.filter(({ name, en }) => name === typed || en?.toLowerCase() === typed.toLowerCase());
  return named.length === 1 ? named[0] : undefined;
}

/** Several, parted by commas or line ends. `unknown`: the first part that names none. */
export function majorsNamed(text: string): { codes: string[]; unknown: string | null } {
  const parts = text
    .split(/[、,，;；\r\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const found = parts.map(majorNamed);
  return {
    codes: [...new Set(found.flatMap((major) => major?.code ?? []))],
    unknown: parts[found.indexOf(undefined)] ?? null,
  };
}

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
