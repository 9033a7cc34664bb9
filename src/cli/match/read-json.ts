import { checkCriterion } from '../../kernel/matching/criterion.js';
import type { FactModel } from '../../kernel/matching/fact-model.js';
import { known, unknown, type FactSheet, type FactValue, type UnknownWhy } from '../../kernel/matching/facts.js';
import type { FactDefinition } from '../../kernel/matching/vocabulary.js';
import type { DemandIn, Demands, FileProblem } from './shapes.js';

type Members = Record<string, unknown>;

/** What demands of a domain may state. */
export interface Stated {
  readonly model: FactModel;
  readonly facts: readonly FactDefinition[];
  /** What follows from what was stated. */
  readonly complete: (facts: Record<string, FactValue>) => FactSheet;
}

export const members = (value: unknown): Members =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Members) : {};
export const listIn = (json: unknown, name: string): Members[] => {
  const list = members(json)[name];
  if (!Array.isArray(list)) throw new Error(`the file must be {"${name}": [ … ]}`);
  return list.map(members);
};
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `{ "demands": [ { "number", "organisation", "facts": { "amount": 500000000, … } } ] }`, values in stored units. */
export function demandsOf(file: string, json: unknown, { model, facts: stated, complete }: Stated): Demands {
  const problems: FileProblem[] = [];
  const demands = listIn(json, 'demands').map((one, index): DemandIn => {
    const facts: Record<string, FactValue> = {};
    for (const [key, value] of Object.entries(members(one['facts']))) {
      const definition = stated.find((fact) => fact.key === key);
      const fact = definition ? factOf(model, definition, value) : null;
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
      facts: complete(facts),
      avoids: Array.isArray(one['avoids']) ? one['avoids'].map(String) : [],
    };
  });
  return { demands, problems };
}

const whys: readonly UnknownWhy[] = ['absent', 'expired', 'disputed', 'undecided'];

function factOf(model: FactModel, { kind, key }: FactDefinition, value: unknown): FactValue | null {
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
      const fits = typeof value === 'string' && checkCriterion(model, eq(key, value)).length === 0;
      return fits ? known(kind, value) : null;
    }
  }
}

const eq = (factKey: string, value: string) => ({ id: '', factKey, op: 'eq' as const, value, hard: true });
