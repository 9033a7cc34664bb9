import { Problem } from '../../kernel/problem.js';
import { LIMITS } from './limits.js';
import { guardZip, unfold, type ZipEntry } from './zip-guard.js';

/** The XML a workbook's values need, trimmed of everything that makes real files slow or unreadable. */
export interface XlsxParts {
  readonly files: Record<string, Buffer>;
  /** Merged ranges (`A1:C2`) by the name of the sheet's part. */
  readonly merges: ReadonlyMap<string, readonly string[]>;
}

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const STYLES = 'xl/styles.xml';
const STRINGS = 'xl/sharedStrings.xml';
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/i;

/**
 * Unfolds only workbook, styles, shared strings and sheets, counting bytes again.
 * Dropped on the way: blank styled cells (files with a million of them are common), formulas (their cached values
 * stay), names, validations, pictures, pivot tables.
 */
export function xlsxParts(bytes: Buffer): XlsxParts {
  const entries = new Map(guardZip(bytes).map((entry) => [entry.name, entry]));
  const xml = (name: string) => readXml(bytes, entries.get(name));
  const relations = xml(RELATIONS);
  const files: Record<string, Buffer> = {
    [WORKBOOK]: Buffer.from(withoutNames(xml(WORKBOOK))),
    [STYLES]: Buffer.from(datesInChinese(xml(STYLES))),
    [STRINGS]: Buffer.from(xml(STRINGS)),
  };
  const merges = new Map<string, string[]>();
  const renamed = new Map<string, string>();
  for (const entry of entries.values()) {
    if (!SHEET.test(entry.name)) continue;
    const name = `xl/worksheets/sheet${renamed.size + 1}.xml`;
    const sheet = trimSheet(readXml(bytes, entry));
    refuseOversize(sheet.data);
    renamed.set(entry.name.slice('xl/'.length), name.slice('xl/'.length));
    files[name] = Buffer.from(sheet.data);
    merges.set(name, sheet.merges);
  }
  files[RELATIONS] = Buffer.from(withNewTargets(relations, renamed));
  return { files, merges };
}

/** Some .NET libraries write every element as `<x:row>`; the prefix says nothing. */
function readXml(bytes: Buffer, entry: ZipEntry | undefined): string {
  if (entry === undefined) return '';
  const xml = unfold(bytes, entry).toString('utf8');
  const prefix = /^[^<]*(?:<\?[^>]*>\s*)?<(\w+):(?:worksheet|workbook|styleSheet|sst)\b/.exec(xml)?.[1];
  return prefix === undefined ? xml : xml.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</');
}

/** A filter's hidden name over whole columns would be unrolled cell by cell. */
function withoutNames(xml: string): string {
  return xml.replace(/<(definedNames|pivotCaches|externalReferences|extLst)\b[\s\S]*?<\/\1>/g, '');
}

/** Formats 27-36 and 50-58 are the built-in Chinese dates; files name them without spelling them out (ECMA-376 18.8.30). */
function datesInChinese(xml: string): string {
  return xml.replace(/numFmtId="(?:2[789]|3[0-6]|5[0-8])"/g, 'numFmtId="22"');
}

function withNewTargets(relations: string, renamed: ReadonlyMap<string, string>): string {
  return relations.replace(/Target="(?:\/xl\/|\.\/)?([^"]+)"/g, (whole, target: string) => {
    const name = renamed.get(target);
    return name === undefined ? whole : `Target="${name}"`;
  });
}

function trimSheet(xml: string): { data: string; merges: string[] } {
  const rows = section(xml, 'sheetData')
    .replace(/<c\b[^>]*\/>/g, '')
    .replace(/<f\b[^>]*\/>|<f\b[^>]*>[^<]*<\/f>/g, '')
    .replace(/<row\b[^>]*(?:\/>|>\s*<\/row>)/g, '');
  const merges = [...section(xml, 'mergeCells').matchAll(/\bref="([A-Z]+\d+:[A-Z]+\d+)"/g)].map(
    (match) => match[1] ?? '',
  );
  return {
    data: `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
    merges,
  };
}

/** What stands inside an element; plain searching keeps this linear for 50 MB. */
function section(xml: string, tag: string): string {
  const open = xml.indexOf(`<${tag}`);
  const start = open < 0 ? -1 : xml.indexOf('>', open);
  if (start < 0 || xml[start - 1] === '/') return '';
  const end = xml.indexOf(`</${tag}>`, start);
  if (end < 0) throw new Problem('spreadsheet-damaged');
  return xml.slice(start + 1, end);
}

function refuseOversize(data: string): void {
  for (const match of data.matchAll(/<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"/g)) {
    if (columnNumber(match[1] ?? '') > LIMITS.columns)
      throw new Problem('spreadsheet-too-many-columns', { limit: LIMITS.columns });
    if (Number(match[2]) > LIMITS.rows + LIMITS.headingRows)
      throw new Problem('spreadsheet-too-many-rows', { limit: LIMITS.rows });
  }
}

/** `A` is 1, `XFD` is 16,384. */
export function columnNumber(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
