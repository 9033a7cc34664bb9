/**
 * Checks matchings against the lists as they were given. On purpose it imports nothing: an error in reading, linking or
 * matching cannot hide here.
 */
export interface StabilityReport {
  /** Resident and hospital that both accept each other and would both rather have each other, strictly. */
  readonly blockingPairs: readonly (readonly [resident: number, hospital: number])[];
  /** What makes it no matching at all: a resident twice, a hospital over its places, a pair that somebody refuses. */
  readonly faults: readonly string[];
}

interface GivenLists {
  readonly residents: readonly unknown[];
  readonly hospitals: readonly unknown[];
  readonly capacities: readonly unknown[];
}

type Pairs = readonly (readonly [resident: number, hospital: number])[];

const NEVER = 2_147_483_647;

/**
 * @param lists preference lists of indices, best first; a list inside a list is liked equally; entries that name nobody
 * count for nothing, and of repeated ones the first counts
 * @returns the check of one matching after the other
 */
export function stabilityChecker(lists: GivenLists): (pairs: Pairs) => StabilityReport {
  const [people, houses] = [lists.residents.length, lists.hospitals.length];
  const { resident, ownLevel, hospital, theirLevel } = acceptable(lists);
  return (pairs) => {
    const faults: string[] = [];
    const hospitalOf = new Int32Array(people).fill(-1);
    const taken = new Int32Array(houses);
    for (const [r, h] of pairs) {
      if (!(r in lists.residents)) faults.push(`there is no resident ${r}`);
      else if (!(h in lists.hospitals)) faults.push(`there is no hospital ${h}`);
      else {
        if (hospitalOf[r] !== -1) faults.push(`resident ${r} has two hospitals`);
        hospitalOf[r] = h;
        taken[h] = (taken[h] as number) + 1;
      }
    }
    const levelNow = new Int32Array(people).fill(NEVER);
    const worst = new Int32Array(houses).fill(-1);
    for (let at = 0; at < resident.length; at++) {
      const [r, h] = [resident[at] as number, hospital[at] as number];
      if (hospitalOf[r] !== h || (theirLevel[at] as number) < 0) continue;
      levelNow[r] = ownLevel[at] as number;
      worst[h] = Math.max(worst[h] as number, theirLevel[at] as number);
    }
    for (let r = 0; r < people; r++)
      if (hospitalOf[r] !== -1 && levelNow[r] === NEVER)
        faults.push(`resident ${r} and hospital ${hospitalOf[r]} do not accept each other`);
    const places = lists.capacities.map(Number);
    for (let h = 0; h < houses; h++)
      if ((taken[h] as number) > (places[h] ?? 0))
        faults.push(`hospital ${h} has ${taken[h]} for ${places[h] ?? 0} places`);
    const blockingPairs: [number, number][] = [];
    for (let at = 0; at < resident.length; at++) {
      const [r, h] = [resident[at] as number, hospital[at] as number];
      if ((theirLevel[at] as number) < 0 || (ownLevel[at] as number) >= (levelNow[r] as number)) continue;
      const free = (taken[h] as number) < (places[h] ?? 0);
      if (free || (theirLevel[at] as number) < (worst[h] as number)) blockingPairs.push([r, h]);
    }
    return { blockingPairs, faults };
  };
}

/** Every pair of a resident's list, by hospital, with the level of each on the list of the other; -1 where it is not on it. */
function acceptable({ residents, hospitals }: GivenLists) {
  const [people, houses] = [residents.length, hospitals.length];
  const first = new Int32Array(houses + 1);
  const seen = new Int32Array(houses);
  for (let r = 0; r < people; r++)
    eachOf(residents[r], (h) => {
      if (h < 0 || h >= houses || seen[h] === r + 1) return;
      seen[h] = r + 1;
      first[h + 1] = (first[h + 1] as number) + 1;
    });
  for (let h = 0; h < houses; h++) first[h + 1] = (first[h + 1] as number) + (first[h] as number);
  const size = first[houses] as number;
  const [resident, ownLevel, hospital] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  const theirLevel = new Int32Array(size).fill(-1);
  const next = first.slice();
  seen.fill(0);
  for (let r = 0; r < people; r++)
    eachOf(residents[r], (h, level) => {
      if (h < 0 || h >= houses || seen[h] === r + 1) return;
      seen[h] = r + 1;
      const at = next[h] as number;
      next[h] = at + 1;
      resident[at] = r;
      ownLevel[at] = level;
      hospital[at] = h;
    });
  const [placeOf, placeBy] = [new Int32Array(people), new Int32Array(people)];
  for (let h = 0; h < houses; h++) {
    for (let at = first[h] as number; at < (first[h + 1] as number); at++) {
      placeOf[resident[at] as number] = at;
      placeBy[resident[at] as number] = h + 1;
    }
    eachOf(hospitals[h], (r, level) => {
      if (r < 0 || r >= people || placeBy[r] !== h + 1) return;
      placeBy[r] = 0;
      theirLevel[placeOf[r] as number] = level;
    });
  }
  return { resident, ownLevel, hospital, theirLevel };
}

function eachOf(list: unknown, tell: (index: number, level: number) => void): void {
  if (!Array.isArray(list)) return;
  for (let level = 0; level < list.length; level++) {
    const entry: unknown = list[level];
    if (Number.isInteger(entry)) tell(entry as number, level);
    else if (Array.isArray(entry)) for (const one of entry) if (Number.isInteger(one)) tell(one as number, level);
  }
}
