import type { Network } from './facility-instance.js';

/** What a facility is in one part of the search. */
export const SHUT = -1;
export const UNDECIDED = 0;
export const OPEN = 1;

/** One part of all plans: what it has decided. */
export interface Branch {
  /** SHUT, UNDECIDED or OPEN, by facility. */
  readonly state: Int8Array;
  /** 1 where a facility does not serve a customer: `barred[i * customers + j]`. */
  readonly barred: Uint8Array;
  /** The facility that serves a customer, -1 where that is not decided; its facility is open. */
  readonly home: Int32Array;
}

/** All plans. @param whole whether a customer must fit into one facility */
export function wholeBranch({ facilities, customers, capacity, demand }: Network, whole: boolean): Branch {
  const barred = new Uint8Array(facilities * customers);
  for (let i = 0; whole && i < facilities; i++)
    for (let j = 0; j < customers; j++)
      if ((demand[j] as number) > (capacity[i] as number)) barred[i * customers + j] = 1;
  return {
    state: Int8Array.from(capacity, () => UNDECIDED),
    barred,
    home: new Int32Array(customers).fill(-1),
  };
}

export function copyOf({ state, barred, home }: Branch): Branch {
  return { state: state.slice(), barred: barred.slice(), home: home.slice() };
}

/** Decides that a customer is served from a facility. */
export function settle({ state, home }: Branch, facility: number, customer: number): void {
  home[customer] = facility;
  state[facility] = OPEN;
}
