import { compareText } from '../matching/pair.js';

/** A client manager of an institution: what he handles, and how much of it at a time. */
export interface Manager {
  readonly id: string;
  readonly products: readonly string[];
  /** Open cases he takes at most, 0 or more. */
  readonly limit: number;
  /** Open cases he has already; may be over the limit. */
  readonly load: number;
}

/** A need that wants a manager. */
export interface WaitingNeed {
  readonly id: string;
  /** Urgency as the officer set it: 1 goes first. */
  readonly priority: number;
  /** How well each product fits, by product, in whole points: more is better. */
  readonly fits: Readonly<Record<string, number>>;
}

/** A manager who handles something that fits the need. */
export interface Way {
  readonly need: number;
  readonly manager: number;
  /** Of the products he handles, the one that fits best. */
  readonly product: string;
  readonly fit: number;
}

/** Needs in the order they came, managers, and every way to bring them together. */
export interface Board {
  readonly needs: readonly WaitingNeed[];
  readonly managers: readonly Manager[];
  /** By need: its ways, the one it likes best first. */
  readonly ways: readonly (readonly Way[])[];
  /** By manager: new cases he can take. */
  readonly free: readonly number[];
}

/**
 * @param needs in the order they came
 * @throws RangeError when a limit, a load, a priority or a fit is no whole number, or a limit or load is negative
 */
export function boardOf(needs: readonly WaitingNeed[], managers: readonly Manager[]): Board {
  for (const { id, limit, load } of managers)
    if (!isCount(limit) || !isCount(load)) throw new RangeError(`manager ${id}: limit ${limit}, load ${load}`);
  for (const { id, priority, fits } of needs)
    for (const value of [priority, ...Object.values(fits)])
      if (!Number.isSafeInteger(value)) throw new RangeError(`need ${id}: ${value} is no whole number`);
  const handles = managers.map(({ products }) => [...new Set(products)].sort(compareText));
  const ways = needs.map(({ fits }, need) =>
    managers
      .flatMap((_, manager): Way[] => {
        let best: Way | null = null;
        for (const product of handles[manager] ?? []) {
          const fit = Object.hasOwn(fits, product) ? fits[product] : undefined;
          if (fit !== undefined && (best === null || fit > best.fit)) best = { need, manager, product, fit };
        }
        return best ? [best] : [];
      })
      .sort((a, b) => b.fit - a.fit || lighterFirst(managers, a.manager, b.manager)),
  );
  return { needs, managers, ways, free: managers.map(({ limit, load }) => Math.max(0, limit - load)) };
}

/** Of two managers who fit equally well a need likes the one with the smaller share of his limit in use, then by id. */
function lighterFirst(managers: readonly Manager[], a: number, b: number): number {
  const [one, other] = [managers[a] as Manager, managers[b] as Manager];
  return one.load * other.limit - other.load * one.limit || compareText(one.id, other.id);
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/**
 * Which of two needs a manager takes first: the more urgent, then the better fit, then the one that came first.
 * Negative when it is the first of the two.
 */
export function rankAtManager({ needs }: Board, a: Way, b: Way): number {
  return urgency(needs, a) - urgency(needs, b) || b.fit - a.fit || a.need - b.need;
}

/** By what the first goes before the second. */
export function whyBefore({ needs }: Board, a: Way, b: Way): 'priority' | 'fit' | 'came-first' {
  if (urgency(needs, a) !== urgency(needs, b)) return 'priority';
  return a.fit === b.fit ? 'came-first' : 'fit';
}

const urgency = (needs: readonly WaitingNeed[], { need }: Way): number => (needs[need] as WaitingNeed).priority;
