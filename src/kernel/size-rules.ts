/** Lower bounds of one size class, inclusive: staff in persons, revenue and assets in 万元. */
export interface SizeBounds {
  readonly staff?: number;
  readonly revenue?: number;
  readonly assets?: number;
}

export interface SizeRule {
  readonly industry: string;
  /** Codes of GB/T 4754-2017 over which the row reaches. */
  readonly scope: readonly string[];
  readonly large: SizeBounds;
  readonly medium: SizeBounds;
  readonly small: SizeBounds;
  /** V: bounds read in a published text; M: from memory, to be confirmed. */
  readonly verified: 'V' | 'M';
}

/**
 * 中小企业划型标准规定 (工信部联企业〔2011〕300号), scopes by 统计上大中小微型企业划分办法 (2017). All scopes are from
 * memory; railways (53), finance (J), education (P), health (84), public bodies (S, T) and 704 are in no row.
 */
export const sizeRules: readonly SizeRule[] = [
  {
    industry: '农、林、牧、渔业',
    scope: ['A'],
    large: { revenue: 20_000 },
    medium: { revenue: 500 },
    small: { revenue: 50 },
    verified: 'V',
  },
  {
    industry: '工业',
    scope: ['B', 'C', 'D'],
    large: { staff: 1000, revenue: 40_000 },
    medium: { staff: 300, revenue: 2000 },
    small: { staff: 20, revenue: 300 },
    verified: 'V',
  },
  {
    industry: '建筑业',
    scope: ['E'],
    large: { revenue: 80_000, assets: 80_000 },
    medium: { revenue: 6000, assets: 5000 },
    small: { revenue: 300, assets: 300 },
    verified: 'V',
  },
  {
    industry: '批发业',
    scope: ['51'],
    large: { staff: 200, revenue: 40_000 },
    medium: { staff: 20, revenue: 5000 },
    small: { staff: 5, revenue: 1000 },
    verified: 'V',
  },
  {
    industry: '零售业',
    scope: ['52'],
    large: { staff: 300, revenue: 20_000 },
    medium: { staff: 50, revenue: 500 },
    small: { staff: 10, revenue: 100 },
    verified: 'V',
  },
  {
    industry: '交通运输业',
    scope: ['54', '55', '56', '57', '58', '591'],
    large: { staff: 1000, revenue: 30_000 },
    medium: { staff: 300, revenue: 3000 },
    small: { staff: 20, revenue: 200 },
    verified: 'V',
  },
  {
    industry: '仓储业',
    scope: ['592', '593', '594', '595', '596', '599'],
    large: { staff: 200, revenue: 30_000 },
    medium: { staff: 100, revenue: 1000 },
    small: { staff: 20, revenue: 100 },
    verified: 'V',
  },
  {
    industry: '邮政业',
    scope: ['60'],
    large: { staff: 1000, revenue: 30_000 },
    medium: { staff: 300, revenue: 2000 },
    small: { staff: 20, revenue: 100 },
    verified: 'V',
  },
  {
    industry: '住宿业',
    scope: ['61'],
    large: { staff: 300, revenue: 10_000 },
    medium: { staff: 100, revenue: 2000 },
    small: { staff: 10, revenue: 100 },
    verified: 'V',
  },
  {
    industry: '餐饮业',
    scope: ['62'],
    large: { staff: 300, revenue: 10_000 },
    medium: { staff: 100, revenue: 2000 },
    small: { staff: 10, revenue: 100 },
    verified: 'V',
  },
  {
    industry: '信息传输业',
    scope: ['63', '64'],
    large: { staff: 2000, revenue: 100_000 },
    medium: { staff: 100, revenue: 1000 },
    small: { staff: 10, revenue: 100 },
    verified: 'V',
  },
  {
    industry: '软件和信息技术服务业',
    scope: ['65'],
    large: { staff: 300, revenue: 10_000 },
    medium: { staff: 100, revenue: 1000 },
    small: { staff: 10, revenue: 50 },
    verified: 'V',
  },
  {
    industry: '房地产开发经营',
    scope: ['701'],
    large: { revenue: 200_000, assets: 10_000 },
    medium: { revenue: 1000, assets: 5000 },
    small: { revenue: 100, assets: 2000 },
    verified: 'V',
  },
  {
    industry: '物业管理',
    scope: ['702'],
    large: { staff: 1000, revenue: 5000 },
    medium: { staff: 300, revenue: 1000 },
    small: { staff: 100, revenue: 500 },
    verified: 'M',
  },
  {
    industry: '租赁和商务服务业',
    scope: ['L'],
    large: { staff: 300, assets: 120_000 },
    medium: { staff: 100, assets: 8000 },
    small: { staff: 10, assets: 100 },
    verified: 'M',
  },
  {
    industry: '其他未列明行业',
    scope: ['M', 'N', 'O', '85', 'R', '703', '709'],
    large: { staff: 300 },
    medium: { staff: 100 },
    small: { staff: 10 },
    verified: 'V',
  },
];
