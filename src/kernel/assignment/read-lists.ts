import type { Finding, Lists } from './market.js';

/**
 * Reads preference lists: arrays of indices, best first; an array inside a list is a group that is liked equally.
 * What names nobody and what stands there a second time is left out and told.
 * @param side how the lists are called in findings, `residents`
 * @param partners how many there are on the other side
 */
export function readLists(side: string, raw: readonly unknown[], partners: number, found: Finding[]): Lists {
  const start = new Int32Array(raw.length + 1);
  const room = raw.reduce<number>((sum, list) => sum + sizeOf(list), 0);
  const [partner, level] = [new Int32Array(room), new Int32Array(room)];
  const seenBy = new Int32Array(partners);
  let size = 0;
  let tied = false;
  const take = (one: unknown, owner: number, place: number): void => {
    if (!isIndex(one, partners)) {
      found.push({ at: `${side}[${owner}][${place}]`, code: 'unknown-index', value: one });
    } else if (seenBy[one] === owner + 1) {
      found.push({ at: `${side}[${owner}][${place}]`, code: 'duplicate', value: one });
    } else {
      seenBy[one] = owner + 1;
      partner[size] = one;
      level[size++] = place;
    }
  };
  for (let owner = 0; owner < raw.length; owner++) {
    const list = raw[owner];
    if (!Array.isArray(list)) found.push({ at: `${side}[${owner}]`, code: 'not-a-list', value: list });
    else
      for (let place = 0; place < list.length; place++) {
        const entry: unknown = list[place];
        if (!Array.isArray(entry)) take(entry, owner, place);
        else {
          const before = size;
          for (const one of entry) take(one, owner, place);
          tied ||= size - before > 1;
        }
      }
    start[owner + 1] = size;
  }
  return { start, partner: partner.subarray(0, size), level: level.subarray(0, size), tied };
}

function isIndex(value: unknown, below: number): value is number {
  return typeof value === 'number' && value >>> 0 === value && value < below;
}

function sizeOf(list: unknown): number {
  if (!Array.isArray(list)) return 0;
  let size = 0;
  for (const entry of list as unknown[]) size += Array.isArray(entry) ? entry.length : 1;
  return size;
}

/** The same lists with every group in the order of the lottery. Lists without groups are given back as they are. */
export function breakTies(lists: Lists, lottery: Int32Array): Lists {
  if (!lists.tied) return lists;
  const { start, level } = lists;
  const partner = lists.partner.slice();
  for (let owner = 0; owner + 1 < start.length; owner++) {
    const end = start[owner + 1] as number;
    for (let from = start[owner] as number; from < end;) {
      let to = from + 1;
      while (to < end && level[to] === level[from]) to++;
      if (to - from > 1) partner.subarray(from, to).sort((a, b) => (lottery[a] as number) - (lottery[b] as number));
      from = to;
    }
  }
  return { start, partner, level, tied: false };
}
