import { readFileSync } from 'node:fs';
import { names } from '../../src/cli/match/columns.js';
import { readOffers } from '../../src/cli/match/read-offers.js';
import { financingModel } from '../../src/domains/financing/matching/fact-model.js';
import { FinancingWords } from '../../src/domains/financing/matching/match-words.js';
import { matchOffer } from '../../src/domains/financing/products/offer-catalogue.js';
import type { Condition } from '../../src/kernel/matching/criterion.js';
import { known, type FactSheet, type Known } from '../../src/kernel/matching/facts.js';
import type { Offer } from '../../src/kernel/matching/pair.js';
import type { Random } from '../../src/kernel/matching/spec/random.js';
import { projectWords } from '../../src/platform/i18n/i18n.module.js';
import { readWorkbook } from '../../src/platform/spreadsheet/read-workbook.js';

/** The demo's products with their tiers and criteria, read from its sheets, as often as it takes to make `count`. */
export async function demoOffers(count: number): Promise<Offer[]> {
  const sheets = await Promise.all(
    (['products', 'tiers', 'criteria'] as const).map(async (part) => {
      const { sheets: read } = await readWorkbook(readFileSync(`config/demo/${part}.csv`), `${part}.csv`);
      return { name: names.sheets[part], rows: read[0]?.rows ?? [] };
    }),
  );
  const { offers, problems } = readOffers(new FinancingWords(projectWords()).in('zh-CN'), 'demo', { sheets });
  if (problems.length > 0) throw new Error(`the demo's sheets have ${problems.length} problems`);
  const real = offers.map((one) => matchOffer(one, null));
  return Array.from({ length: count }, (_, at) => {
    const offer = real[at % real.length] as Offer;
    return { ...offer, id: `o${at}`, number: `CP-${String(at).padStart(5, '0')}` };
  });
}

/** A need with a value for every fact: one that some criterion names, or a little beside it, so that verdicts go both ways. */
export function demoSheet(random: Random, offers: readonly Offer[]): FactSheet {
  const named = conditionsOf(offers);
  const entries = [...financingModel.facts.values()]
    .filter(({ from }) => from !== 'derived')
    .map(({ key, kind, grades }): [string, Known] => {
      const conditions = named.get(key) ?? [];
      const number = (): number => {
        const bounds = conditions.flatMap(({ value }) => numbersIn(value));
        return Math.round((bounds.length > 0 ? random.pick(bounds) : 1) * random.pick([0.5, 1, 1, 1.3, 2]));
      };
      const codes = conditions.flatMap(({ value }) => [value].flat().filter((one) => typeof one === 'string'));
      switch (kind) {
        case 'money':
        case 'count':
        case 'ppm':
          return [key, known(kind, number())];
        case 'grade':
          return [key, known(kind, random.pick(grades ?? []))];
        case 'code':
          return [key, known(kind, codes.length > 0 ? random.pick(codes) : '')];
        case 'set':
          return [key, known(kind, { has: [...new Set(random.some(codes, 0.6))], unsure: [] })];
        case 'flag':
          return [key, known(kind, random.chance(0.5))];
        case 'day':
          return [key, known(kind, random.pick(['2012-03-01', '2019-04-01', '2023-08-15', '2026-01-05']))];
        case 'place':
          return [key, known(kind, { lat: 24.88 + random.next() / 10, lng: 118.67 })];
      }
    });
  const assets = random.int(2, 90) * 100_000_000;
  const rest = { liabilities: assets / 2, taxPaid: assets / 50, 'yearBefore.taxPaid': assets / 60 };
  const extra = Object.entries({ ...rest, 'yearBefore.revenue': assets }).map(([key, fen]) => [key, known('money', Math.round(fen))] as const); // prettier-ignore
  return { ...Object.fromEntries([...entries, ...extra]), assets: known('money', assets) };
}

const kept = new WeakMap<readonly Offer[], Map<string, Condition[]>>();

function conditionsOf(offers: readonly Offer[]): Map<string, Condition[]> {
  const known = kept.get(offers);
  if (known) return known;
  const found = new Map<string, Condition[]>();
  for (const { criteria, tiers } of offers)
    for (const one of [...criteria, ...tiers.flatMap((tier) => tier.criteria)])
      found.set(one.factKey, [...(found.get(one.factKey) ?? []), one]);
  kept.set(offers, found);
  return found;
}

function numbersIn(value: Condition['value']): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && 'from' in value ? [value.from, value.to].filter((end) => typeof end === 'number') : []; // prettier-ignore
}
