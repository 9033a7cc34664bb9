import { Workbook } from '@cj-tech-master/excelts';
import type { SheetCell } from './need-sheets.js';

/** The columns as an office writes them: moved, renamed, one that nobody asks for. */
export const demandHeaders = [
  '企业名称',
  '统一社会信用代码',
  '岗位名称',
  '所属行业',
  '人数下限',
  '需求人数',
  '学历要求',
  '专业要求',
  '也可以的专业',
  '合作形式',
  '到岗时间',
  '月薪',
  '任职要求',
  '联系人',
  '联系电话',
  '备注',
] as const;

export interface DemandLine {
  readonly code: SheetCell;
  readonly name?: string;
  readonly title: string;
  readonly least?: SheetCell;
  readonly most?: SheetCell;
  readonly level?: string;
  readonly majors?: string;
  readonly others?: string;
  readonly cooperation?: string;
  readonly month?: SheetCell;
  readonly pay?: SheetCell;
  readonly conditions?: string;
  readonly mobile?: SheetCell;
}

const lineOf = (line: DemandLine): SheetCell[] => [
  line.name ?? null,
  line.code,
  line.title,
  '电子信息',
  line.least ?? 3,
  line.most ?? '５人',
  line.level ?? '高职专科',
  line.majors ?? '电子信息工程技术',
  line.others ?? null,
  line.cooperation ?? '订单班',
  line.month ?? '2028年3月',
  line.pay ?? '5,800元',
  line.conditions ?? null,
  '陈海岚',
  line.mobile ?? 13800000001,
  '走访',
];

/** A workbook with a title merged over the table. */
export async function demandWorkbook(lines: readonly DemandLine[], { noted = true } = {}): Promise<Buffer> {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet('用人登记');
  sheet.addRow(['用人需求走访登记表']);
  sheet.mergeCells(1, 1, 1, demandHeaders.length);
  const most = noted ? demandHeaders.length : demandHeaders.length - 1;
  sheet.addRow(demandHeaders.slice(0, most));
  for (const line of lines) sheet.addRow(lineOf(line).slice(0, most));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** 48 rows: 40 good ones, two of them of a new enterprise; 6 with faults; 2 that are there twice. */
export function visitLines(code: string, freshCode: string): DemandLine[] {
  return [
    ...Array.from({ length: 38 }, (_, i): DemandLine => ({ code, title: `装调技术员 ${i + 1}` })),
    { code: freshCode, name: '新一电子有限公司', title: '测试员' },
    { code: freshCode, name: '新一电子有限公司', title: '包装员', month: '2028/4' },
    { code, title: '数控操作工', majors: '数控加工', month: '2028-03' }, // row 43
    { code, title: '前台', conditions: '限女性，形象好' },
    { code, title: '检验员', least: 9, most: 4 },
    { code, title: '焊工', level: '高小', mobile: '1386000' },
    { code: 913_505_020_000_000_000, title: '钳工' },
    { code, title: '普工', pay: 900, month: '2028-13' },
    { code, title: '装调技术员 1' },
    { code, title: '装调技术员 2' },
  ];
}
