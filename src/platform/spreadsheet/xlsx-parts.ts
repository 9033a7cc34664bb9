import { Problem } from '../../kernel/problem.js';
import { columnNumber } from './column-letters.js';
import { LIMITS } from './limits.js';
import { guardZip, unfold, type ZipEntry } from './zip-guard.js';

/** The XML a workbook's values need, trimmed of everything that makes real files slow or unreadable. */
export interface XlsxParts {
  /** Workbook, relations, styles and shared strings, by the name of the part. */
  readonly common: Readonly<Record<string, Buffer>>;
  /** By the name of the part. */
  readonly sheets: ReadonlyMap<string, SheetPart>;
}

export interface SheetPart {
  /** The `<row>` elements that hold something. */
  readonly rows: string;
  /** Merged ranges, as `A1:C2`. */
  readonly merges: readonly string[];
}

export const WORKBOOK = 'xl/workbook.xml';
export const RELATIONS = 'xl/_rels/workbook.xml.rels';
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
  const sheets = new Map<string, SheetPart>();
  const renamed = new Map<string, string>();
  for (const entry of entries.values()) {
    if (!SHEET.test(entry.name)) continue;
    const name = `worksheets/sheet${renamed.size + 1}.xml`;
    renamed.set(entry.name.slice('xl/'.length), name);
    sheets.set(`xl/${name}`, trimSheet(readXml(bytes, entry)));
  }
  refuseOversize([...sheets.values()]);
  return {
    common: {
      [WORKBOOK]: Buffer.from(withoutNames(xml(WORKBOOK))),
      [RELATIONS]: Buffer.from(withNewTargets(xml(RELATIONS), renamed)),
      [STYLES]: Buffer.from(datesInChinese(xml(STYLES))),
      [STRINGS]: Buffer.from(xml(STRINGS)),
    },
    sheets,
  };
}

/** Some .NET libraries write every element as `<x:row>`; the prefix says nothing. */
function readXml(bytes: Buffer, entry: ZipEntry | undefined): string {
  if (entry === undefined) return '';
  const xml = unfold(bytes, entry).toString('utf8');
  // No spreadsheet program writes a document type; whoever does wants its entities unfolded.
  if (xml.includes('<!DOCTYPE')) throw new Problem('spreadsheet-unsafe', { reason: 'entities' });
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

function trimSheet(xml: string): SheetPart {
  const rows = section(xml, 'sheetData')
    .replace(/<c\b[^>]*\/>/g, '')
    .replace(/<f\b[^>]*\/>|<f\b[^>]*>[^<]*<\/f>/g, '')
    .replace(/<row\b[^>]*(?:\/>|>\s*<\/row>)/g, '');
  const merges = section(xml, 'mergeCells').matchAll(/\bref="([A-Z]+\d+:[A-Z]+\d+)"/g);
  return { rows, merges: Array.from(merges, ([, range = '']) => range) };
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

function refuseOversize(sheets: readonly SheetPart[]): void {
  let cells = 0;
  for (const { rows } of sheets)
    for (const [, column = '', row] of rows.matchAll(/<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"/g)) {
      if (columnNumber(column) > LIMITS.columns)
        throw new Problem('spreadsheet-too-many-columns', { limit: LIMITS.columns });
      if (Number(row) > LIMITS.rows + LIMITS.headingRows)
        throw new Problem('spreadsheet-too-many-rows', { limit: LIMITS.rows });
      if (++cells > LIMITS.cells) throw new Problem('spreadsheet-too-complex');
    }
}
