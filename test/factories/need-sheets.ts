import { Workbook } from '@cj-tech-master/excelts';
import { makeCreditCode } from '../../src/kernel/credit-code.js';

/** A cell as a spreadsheet program stores it. */
export type SheetCell = string | number | Date | null;

/** The columns as an office writes them: moved, renamed, with a unit above. */
export const needHeaders = [
  '企业名称',
  '统一社会信用代码',
  '金额（万元）',
  '融资方式',
  '资金用途',
  '期限(月)',
  '最迟到位日',
  '可提供担保',
  '联系人',
  '联系电话',
  '说说用途',
] as const;

export interface NeedLine {
  readonly code: SheetCell;
  readonly name?: string;
  readonly amount: SheetCell;
  readonly kind?: string;
  readonly term?: SheetCell;
  readonly by?: SheetCell;
  readonly guarantees?: string;
  readonly contact?: SheetCell;
  readonly mobile?: SheetCell;
}

export const lineOf = (line: NeedLine): SheetCell[] => [
  line.name ?? null,
  line.code,
  line.amount,
  line.kind ?? '流动资金贷款',
  '原料采购/备货',
  line.term ?? '１２',
  line.by ?? '2027年1月15日',
  line.guarantees ?? '纯信用；法人连带',
  line.contact === undefined ? '陈海岚' : line.contact,
  line.mobile ?? 13800000001,
  '备货',
];

/** A workbook with a title merged over the table, a grouped header of two rows, and blank rows inside. */
export async function needWorkbook(lines: readonly NeedLine[], blanks = 100): Promise<Buffer> {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet('走访登记');
  sheet.addRow(['融资需求走访登记表']);
  sheet.mergeCells(1, 1, 1, needHeaders.length);
  sheet.addRow(['企业', '企业', '需求', '需求', '需求', '需求', '需求', '需求', '联系', '联系', '备注']);
  sheet.mergeCells(2, 1, 2, 2);
  sheet.mergeCells(2, 3, 2, 8);
  sheet.mergeCells(2, 9, 2, 10);
  sheet.addRow([...needHeaders]);
  const half = Math.ceil(lines.length / 2);
  for (const line of lines.slice(0, half)) sheet.addRow(lineOf(line));
  for (let i = 0; i < blanks; i++) sheet.addRow([]);
  for (const line of lines.slice(half)) sheet.addRow(lineOf(line));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

export const needCsv = (lines: readonly NeedLine[]): string =>
  [needHeaders as readonly SheetCell[], ...lines.map(lineOf)]
    .map((cells) => cells.map((cell) => `"${String(cell ?? '')}"`).join(','))
    .join('\r\n');

/** A code that nobody has yet. */
export const freshCode = (serial: number): string =>
  makeCreditCode('91350502', `MA00N${String(serial).padStart(3, '0')}`);
