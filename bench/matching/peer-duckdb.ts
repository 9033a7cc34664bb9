import type { Need, Product } from '../closed/town.js';
import type { Peer } from './peers.js';

interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRowObjects(): Record<string, unknown>[] }>;
}

interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string, options: Record<string, string>): Promise<{ connect(): Promise<Connection> }>;
  };
}

const likes = ['rateFrom', 'share', 'patents', 'revenue', 'staff', 'debtRatio', 'industries'] as const;

const productRow = (p: Product, at: number): string => {
  const { likes: liked, weights } = p;
  const own = [p.minAmount, p.maxAmount, p.minTerm, p.maxTerm, p.industries, p.regions, p.kinds, p.purposes];
  const more = [p.guarantees, p.titles, p.minMonths, p.minRevenue, p.minStaff, p.minPatents, p.minGrade];
  const rest = [p.maxDebtRatio, p.maxInquiries, p.maxAmountToRevenue, ...likes.map((key) => liked[key]), ...weights];
  return `(${[at, ...own, ...more, ...rest].join()})`;
};

const needRow = (n: Need, at: number): string => {
  const own = [n.amount, n.term, n.industry, n.region, n.kind, n.purpose, n.guarantee, n.titles, n.months, n.revenue];
  const more = [n.staff, n.patents, n.grade, n.debtRatio, n.inquiries, n.share, n.maxRate];
  return `(${[at, ...own, ...more, Math.floor((n.amount * 1_000_000) / n.revenue)].join()})`;
};

const productColumns = `place, minAmount, maxAmount, minTerm, maxTerm, industries, regions, kinds, purposes, guarantees,
  titles, minMonths, minRevenue, minStaff, minPatents, minGrade, maxDebtRatio, maxInquiries, maxAmountToRevenue,
  likeRate, likeShare, likePatents, likeRevenue, likeStaff, likeDebt, likeIndustries, w0, w1, w2, w3, w4, w5, w6`;
const needColumns = `need, amount, term, industry, region, kind, purpose, guarantee, held, months, revenue, staff,
  patents, grade, debtRatio, inquiries, share, maxRate, ratio`;

/** Eligible pairs with their score, the first ten of each need by it; and how many fit. */
const matching = `
  WITH eligible AS (
    SELECT need, place,
      (maxRate >= likeRate)::INT * w0 + (share >= likeShare)::INT * w1 + (patents >= likePatents)::INT * w2 +
      (revenue >= likeRevenue)::INT * w3 + (staff >= likeStaff)::INT * w4 + (debtRatio <= likeDebt)::INT * w5 +
      ((likeIndustries >> industry) & 1) * w6 AS score
    FROM needs JOIN products
      ON amount BETWEEN minAmount AND maxAmount AND ratio <= maxAmountToRevenue AND term BETWEEN minTerm AND maxTerm
     AND ((guarantees >> guarantee) & 1) = 1 AND (titles & ~held) = 0 AND ((industries >> industry) & 1) = 1
     AND ((regions >> region) & 1) = 1 AND ((kinds >> kind) & 1) = 1 AND ((purposes >> purpose) & 1) = 1
     AND debtRatio <= maxDebtRatio AND grade >= minGrade AND months >= minMonths AND revenue >= minRevenue
     AND staff >= minStaff AND patents >= minPatents AND inquiries <= maxInquiries),
  ranked AS (SELECT *, row_number() OVER (PARTITION BY need ORDER BY score DESC, place) AS r FROM eligible)
  SELECT need, COUNT(*) AS fits, SUM(CASE WHEN r <= 10 THEN score ELSE 0 END) AS best FROM ranked GROUP BY need`;

/** DuckDB, one thread: a join on all sixteen conditions, scored, a window for the first ten. */
export const duckdb: Peer = {
  name: 'DuckDB, 1 thread',
  module: '@duckdb/node-api',
  needs: 500,
  wanted: 40,
  ranks: true,
  open: async (module: DuckDb & { readonly default?: DuckDb }, { ordered, needs }) => {
    const { DuckDBInstance } = module.default ?? module;
    const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
    const bigints = (columns: string): string => columns.split(',').map((name) => `${name} BIGINT`).join(); // prettier-ignore
    await connection.run(`CREATE TABLE products (${bigints(productColumns)})`);
    await connection.run(`INSERT INTO products VALUES ${ordered.map(productRow).join()}`);
    await connection.run(`CREATE TABLE needs (${bigints(needColumns)})`);
    await connection.run(`INSERT INTO needs VALUES ${needs.map(needRow).join()}`);
    return async (wanted) => {
      const counts = wanted.map(() => 0);
      for (const row of (await connection.runAndReadAll(matching)).getRowObjects())
        counts[Number(row['need'])] = Number(row['fits']);
      return counts;
    };
  },
};
