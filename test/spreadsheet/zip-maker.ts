import { crc32 } from './crc32.js';
import { deflateRawSync } from 'node:zlib';

export interface MadeEntry {
  readonly name: string;
  readonly content: Buffer | string;
  readonly stored?: boolean;
  /** Already deflated content; `content` then only names the true one. */
  readonly packed?: Buffer;
  /** A size the headers claim instead of the true one. */
  readonly claims?: number;
  readonly encrypted?: boolean;
}

/** A zip made by hand, byte by byte, so that it can lie. */
export function makeZip(entries: readonly MadeEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content);
    const packed = entry.packed ?? (entry.stored ? content : deflateRawSync(content));
    const name = Buffer.from(entry.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(entry.encrypted ? 1 : 0, 2);
    common.writeUInt16LE(entry.stored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(entry.claims ?? content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

export interface MadeSheet {
  readonly name?: string;
  readonly state?: string;
  /** What stands inside `<sheetData>`. */
  readonly data: string;
  /** What follows `</sheetData>`. */
  readonly after?: string;
}

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The entries of a workbook as Excel lays them out, with raw XML inside. */
export function workbookEntries(
  sheets: readonly MadeSheet[],
  {
    formats = [],
    strings = [],
    book = '',
  }: { formats?: readonly (number | string)[]; strings?: readonly string[]; book?: string } = {},
): MadeEntry[] {
  const custom = formats.map((format, i) =>
    typeof format === 'number' ? { id: format } : { id: 164 + i, code: format },
  );
  const list = sheets
    .map(
      ({ name, state }, i) =>
        `<sheet name="${name ?? `Sheet${i + 1}`}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`,
    )
    .join('');
  const relations = sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${RELATION}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  return [
    {
      name: '[Content_Types].xml',
      content: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><sheets>${list}</sheets>${book}</workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}</Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet xmlns="${MAIN}"><numFmts count="${custom.length}">${custom
        .map((format) =>
          'code' in format
            ? `<numFmt numFmtId="${format.id}" formatCode="${format.code?.replaceAll('"', '&quot;')}"/>`
            : '',
        )
        .join(
          '',
        )}</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs count="${custom.length + 1}"><xf numFmtId="0"/>${custom
        .map((format) => `<xf numFmtId="${format.id}" applyNumberFormat="1"/>`)
        .join('')}</cellXfs></styleSheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst xmlns="${MAIN}">${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    },
    ...sheets.map(({ data, after = '' }, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      content: `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${MAIN}"><dimension ref="A1"/><sheetData>${data}</sheetData>${after}</worksheet>`,
    })),
  ];
}

/** An inline text cell. */
export function inline(address: string, text: string): string {
  return `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`;
}
