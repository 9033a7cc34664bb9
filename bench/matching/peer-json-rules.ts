import { grades, guarantees, industries, kinds, purposes, regions, titles } from '../closed/model.js';
import { codesIn } from '../closed/as-offers.js';
import type { ClosedInstance } from '../closed/instance.js';
import type { Need, Product } from '../closed/town.js';
import type { Peer } from './peers.js';

interface Rule {
  readonly conditions: { readonly all: readonly { fact: string; operator: string; value: unknown }[] };
  readonly event: { readonly type: string };
}

/** One rule a product, the condition that most often fails first. */
function ruleOf(p: Product): Rule {
  const is = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });
  const least = (fact: string, value: number) => is(fact, 'greaterThanInclusive', value);
  const most = (fact: string, value: number) => is(fact, 'lessThanInclusive', value);
  const all = [
    most('amount', p.maxAmount),
    least('amount', p.minAmount),
    most('amountToRevenue', p.maxAmountToRevenue),
    most('term', p.maxTerm),
    least('term', p.minTerm),
    is('guarantee', 'in', codesIn(guarantees, p.guarantees)),
    ...codesIn(titles, p.titles).map((title) => is('titles', 'contains', title)),
    is('industry', 'in', codesIn(industries, p.industries)),
    is('region', 'in', codesIn(regions, p.regions)),
    is('kind', 'in', codesIn(kinds, p.kinds)),
    is('purpose', 'in', codesIn(purposes, p.purposes)),
    most('debtRatio', p.maxDebtRatio),
    least('grade', p.minGrade),
    least('months', p.minMonths),
    least('revenue', p.minRevenue),
    least('staff', p.minStaff),
    least('patents', p.minPatents),
    most('inquiries', p.maxInquiries),
  ];
  return { conditions: { all }, event: { type: p.id } };
}

function factsOf(n: Need): Record<string, unknown> {
  return {
    ...n,
    amountToRevenue: Math.floor((n.amount * 1_000_000) / n.revenue),
    guarantee: guarantees[n.guarantee],
    titles: codesIn(titles, n.titles),
    industry: industries[n.industry],
    region: regions[n.region],
    kind: kinds[n.kind],
    purpose: purposes[n.purpose],
    taxGrade: grades[n.grade],
  };
}

const askedOf = ({ needs }: ClosedInstance, wanted: readonly number[]): Record<string, unknown>[] =>
  wanted.map((at) => factsOf(needs[at] as Need));

interface CompiledRules {
  readonly compile: (rules: readonly Rule[]) => { run(facts: object): { events: readonly unknown[] } };
}

export const fastJsonRules: Peer = {
  name: 'fast-json-rules-engine',
  module: 'fast-json-rules-engine',
  needs: 200,
  wanted: 150,
  open: async ({ compile }: CompiledRules, instance) => {
    const engine = compile(instance.ordered.map(ruleOf));
    return async (wanted) => askedOf(instance, wanted).map((facts) => engine.run(facts).events.length);
  },
};

interface RuleEngine {
  readonly Engine: new (rules: readonly Rule[]) => { run(facts: object): Promise<{ events: readonly unknown[] }> };
}

export const jsonRules: Peer = {
  name: 'json-rules-engine',
  module: 'json-rules-engine',
  needs: 4,
  wanted: 50_000,
  open: async (module: RuleEngine & { readonly default?: RuleEngine }, instance) => {
    const { Engine } = module.default ?? module;
    const engine = new Engine(instance.ordered.map(ruleOf));
    return async (wanted) => {
      const counts: number[] = [];
      for (const facts of askedOf(instance, wanted)) counts.push((await engine.run(facts)).events.length);
      return counts;
    };
  },
};
