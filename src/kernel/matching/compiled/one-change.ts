import { alternatives, type Alternative } from './alternatives.js';
import { Attempts } from './attempts.js';
import { Contenders } from './contenders.js';
import { passingOn, type Reach } from './passing.js';
import type { BitRow } from './bit-rows.js';
import type { Change } from '../changes.js';
import type { Reading } from './reading.js';

/** What one or two changes do, told of offers by their place in the shelf. */
export interface ShelfChange {
  readonly changes: readonly Change[];
  /** Offers that come so far with the changes and not without. */
  readonly opens: readonly number[];
  /** Offers that come so far without the changes and no more with them. */
  readonly closes: readonly number[];
  /** One number: whoever goes further the same way has all these offers open too. */
  readonly onwards: boolean;
}

export interface OneChange {
  readonly key: string;
  readonly tried: readonly Alternative[];
  /** Nothing where there is nothing to try. */
  readonly attempts: Attempts | null;
  /** Alternatives that open an offer which nothing smaller of the same kind opens. */
  readonly found: readonly ShelfChange[];
}

/**
 * Tries every change of one fact; `now` are the offers that come so far without any. What all other facts let pass is
 * found once; each alternative is then asked of those rows on the few axes that follow the fact, and what it opens is
 * added to what smaller ones did. O(axes × words), and per alternative O(axes that follow the fact × rows left).
 */
export function oneChange(reading: Reading, now: BitRow, key: string, reach: Reach): OneChange {
  const { shelf } = reading;
  const tried = alternatives(reading, key);
  if (tried.length === 0) return { key, tried, attempts: null, found: [] };
  const { following, rest } = shelf.split(key);
  const { bits, attempts: room } = shelf.room;
  const contenders = new Contenders(shelf, room, following, passingOn(reading, rest, reach, bits));
  const attempts = new Attempts(room, contenders, now, tried);
  const trial = reading.copy();
  for (let at = 0; at < tried.length; at++) {
    trial.put(key, (tried[at] as Alternative).change.becomes);
    attempts.add(at, trial, reach);
  }
  return { key, tried, attempts, found: told(tried, attempts) };
}

function told(tried: readonly Alternative[], attempts: Attempts): ShelfChange[] {
  const onwards = attempts.onwards();
  const found: ShelfChange[] = [];
  for (let at = 0; at < tried.length; at++) {
    if (!attempts.tells(at)) continue;
    const [opens, closes] = [attempts.opens(at), attempts.closes(at)];
    found.push({ changes: [(tried[at] as Alternative).change], opens, closes, onwards: onwards[at] ?? false });
  }
  return found;
}
