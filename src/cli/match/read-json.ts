import { checkCriterion } from '../../kernel/matching/criterion.js';
import { known, unknown, type FactValue, type UnknownWhy } from '../../kernel/matching/facts.js';
import type { FactDefinition } from '../../kernel/matching/vocabulary.js';
import { Problem } from '../../kernel/problem.js';
import { financingModel } from '../../domains/financing/fact-model.js';
import { criterionOf } from '../../domains/financing/offer-catalogue.js';
import { productInput } from '../../domains/financing/product.api-forms.js';
import { shelfOffer } from '../../domains/financing/shelf-offer.js';
import { statedFacts } from './columns.js';
import { withSize } from './read-demands.js';
import type { DemandIn, Demands, FileProblem, Offers } from './shapes.js';

type Members = Record<string, unknown>;

const members = (value: unknown): Members =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Members) : {};
const listIn = (json: unknown, name: string): Members[] => {
  const list = members(json)[name];
  if (!Array.isArray(list)) throw new Error(`the file must be {"${name}": [ … ]}`);
  return list.map(members);
};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `{ "demands": [ { "number", "organisation", "facts": { "amount": 500000000, … } } ] }`, values in stored units. */
export function demandsOf(file: string, json: unknown): Demands {
  const problems: FileProblem[] = [];
  const demands = listIn(json, 'demands').map((one, index): DemandIn => {
    const facts: Record<string, FactValue> = {};
    for (const [key, value] of Object.entries(members(one['facts']))) {
      const definition = statedFacts.find((fact) => fact.key === key);
      const fact = definition ? factOf(definition, value) : null;
      if (fact) facts[key] = fact;
      else
        problems.push({
          file,
          at: `demands[${index}].facts.${key}`,
          code: definition ? 'value-unreadable' : 'fact-unknown',
          text: JSON.stringify(value),
        });
    }
    return {
      number: text(one['number']) || String(index + 1),
      organisation: text(one['organisation']),
      facts: withSize(facts),
    };
  });
  return { demands, problems };
}

const whys: readonly UnknownWhy[] = ['absent', 'expired', 'disputed', 'undecided'];

function factOf({ kind, key }: FactDefinition, value: unknown): FactValue | null {
  if (value === null) return unknown('absent');
  const why = whys.find((one) => one === members(value)['unknown']);
  if (why) return unknown(why);
  const { lat, lng, has, unsure } = members(value);
  switch (kind) {
    case 'money':
    case 'count':
    case 'ppm':
      return Number.isSafeInteger(value) ? known(kind, value as number) : null;
    case 'flag':
      return typeof value === 'boolean' ? known('flag', value) : null;
    case 'place':
      return typeof lat === 'number' && typeof lng === 'number' ? known('place', { lat, lng }) : null;
    case 'set':
      if (Array.isArray(value)) return known('set', { has: value.map(String), unsure: [] });
      return Array.isArray(has)
        ? known('set', { has: has.map(String), unsure: Array.isArray(unsure) ? unsure.map(String) : [] })
        : null;
    case 'grade':
    case 'code':
    case 'day': {
      const fits = typeof value === 'string' && checkCriterion(financingModel, eq(key, value)).length === 0;
      return fits ? known(kind, value) : null;
    }
  }
}

const eq = (factKey: string, value: string) => ({ id: '', factKey, op: 'eq' as const, value, hard: true });

/** `{ "offers": [ { "number", "title", "institution", "tiers": […], "criteria": […] } ] }`: tiers and criteria as the API takes them. */
export async function offersOf(file: string, json: unknown): Promise<Offers> {
  const problems: FileProblem[] = [];
  const offers = [];
  for (const [index, one] of listIn(json, 'offers').entries()) {
    const at = `offers[${index}]`;
    const { number, institution, ...body } = one;
    try {
      const input = await productInput(body, '');
      const offer = shelfOffer({ ...input, number: text(number) || String(index + 1), institution: text(institution) });
      const wrong = offer.criteria.flatMap((row) => checkCriterion(financingModel, criterionOf(row)));
      if (wrong[0] === undefined) offers.push(offer);
      else problems.push({ file, at: `${at}.criteria`, code: wrong[0], text: '' });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      for (const field of error.fields ?? [{ field: '', code: error.code }])
        problems.push({ file, at: `${at}.${field.field}`, code: field.code, text: '' });
    }
  }
  return { offers, problems };
}
