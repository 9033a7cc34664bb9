import { assign, type AssignAnswer, type SideAnswer } from './assign.js';
import type { Finding } from './market.js';
import type { Lottery } from './read-market.js';

type Lists = Readonly<Record<string, unknown>>;
type Name = string | number;

interface NamedSide {
  readonly pairs: readonly (readonly [resident: Name, hospital: Name])[];
  readonly unmatched: readonly Name[];
  readonly blockingPairs: readonly (readonly [resident: Name, hospital: Name])[];
}

/** The answer as it is written to a file. Where the instance has names instead of indices, so has the answer. */
export interface AssignOut extends NamedSide {
  readonly residentOptimal: NamedSide;
  readonly hospitalOptimal: NamedSide | null;
  readonly differ: readonly Name[];
  readonly lottery: Lottery | null;
  readonly names?: { readonly residents: readonly string[]; readonly hospitals: readonly string[] };
  readonly found: readonly Finding[];
}

/**
 * An instance as parsed JSON: `{ residents, hospitals, capacities }`, each a list and everybody an index, or each an
 * object and everybody a name.
 * @returns out null when the instance is refused; found says why
 */
export function assignJson(
  json: unknown,
  seed: number,
  goOn?: () => boolean,
): { readonly out: AssignOut | null; readonly found: readonly Finding[] } {
  const { residents, hospitals, capacities } = isLists(json) ? json : {};
  if (Array.isArray(residents) && Array.isArray(hospitals) && Array.isArray(capacities)) {
    const { answer, found } = assign({ residents, hospitals, capacities }, seed, goOn);
    return { out: answer, found };
  }
  if (!isLists(residents) || !isLists(hospitals) || !isLists(capacities)) {
    const value = isLists(json) ? Object.keys(json) : json;
    return { out: null, found: [{ at: '', code: 'not-an-instance', value }] };
  }
  const [people, houses] = [Object.keys(residents), Object.keys(hospitals)];
  const nobody = Object.keys(capacities).filter((name) => !Object.hasOwn(hospitals, name));
  const instance = {
    residents: numbered(residents, houses),
    hospitals: numbered(hospitals, people),
    capacities: houses.map((name) => (Object.hasOwn(capacities, name) ? capacities[name] : null)),
  };
  const { answer, found } = assign(instance, seed, goOn);
  const told = [
    ...found.map((one) => withNames(one, people, houses)),
    ...nobody.map((name): Finding => ({
      at: `capacities.${name}`,
      code: 'capacity-of-nobody',
      value: capacities[name],
    })),
  ];
  return { out: answer && named(answer, people, houses, told), found: told };
}

function isLists(value: unknown): value is Lists {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Lists of names as lists of indices; a name of nobody stays text, which no index is. */
function numbered(lists: Lists, names: readonly string[]): unknown[] {
  const places = new Map(names.map((name, at) => [name, at]));
  const index = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(index);
    return typeof one === 'string' || typeof one === 'number' ? (places.get(String(one)) ?? String(one)) : null;
  };
  return Object.values(lists).map((list) => (Array.isArray(list) ? list.map(index) : list));
}

function named(
  answer: AssignAnswer,
  people: readonly string[],
  houses: readonly string[],
  found: Finding[],
): AssignOut {
  const person = (r: number): Name => people[r] ?? r;
  const pair = ([r, h]: readonly [number, number]) => [person(r), houses[h] ?? h] as const;
  const side = (one: SideAnswer): NamedSide => ({
    pairs: one.pairs.map(pair),
    unmatched: one.unmatched.map(person),
    blockingPairs: one.blockingPairs.map(pair),
  });
  const best = side(answer.residentOptimal);
  return {
    ...best,
    residentOptimal: best,
    hospitalOptimal: answer.hospitalOptimal && side(answer.hospitalOptimal),
    differ: answer.differ.map(person),
    lottery: answer.lottery,
    names: { residents: people, hospitals: houses },
    found,
  };
}

function withNames({ at, code, value }: Finding, people: readonly string[], houses: readonly string[]): Finding {
  const [, side = '', index = '', rest = ''] = /^(\w+)\[(\d+)\](.*)$/.exec(at) ?? [];
  const [own, other] = side === 'residents' ? [people, houses] : [houses, people];
  return {
    at: `${side}.${own[Number(index)] ?? index}${rest}`,
    code,
    value: code !== 'not-a-list' && typeof value === 'number' && side !== 'capacities' ? other[value] : value,
  };
}
