import iconv from 'iconv-lite';
import { inline, makeZip, workbookEntries } from '../spreadsheet/zip-maker.js';

/** One need as an office has it, and what of it must arrive, whichever program wrote the file. */
export interface RealLine {
  readonly code: string;
  readonly amountWan: number;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly mobile: string;
}

export interface RealFile {
  readonly what: string;
  readonly name: string;
  readonly of: (lines: readonly RealLine[]) => Buffer;
}

const HEADERS = ['序号', '联系电话', '联系人', '企业名称', '统一社会信用代码', '融资金额（万元）', '融资类型', '资金用途', '融资期限', '需求时间']; // prettier-ignore
const serial = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569;
const wide = (text: string | number): string =>
  String(text).replace(/[0-9.,]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
const chinese = (day: string): string => `${day.replace(/-0?/, '年').replace(/-0?/, '月')}日`;
const fields = (line: RealLine, i: number, amount: string, day: string): string[] =>
  [String(i + 1), line.mobile, '林晓岚', '', line.code, amount, '流动资金贷款', '原料采购/备货', '12', day]; // prettier-ignore

const csv = (lines: readonly RealLine[], separator: string, dayOf: (day: string) => string): string =>
  [HEADERS, ...lines.map((line, i) => fields(line, i, i % 2 ? `"${line.amountWan.toLocaleString('en')}"` : wide(line.amountWan), dayOf(line.day)))]
    .map((row) => row.join(separator))
    .join('\r\n'); // prettier-ignore

const at = (column: number, row: number): string => `${String.fromCharCode(65 + column)}${row}`;

/** Excel: shared strings, styles by number, telephone numbers and days as numbers, a sum with its cached value. */
function excel(lines: readonly RealLine[]): Buffer {
  const strings: string[] = [];
  const shared = (text: string) => `t="s"><v>${strings.push(`<t>${text}</t>`) - 1}</v></c>`;
  const cell = (column: number, row: number, rest: string) => `<c r="${at(column, row)}" ${rest}`;
  const rows = [
    `<row r="1" spans="1:10" ht="28" customHeight="1">${cell(0, 1, `s="1" ${shared('2027 年春季走访登记表')}`)}${blanks(1, 9, 1)}</row>`,
  ];
  const groups = ['', '联系方式', '', '企业', '', '需求', '', '', '', ''];
  rows.push(
    `<row r="2">${groups.map((text, i) => (text ? cell(i, 2, `s="1" ${shared(text)}`) : cell(i, 2, 's="1"/>'))).join('')}</row>`,
  );
  rows.push(`<row r="3">${HEADERS.map((text, i) => cell(i, 3, `s="1" ${shared(text)}`)).join('')}</row>`);
  // A hundred blank rows with borders, and the data behind them.
  for (let row = 4; row < 104; row++) rows.push(`<row r="${row}">${blanks(0, 9, row)}</row>`);
  lines.forEach((line, i) => {
    const row = 104 + i;
    const amount =
      i % 2 ? `><f>SUM(K${row}:L${row})</f><v>${line.amountWan}</v></c>` : shared(`${wide(line.amountWan)}万元`);
    rows.push(
      `<row r="${row}">${cell(0, row, `><v>${i + 1}</v></c>`)}${cell(1, row, `><v>${line.mobile}</v></c>`)}${cell(2, row, shared('林晓岚'))}${cell(3, row, 's="1"/>')}` +
        `${cell(4, row, `s="2" ${shared(line.code)}`)}${cell(5, row, amount)}${cell(6, row, shared('流动资金贷款'))}${cell(7, row, shared('原料采购/备货'))}` +
        `${cell(8, row, shared('１２'))}${cell(9, row, `s="${3 + (i % 3)}"><v>${serial(line.day)}</v></c>`)}</row>`,
    );
  });
  const after =
    '<autoFilter ref="A3:J1048576"/><mergeCells count="4"><mergeCell ref="A1:J1"/><mergeCell ref="B2:C2"/><mergeCell ref="D2:E2"/><mergeCell ref="F2:J2"/></mergeCells>';
  return makeZip(
    workbookEntries([{ name: '走访登记', data: rows.join(''), after }], {
      formats: [0, '@', 14, 31, 'yyyy"年"m"月"d"日";@'],
      strings,
    }),
  );
}

const blanks = (from: number, to: number, row: number): string =>
  Array.from({ length: to - from + 1 }, (_, i) => `<c r="${at(from + i, row)}" s="1"/>`).join('');

/** WPS: a cover sheet and a hidden one first, text days, and a note merged across the foot. */
function wps(lines: readonly RealLine[]): Buffer {
  const row = (number: number, texts: readonly string[]) =>
    `<row r="${number}">${texts.map((text, i) => (text ? inline(at(i, number), text) : '')).join('')}</row>`;
  const data = [
    row(1, HEADERS),
    ...lines.map((line, i) =>
      row(i + 2, fields(line, i, `${line.amountWan} 万`, i % 2 ? chinese(line.day) : line.day.replaceAll('-', '/'))),
    ),
  ];
  const foot = lines.length + 2;
  const after = `<mergeCells count="1"><mergeCell ref="A${foot}:J${foot}"/></mergeCells>`;
  return makeZip(
    workbookEntries([
      { name: '说明', data: row(1, ['填表说明：请逐行填写']) },
      { name: 'WpsReserved_CellImgList', state: 'veryHidden', data: '' },
      { name: 'Sheet1', data: [...data, row(foot, ['注：以上信息由企业自报'])].join(''), after },
    ]),
  ); // prettier-ignore
}

/** What Excel and WPS really write when people press save. */
export const realFiles: readonly RealFile[] = [
  { what: 'a workbook of Excel', name: '走访登记.xlsx', of: excel },
  { what: 'a workbook of WPS', name: '工作簿1.xlsx', of: wps },
  { what: 'CSV UTF-8 of Excel, with its mark', name: '走访登记.csv', of: (lines) => Buffer.from(`\uFEFF${csv(lines, ',', (day) => day.replaceAll('-', '/'))}`) },
  { what: 'CSV in UTF-8 of another program', name: 'export.csv', of: (lines) => Buffer.from(csv(lines, ',', (day) => day)) },
  { what: 'CSV of a Chinese Excel (GBK)', name: '走访登记.csv', of: (lines) => iconv.encode(csv(lines, ',', chinese), 'gbk') },
  { what: 'Unicode text of Excel (UTF-16, tabs)', name: '走访登记.txt', of: (lines) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv(lines, '\t', chinese), 'utf16le')]) },
  { what: 'CSV with semicolons', name: '走访登记.csv', of: (lines) => Buffer.from(csv(lines, ';', (day) => day)) },
]; // prettier-ignore
