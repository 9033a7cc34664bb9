import { listBits, lowestBit, type BitRow } from './bit-rows.js';
import { countsOf } from './explain.js';
import { bestFew } from './best-few.js';
import { softSums } from './soft-sums.js';
import { eligibleRows, statusRows, type StatusRows } from './status-rows.js';
import type { PairStatus } from '../pair.js';
import type { Reading } from './reading.js';

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
  return bestOf(reading, 'eligible', eligibleRows(reading, shelf.room.bits), most, null);
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
  let count = listBits(among, room.rows);
  if (taken) count = withoutTaken(room.rows, count, offerOf, taken);
  softSums(reading, count);
  if (offers.length < rowCount) count = keepBestTiers(reading, status, count);
  const found: RankedOffer[] = [];
  const few = room.piles ? room.piles.bestFew(room, count, most, room.best) : bestFew(room, count, most, room.best);
  for (let at = 0; at < few; at++) {
    const row = room.best.rows[at] as number;
    found.push({ index: offerOf[row] as number, row, status, softMet: room.best.softs[at] as number });
  }
  return found;
}

/** Of the rows of one offer, which lie together, only the tier that fits best stays in the list. */
function keepBestTiers(reading: Reading, status: PairStatus, count: number): number {
  const { offerOf, room } = reading.shelf;
  const { rows, softs } = room;
  let kept = 0;
  for (let at = 0, next = 0; at < count; at = next) {
    let tier = at;
    const offer = offerOf[rows[at] as number];
    for (next = at + 1; next < count && offerOf[rows[next] as number] === offer; next++)
      if (fitsBetter(reading, status, next, tier)) tier = next;
    rows[kept] = rows[tier] as number;
    softs[kept] = softs[tier] as number;
    kept += 1;
  }
  return kept;
}

function withoutTaken(rows: Int32Array, count: number, offerOf: Int32Array, taken: Uint8Array): number {
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number;
    if (taken[offerOf[row] as number]) continue;
    rows[kept] = row;
    kept += 1;
  }
  return kept;
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
