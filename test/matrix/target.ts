import type { Body } from './bodies.js';
import type { Viewer } from './rights.js';

/** A way to fill a route's parameters, and whether this viewer may know of what it names. */
export interface Target {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  readonly seen: (viewer: Viewer) => boolean;
  /** The record is there, but the second parameter names nothing of it: never an answer of 2xx or a redirect. */
  readonly strangerWithin?: boolean;
  /** Seen, but refused to these all the same: 403. */
  readonly refused?: (viewer: Viewer) => boolean;
  /** Some of what can be done to it is refused to these, some not. */
  readonly mayBeRefused?: (viewer: Viewer) => boolean;
  /** Where the address or the body names the record. */
  readonly query?: string;
  readonly body?: Body | ((viewer: Viewer) => Body);
}

export const RANDOM = '01990000-0000-7000-8000-00000000dead';
/** Ids that no record has: first the one every unseen record must look like. */
export const absent: readonly string[] = [RANDOM, '1', "'%20OR%20'1'='1", '..%2f..%2fetc', '%00', '9'.repeat(80)];

export const nowhere = (params: (id: string) => Record<string, string>): Target[] =>
  absent.map((id, index) => ({
    name: index === 0 ? 'random' : `malformed-${index}`,
    params: params(id),
    seen: () => false,
  }));

export const everywhere = (names: readonly string[], param: string, seen: boolean): Target[] =>
  names.map((name) => ({ name, params: { [param]: name }, seen: () => seen }));

export const centre = (viewer: Viewer) => viewer.side === 'centre';
