import { normaliseIndustryCode } from '../../kernel/industry-code.js';
import { reader, read, refuse, type Reader } from '../../platform/spreadsheet/reading.js';
import { industries, nearestIndustry } from '../codes/industries.js';
import { parks } from '../codes/parks.js';
import { regions } from '../codes/regions.js';
import { readPlaceNames } from './import-layout.js';
import { plainName } from './option-names.js';

const parkSynonyms = readPlaceNames().park;

/** A GB/T 4754 code without its section letter, from a code (C3976) or a listed name. */
export const industry: Reader<string> = reader((cell) => {
  const named = industries.entries.find((entry) => plainName(entry.name) === plainName(cell.text));
  const code = named?.code ?? cell.text.normalize('NFKC').trim();
  const found = nearestIndustry(code);
  if (!found || found.level === 'section') return refuse('industry-unknown', { value: cell.text });
  return read((normaliseIndustryCode(code) ?? code).replace(/^[A-Z]/, ''));
});

/** A region's code of six or nine digits, from a code or a listed name. */
export const region: Reader<string> = reader((cell) => {
  const text = cell.text.normalize('NFKC').replace(/\s/g, '');
  const named = regions.entries.find((entry) => plainName(entry.name) === plainName(text));
  const code = named?.code ?? text.replace(/(?<=^\d{6})000$/, '');
  return /^\d{6}(\d{3})?$/.test(code) || named ? read(code) : refuse('region-unknown', { value: cell.text });
});

/** A park's code from its name, or from another name in use. */
export function parkNamed(text: string): string | undefined {
  const name = plainName(text);
  const listed = parks.entries.find((entry) =>
    [entry.code, entry.name, entry.en ?? ''].some((n) => plainName(n) === name),
  );
  if (listed) return listed.code;
  return Object.entries(parkSynonyms).find(([, names]) => names.some((other) => plainName(other) === name))?.[0];
}

/** Park names for a drop-down. */
export const parkNames = (): string[] => [...parks.entries.map(({ name }) => name), ...(parkSynonyms.outside ?? [])];

export const park: Reader<string> = reader((cell) => {
  const code = parkNamed(cell.text);
  return code ? read(code) : refuse('park-unknown', { value: cell.text });
});
