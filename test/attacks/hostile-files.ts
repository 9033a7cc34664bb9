import { deflateRawSync } from 'node:zlib';
import { inline, makeZip, workbookEntries, type MadeEntry } from '../spreadsheet/zip-maker.js';

const MB = 1024 * 1024;

/** A file that is meant to do harm or to fool, and the words, in both languages, in which it is turned away. */
export interface HostileFile {
  readonly what: string;
  readonly name: string;
  readonly bytes: Buffer;
  readonly says: readonly [zh: string, en: string];
}

const plain = workbookEntries([{ data: `<row r="1">${inline('A1', '企业名称')}${inline('B1', '金额')}</row>` }]);
const withPart = (part: RegExp, change: (entry: MadeEntry) => MadeEntry): Buffer =>
  makeZip(plain.map((entry) => (part.test(entry.name) ? change(entry) : entry)));
const withText = (part: RegExp, change: (text: string) => string): Buffer =>
  withPart(part, (entry) => ({ ...entry, content: change(String(entry.content)) }));

const unsafe = ['内部结构不正常', 'inside of this file is not normal'] as const;
const damaged = ['已损坏或没有上传完整', 'damaged or incomplete'] as const;
const locked = ['设了打开密码', 'protected by a password'] as const;
const noRows = ['没有数据行', 'no rows below the header'] as const;

/** &lol9; would be a billion words. */
const LAUGHS = `<!DOCTYPE worksheet [<!ENTITY lol0 "哈哈哈哈哈哈哈哈哈哈">${Array.from(
  { length: 9 },
  (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i};`.repeat(10)}">`,
).join('')}<!ENTITY xxe SYSTEM "file:///etc/passwd">]>`;
const laughing = (xml: string) => xml.replace(/(<\?xml[^>]*\?>)?/, `$1${LAUGHS}`).replace('企业名称', '&lol9;&xxe;');
const ole = (stream: string) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    Buffer.from(stream, 'utf16le'),
    Buffer.alloc(600),
  ]);
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const million = Array.from({ length: 1_000_000 }, (_, i) => `<row r="${i + 1}"/>`).join('');
const BOMB_BYTES = 210 * MB;
const bomb = deflateRawSync(Buffer.alloc(BOMB_BYTES, '<row r="1"><c r="A1"><v>1</v></c></row>'), { level: 6 });

/** Sent where a table of needs is asked for. */
export function hostileTables(): HostileFile[] {
  return [
    { what: 'unfolds to 210 MB', name: '需求.xlsx', bytes: withPart(/sheet1/, (entry) => ({ ...entry, packed: bomb, claims: BOMB_BYTES })), says: unsafe },
    { what: 'unfolds to 210 MB and says 5 kB', name: '需求.xlsx', bytes: withPart(/sheet1/, (entry) => ({ ...entry, packed: bomb, claims: 5_000 })), says: unsafe },
    { what: 'says more than it holds', name: '需求.xlsx', bytes: withPart(/sheet1/, (entry) => ({ ...entry, claims: 900_000 })), says: unsafe },
    { what: 'holds a zip as its sheet', name: '需求.xlsx', bytes: withPart(/sheet1/, (entry) => ({ ...entry, content: makeZip(plain), stored: true })), says: unsafe },
    { what: 'holds a zip beside its sheets', name: '需求.xlsx', bytes: makeZip([...plain, { name: 'xl/embeddings/x.zip', content: makeZip(plain), stored: true }]), says: unsafe },
    { what: 'is an encrypted zip', name: '需求.xlsx', bytes: makeZip(plain.map((entry) => ({ ...entry, encrypted: true }))), says: locked },
    { what: 'has a password', name: '需求.xlsx', bytes: ole('EncryptedPackage'), says: locked },
    { what: 'is half a file', name: '需求.xlsx', bytes: makeZip(plain).subarray(0, 700), says: damaged },
    { what: 'is a zip without a workbook', name: '需求.xlsx', bytes: makeZip([{ name: 'a.txt', content: 'a' }]), says: ['不支持这种文件（zip）', 'This kind of file (zip)'] },
    { what: 'laughs a billion times in a sheet', name: '需求.xlsx', bytes: withText(/sheet1/, laughing), says: unsafe },
    { what: 'laughs in the shared strings', name: '需求.xlsx', bytes: withText(/sharedStrings/, (xml) => laughing(xml).replace('</sst>', '<si><t>&lol9;&xxe;</t></si></sst>')), says: unsafe },
    { what: 'laughs in the workbook', name: '需求.xlsx', bytes: withText(/xl\/workbook\.xml$/, (xml) => laughing(xml).replace('Sheet1', '&lol9;')), says: unsafe },
    { what: 'has a million blank rows', name: '需求.xlsx', bytes: withText(/sheet1/, (xml) => xml.replace('</sheetData>', `${million}</sheetData>`)), says: noRows },
    { what: 'has its last row at 1,000,000', name: '需求.xlsx', bytes: withText(/sheet1/, (xml) => xml.replace('</sheetData>', `<row r="1000000">${inline('A1000000', 'x')}</row></sheetData>`)), says: ['超过 20000 行', 'More than 20000 rows'] },
    { what: 'is an old .xls', name: '需求.xls', bytes: ole('Workbook'), says: ['另存为“.xlsx”', 'save it as .xlsx'] },
    { what: 'is a web page called .xls', name: '需求.xls', bytes: Buffer.from('<html><table><tr><td>企业名称</td></tr></table></html>'), says: ['其实是网页', 'is a web page'] },
    { what: 'is a picture called .xlsx', name: '需求.xlsx', bytes: png, says: ['不支持这种文件（png）', 'This kind of file (png)'] },
    { what: 'is CSV with NULs', name: '需求.csv', bytes: Buffer.from(`企业名称,金额\r\n甲\u0000,5`), says: ['认不出这种文件', 'cannot be made out'] },
    { what: 'is CSV with a NUL after 100 kB', name: '需求.csv', bytes: Buffer.from(`企业名称,金额\r\n${'甲,5\r\n'.repeat(15_000)}\u0000,5`), says: ['认不出这种文件', 'cannot be made out'] },
    { what: 'is CSV of 9 MB with one quote', name: '需求.csv', bytes: Buffer.alloc(9 * MB, '",\n'), says: ['超过 20000 行', 'More than 20000 rows'] },
    { what: 'is CSV whose quote never ends', name: '需求.csv', bytes: Buffer.from(`企业名称,金额\r\n"${'甲'.repeat(3 * MB)}`), says: ['有一个引号没有配对', 'a quote that is never closed'] },
    { what: 'is CSV of two million lines', name: '需求.csv', bytes: Buffer.alloc(9 * MB, 'a,b\n'), says: ['超过 20000 行', 'More than 20000 rows'] },
    { what: 'is 11 MB', name: '需求.csv', bytes: Buffer.alloc(11 * MB, '企业,'), says: ['超过 10 MB', 'larger than 10 MB'] },
    { what: 'is empty', name: '需求.xlsx', bytes: Buffer.alloc(0), says: ['文件是空的', 'file is empty'] },
  ]; // prettier-ignore
}

