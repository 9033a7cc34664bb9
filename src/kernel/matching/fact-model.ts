import { factOf } from './facts.js';
import type { FactSheet, FactValue } from './facts.js';
import type { FactDefinition } from './vocabulary.js';

/** A fact that follows from others. The domain lists its derivations in the order they are computed. */
export interface Derivation {
  readonly key: string;
  /** The facts it is computed from: what to ask for when it is unknown, what to change when it misses. */
  readonly from: readonly string[];
  readonly compute: (fact: (key: string) => FactValue) => FactValue;
}

/** All that the matcher knows of a domain's facts. */
export interface FactModel {
  readonly facts: ReadonlyMap<string, FactDefinition>;
  readonly derivations: readonly Derivation[];
  /** Numbers a fact may take where the form offers a list (terms in months); an opening names only these. */
  readonly choices: Readonly<Record<string, readonly number[]>>;
  /** Codes a fact may take. Facts not listed (industries, regions) take any code. */
  readonly codes: Readonly<Record<string, readonly string[]>>;
  /** Code of the paper that proves a fact, when a criterion names no other; also of facts that only derivations read. */
  readonly papers: Readonly<Record<string, string>>;
}

export function createFactModel(
  definitions: readonly FactDefinition[],
  options: Partial<Omit<FactModel, 'facts'>> = {},
): FactModel {
  const facts = new Map(definitions.map((definition) => [definition.key, definition]));
  return { facts, derivations: [], choices: {}, codes: {}, papers: {}, ...options };
}

/** The definition of a fact; throws for a key the domain does not declare. */
export function definitionOf(model: FactModel, key: string): FactDefinition {
  const definition = model.facts.get(key);
  if (!definition) throw new RangeError(`no fact ${key}`);
  return definition;
}

/** The sheet with every derived fact computed anew. Applying it twice changes nothing. */
export function complete(model: FactModel, sheet: FactSheet): FactSheet {
  const full: Record<string, FactValue> = { ...sheet };
  for (const { key, compute } of model.derivations) full[key] = compute((part) => factOf(full, part));
  return full;
}

/** The facts a person gives: the fact itself, or what a derived one is computed from, all the way down. */
export function sourcesOf(model: FactModel, key: string): readonly string[] {
  const derivation = model.derivations.find((candidate) => candidate.key === key);
  return derivation ? [...new Set(derivation.from.flatMap((part) => sourcesOf(model, part)))] : [key];
}
