import type { Finding, Lists, Market } from './market.js';

/**
 * Joins the strict lists of both sides: a pair counts when either has the other on its list. Entries that the other
 * side does not return are left out and told. O(entries of both sides).
 */
export function linkMarket(residents: Lists, hospitals: Lists, capacity: Int32Array, found: Finding[]): Market {
  const [people, houses] = [residents.start.length - 1, hospitals.start.length - 1];
  const asked = transpose(hospitals, people);
  const placeAt = new Int32Array(houses);
  const markedBy = new Int32Array(houses);
  const residentStart = new Int32Array(people + 1);
  const most = Math.min(residents.partner.length, hospitals.partner.length);
  const [residentChoice, entryOf] = [new Int32Array(most), new Int32Array(most)];
  const pairOf = new Int32Array(hospitals.partner.length).fill(-1);
  let pairs = 0;
  for (let r = 0; r < people; r++) {
    for (let at = asked.start[r] as number; at < (asked.start[r + 1] as number); at++) {
      const h = asked.owner[at] as number;
      markedBy[h] = r + 1;
      placeAt[h] = asked.entry[at] as number;
    }
    for (let at = residents.start[r] as number; at < (residents.start[r + 1] as number); at++) {
      const h = residents.partner[at] as number;
      if (markedBy[h] !== r + 1) {
        found.push({ at: `residents[${r}]`, code: 'one-sided', value: h });
        continue;
      }
      residentChoice[pairs] = h;
      entryOf[pairs] = placeAt[h] as number;
      pairOf[placeAt[h] as number] = pairs++;
    }
    residentStart[r + 1] = pairs;
  }
  const hospitalStart = new Int32Array(houses + 1);
  const [hospitalChoice, atResident] = [new Int32Array(pairs), new Int32Array(pairs)];
  const atHospital = new Int32Array(pairs);
  let size = 0;
  for (let h = 0; h < houses; h++) {
    for (let at = hospitals.start[h] as number; at < (hospitals.start[h + 1] as number); at++) {
      const pair = pairOf[at] as number;
      if (pair < 0) {
        found.push({ at: `hospitals[${h}]`, code: 'one-sided', value: hospitals.partner[at] });
        continue;
      }
      hospitalChoice[size] = hospitals.partner[at] as number;
      atResident[size] = pair;
      atHospital[pair] = size++;
    }
    hospitalStart[h + 1] = size;
  }
  return {
    residents: people,
    hospitals: houses,
    capacity,
    residentStart,
    residentChoice: residentChoice.subarray(0, pairs),
    atHospital,
    hospitalStart,
    hospitalChoice,
    atResident,
  };
}

/** Who has each partner on its list, and at which entry; owners rise. */
function transpose({ start, partner }: Lists, partners: number) {
  const first = new Int32Array(partners + 1);
  for (let at = 0; at < partner.length; at++) {
    const next = (partner[at] as number) + 1;
    first[next] = (first[next] as number) + 1;
  }
  for (let one = 0; one < partners; one++) first[one + 1] = (first[one + 1] as number) + (first[one] as number);
  const fill = first.slice();
  const [owner, entry] = [new Int32Array(partner.length), new Int32Array(partner.length)];
  for (let who = 0; who + 1 < start.length; who++)
    for (let at = start[who] as number; at < (start[who + 1] as number); at++) {
      const one = partner[at] as number;
      const place = fill[one] as number;
      fill[one] = place + 1;
      owner[place] = who;
      entry[place] = at;
    }
  return { start: first, owner, entry };
}
