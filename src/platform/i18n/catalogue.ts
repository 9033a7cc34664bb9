import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every text of one language: key → text. */
export type Catalogue = Record<string, string>;

/** Joins the files of `<folder>/*.json`; a key belongs to one file only, so a second one is a mistake and throws. */
export function readCatalogue(folder: string): Catalogue {
  const catalogue: Catalogue = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    for (const [key, text] of Object.entries(readArea(join(folder, file)))) {
      if (key in catalogue) throw new Error(`${file}: the key ${key} already stands in another file of ${folder}`);
      catalogue[key] = text;
    }
  }
  return catalogue;
}

function readArea(path: string): Catalogue {
  const area: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof area !== 'object' || area === null || Array.isArray(area)) throw new Error(`${path} is not an object`);
  for (const [key, text] of Object.entries(area))
    if (typeof text !== 'string') throw new Error(`${path}: ${key} is not a text`);
  return area as Catalogue;
}
