import { guarantees, industries, kinds, purposes, regions, titles } from '../closed/model.js';
import { codesIn } from '../closed/as-offers.js';
import type { Need, Product } from '../closed/town.js';
import type { Peer } from './peers.js';

/** Columns of the decision table; a title is a column of its own. */
const columns = [
  'amount',
  'amountToRevenue',
  'term',
  'guarantee',
  ...titles.map((title) => `title_${title.replace('-', '_')}`),
  'industry',
  'region',
  'kind',
  'purpose',
  'debtRatio',
  'grade',
  'months',
  'revenue',
  'staff',
  'patents',
  'inquiries',
];

const listed = (codes: readonly string[]): string =>
  codes.length > 0 ? codes.map((code) => `"${code}"`).join(', ') : '"none of all"';

function rowOf(p: Product): Record<string, string> {
  const cells: Record<string, string> = {
    amount: `[${p.minAmount}..${p.maxAmount}]`,
    amountToRevenue: `<= ${p.maxAmountToRevenue}`,
    term: `[${p.minTerm}..${p.maxTerm}]`,
    guarantee: listed(codesIn(guarantees, p.guarantees)),
    industry: listed(codesIn(industries, p.industries)),
    region: listed(codesIn(regions, p.regions)),
    kind: listed(codesIn(kinds, p.kinds)),
    purpose: listed(codesIn(purposes, p.purposes)),
    debtRatio: `<= ${p.maxDebtRatio}`,
    grade: `>= ${p.minGrade}`,
    months: `>= ${p.minMonths}`,
    revenue: `>= ${p.minRevenue}`,
    staff: `>= ${p.minStaff}`,
    patents: `>= ${p.minPatents}`,
    inquiries: `<= ${p.maxInquiries}`,
  };
  for (const title of codesIn(titles, p.titles)) cells[`title_${title.replace('-', '_')}`] = 'true';
  return { _id: p.id, product: `"${p.id}"`, ...Object.fromEntries(columns.map((key) => [key, cells[key] ?? ''])) };
}

function contextOf(n: Need): Record<string, unknown> {
  const held = codesIn(titles, n.titles);
  return {
    ...n,
    amountToRevenue: Math.floor((n.amount * 1_000_000) / n.revenue),
    guarantee: guarantees[n.guarantee],
    industry: industries[n.industry],
    region: regions[n.region],
    kind: kinds[n.kind],
    purpose: purposes[n.purpose],
    ...Object.fromEntries(titles.map((title) => [`title_${title.replace('-', '_')}`, held.includes(title)])),
  };
}

interface Zen {
  readonly ZenEngine: new () => {
    createDecision(content: Buffer): { evaluate(context: object): Promise<{ result: unknown }> };
  };
}

/** GoRules ZEN: one decision table with a row a product, all hits collected. */
export const zen: Peer = {
  name: 'ZEN decision table',
  module: '@gorules/zen-engine',
  needs: 60,
  wanted: 2000,
  open: async (module: Zen & { readonly default?: Zen }, { ordered, needs }) => {
    const table = {
      hitPolicy: 'collect',
      inputs: columns.map((key) => ({ id: key, name: key, field: key })),
      outputs: [{ id: 'product', name: 'product', field: 'product' }],
      rules: ordered.map(rowOf),
    };
    const node = (id: string, type: string, content?: object) => ({ id, type, name: id, position: { x: 0, y: 0 }, content }); // prettier-ignore
    const content = {
      nodes: [node('in', 'inputNode'), node('table', 'decisionTableNode', table), node('out', 'outputNode')],
      edges: [
        { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
        { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' },
      ],
    };
    const { ZenEngine } = module.default ?? module;
    const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(content)));
    return async (wanted) => {
      const counts: number[] = [];
      for (const at of wanted) {
        const { result } = await decision.evaluate(contextOf(needs[at] as Need));
        counts.push(Array.isArray(result) ? result.length : 0);
      }
      return counts;
    };
  },
};
