import { lowestBit, type BitRow } from './bit-rows.js';
import { countsOf } from './explain.js';
import { ShortList } from './short-list.js';
import { addPlainRows } from './add-plain-rows.js';
import { openColumns, softSums } from './soft-sums.js';
import { eligibleRows, statusRows, type StatusRows } from './status-rows.js';
import type { PairStatus } from '../pair.js';
import type { Reading } from './reading.js';
import type { CompiledShelf } from './shelf.js';

/** An offer in its place: `row` is the tier that fits best. */
export interface RankedOffer {
  readonly index: number;
  readonly row: number;
  readonly status: PairStatus;
  readonly softMet: number;
}

/** The first `most` offers that fit in full. O(axes × words + eligible rows × soft columns). */
export function topEligible(reading: Reading, most: number): RankedOffer[] {
  const { shelf } = reading;
  const rows = eligibleRows(reading, shelf.room.bits);
  if (shelf.offers.length < shelf.rowCount || shelf.soft.stride !== 8 || shelf.soft.others.length > 0)
    return bestOf(reading, 'eligible', rows, most, null);
  const best = new ShortList(most);
  addPlainRows(best, reading, rows, openColumns(reading));
  return best.map((row, softMet) => ({ index: shelf.offerOf[row] as number, row, status: 'eligible', softMet }));
}

/**
 * The first `most` offers of the published order. Offers that only lack papers, nearly fit or do not fit are looked at
 * only when those before them are too few.
 */
export function topOffers(reading: Reading, most: number): RankedOffer[] {
  const eligible = eligibleRows(reading);
  const found = bestOf(reading, 'eligible', eligible, most, null);
  if (found.length === most) return found;
  const statuses = statusRows(reading);
  const taken = new Uint8Array(reading.shelf.offers.length);
  mark(reading, eligible, taken);
  for (const status of ['incomplete', 'near', 'ineligible'] as const) {
    if (found.length === most) break;
    const rows = status === 'ineligible' ? rest(reading, statuses) : statuses[status];
    found.push(...bestOf(reading, status, rows, most - found.length, taken));
    mark(reading, rows, taken);
  }
  return found;
}

/** How many offers have each status. */
export function countOffers(reading: Reading): Record<PairStatus, number> {
  const statuses = statusRows(reading);
  const taken = new Uint8Array(reading.shelf.offers.length);
  const eligible = mark(reading, statuses.eligible, taken);
  const incomplete = mark(reading, statuses.incomplete, taken);
  const near = mark(reading, statuses.near, taken);
  return { eligible, incomplete, near, ineligible: taken.length - eligible - incomplete - near };
}

/** The best `most` offers with a row among `rows`, but for those taken already. */
function bestOf(
  reading: Reading,
  status: PairStatus,
  among: BitRow,
  most: number,
  taken: Uint8Array | null,
): RankedOffer[] {
  const { offerOf, room, offers, rowCount } = reading.shelf;
  const count = listRows(among, room.rows, offerOf, taken);
  softSums(reading, count);
  const best = new ShortList(most);
  if (offers.length === rowCount) addRows(best, room, count);
  else addTiers(best, reading, status, count);
  return best.map((row, softMet) => ({ index: offerOf[row] as number, row, status, softMet }));
}

function addRows(best: ShortList, { rows, softs }: CompiledShelf['room'], count: number): void {
  for (let at = 0; at < count; at++) {
    const soft = softs[at] as number;
    if (soft > best.bar) best.add(rows[at] as number, soft);
  }
}

/** Of the rows of one offer, which lie together, the tier that fits best. */
function addTiers(best: ShortList, reading: Reading, status: PairStatus, count: number): void {
  const { offerOf, room } = reading.shelf;
  const { rows, softs } = room;
  for (let at = 0, next = 0; at < count; at = next) {
    let tier = at;
    const offer = offerOf[rows[at] as number];
    for (next = at + 1; next < count && offerOf[rows[next] as number] === offer; next++)
      if (fitsBetter(reading, status, next, tier)) tier = next;
    const soft = softs[tier] as number;
    if (soft > best.bar) best.add(rows[tier] as number, soft);
  }
}

function listRows(among: BitRow, rows: Int32Array, offerOf: Int32Array, taken: Uint8Array | null): number {
  let count = 0;
  for (let w = 0; w < among.length; w++) {
    for (let word = among[w] as number; word !== 0; word &= word - 1) {
      const row = (w << 5) + lowestBit(word);
      if (taken?.[offerOf[row] as number]) continue;
      rows[count] = row;
      count += 1;
    }
  }
  return count;
}

/** Whether a later tier of the same status fits better: fewer open hard units, then more soft weight. */
function fitsBetter(reading: Reading, status: PairStatus, a: number, b: number): boolean {
  const { rows, softs } = reading.shelf.room;
  const open = (at: number): number => {
    if (status === 'eligible' || status === 'near') return 0;
    const { hardTotal, hardMet } = countsOf(reading, rows[at] as number);
    return hardTotal - hardMet;
  };
  const fewer = open(a) - open(b);
  return fewer === 0 ? (softs[a] as number) > (softs[b] as number) : fewer < 0;
}

function rest({ shelf }: Reading, { eligible, incomplete, near }: StatusRows): BitRow {
  return shelf.all.map(
    (word, w) => word & ~((eligible[w] as number) | (incomplete[w] as number) | (near[w] as number)),
  );
}

/** Marks the offers of these rows; answers how many were not marked before. */
function mark({ shelf: { offerOf } }: Reading, rows: BitRow, taken: Uint8Array): number {
  let fresh = 0;
  for (let w = 0; w < rows.length; w++) {
    for (let word = rows[w] as number; word !== 0; word &= word - 1) {
      const offer = offerOf[(w << 5) + lowestBit(word)] as number;
      if (taken[offer] === 0) fresh += 1;
      taken[offer] = 1;
    }
  }
  return fresh;
}
