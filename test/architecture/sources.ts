import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';

export interface Source {
  /** From the project's folder, with slashes. */
  path: string;
  text: string;
}

/** The files of a folder, all the way down, whose names end in one of `endings`. */
export function sources(folder: string, ...endings: string[]): Source[] {
  const root = projectFolder(folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .sort()
    .map((path) => ({ path: `${folder}/${path.replaceAll('\\', '/')}`, text: readFileSync(join(root, path), 'utf8') }));
}

/** A string or a comment of TypeScript, JavaScript or CSS, whichever begins first. */
const TOKENS = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g;

/** The code without its comments; line breaks stay, so that line numbers still hold. */
export function withoutComments({ path, text }: Source): string {
  if (path.endsWith('.hbs')) return blank(text, /\{\{!--[\s\S]*?--\}\}|\{\{![^}]*\}\}|<!--[\s\S]*?-->/g);
  return text.replace(TOKENS, (token) => (/^\/[/*]/.test(token) ? token.replace(/[^\n]/g, ' ') : token));
}

function blank(text: string, pattern: RegExp): string {
  return text.replace(pattern, (token) => token.replace(/[^\n]/g, ' '));
}
