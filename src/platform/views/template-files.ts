import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folders of templates whose files are partials, and how their names begin. */
const FOLDERS = { layouts: 'layouts/', partials: '', pages: 'pages/' } as const;

/** Template sources by the name they are called with: `layouts/portal`, `field-input`, `pages/financing/need`. */
export function readTemplates(folder: string): Map<string, string> {
  const sources = new Map<string, string>();
  for (const [kind, prefix] of Object.entries(FOLDERS)) {
    for (const path of readdirSync(join(folder, kind), { recursive: true, encoding: 'utf8' }).sort()) {
      if (!path.endsWith('.hbs')) continue;
      const name = prefix + path.slice(0, -'.hbs'.length).replaceAll('\\', '/');
      sources.set(name, readFileSync(join(folder, kind, path), 'utf8').trimEnd());
    }
  }
  return sources;
}