const onlyPapers = ['只收 PDF / JPG / PNG 文件', 'only PDF / JPG / PNG files'] as const;
const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n');

/** Sent where a scan or a photograph is asked for. */
export function hostilePapers(): HostileFile[] {
  return [
    { what: 'is empty', name: '执照.pdf', bytes: Buffer.alloc(0), says: ['文件是空的', 'file is empty'] },
    { what: 'is 11 MB', name: '执照.pdf', bytes: Buffer.concat([pdf, Buffer.alloc(11 * MB, ' '), Buffer.from('%%EOF')]), says: ['超过 10 MB', 'over 10 MB'] },
    { what: 'is a table', name: '执照.xlsx', bytes: makeZip(plain), says: onlyPapers },
    { what: 'is a bomb called .pdf', name: '执照.pdf', bytes: withPart(/sheet1/, (entry) => ({ ...entry, packed: bomb, claims: BOMB_BYTES })), says: onlyPapers },
    { what: 'is a page called .png', name: '执照.png', bytes: Buffer.from('<html><script>alert(1)</script></html>'), says: onlyPapers },
    { what: 'is a picture with a script behind it', name: '执照.png', bytes: Buffer.concat([png, Buffer.from('<script>alert(1)</script>')]), says: onlyPapers },
    { what: 'is a PDF and a zip', name: '执照.pdf', bytes: Buffer.concat([pdf, makeZip(plain)]), says: onlyPapers },
    { what: 'is a drawing', name: '执照.svg', bytes: Buffer.from('<svg onload="alert(1)"/>'), says: onlyPapers },
    { what: 'is 9 MB of markers', name: '执照.jpg', bytes: Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(9 * MB, '<sv'), Buffer.from('00ffd8', 'hex')]), says: onlyPapers },
    { what: 'has a name to climb with', name: '../../../执照.exe', bytes: pdf, says: onlyPapers },
    { what: 'has no name', name: ' ', bytes: pdf, says: onlyPapers },
  ]; // prettier-ignore
}
