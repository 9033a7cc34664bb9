/**
 * Checks a matching against the lists as they were given. On purpose it imports nothing: an error in reading, linking
 * or matching cannot hide here.
 */
export interface StabilityReport {
  /** Resident and hospital that both accept each other and would both rather have each other, strictly. */
  readonly blockingPairs: readonly (readonly [resident: number, hospital: number])[];
  /** What makes it no matching at all: a resident twice, a hospital over its places, a pair that somebody refuses. */
  readonly faults: readonly string[];
}

/**
 * @param lists preference lists of indices, best first; a list inside a list is liked equally; entries that name nobody
 * count for nothing, and of repeated ones the first counts
 * @param pairs `[resident, hospital]`
 */
export function checkStability(
  lists: {
    readonly residents: readonly unknown[];
    readonly hospitals: readonly unknown[];
    readonly capacities: readonly unknown[];
  },
  pairs: readonly (readonly [number, number])[],
): StabilityReport {
  const faults: string[] = [];
  const hospitalOf = new Map<number, number>();
  const taken = new Map<number, number[]>();
  for (const [resident, hospital] of pairs) {
    if (hospitalOf.has(resident)) faults.push(`resident ${resident} has two hospitals`);
    hospitalOf.set(resident, hospital);
    const there = taken.get(hospital);
    if (there) there.push(resident);
    else taken.set(hospital, [resident]);
  }
  const NEVER = Number.POSITIVE_INFINITY;
  const ownLevel: number[] = [];
  const wanted: number[][] = lists.hospitals.map(() => []);
  const seen = lists.hospitals.map(() => -1);
  lists.residents.forEach((list, resident) => {
    ownLevel.push(NEVER);
    const own = hospitalOf.get(resident);
    eachOf(list, (hospital, level) => {
      const by = wanted[hospital];
      if (!by || seen[hospital] === resident) return;
      seen[hospital] = resident;
      by.push(resident, level);
      if (own === hospital) ownLevel[resident] = level;
    });
  });
  const blockingPairs: [number, number][] = [];
  const [levelAt, levelBy] = [new Int32Array(lists.residents.length), new Int32Array(lists.residents.length)];
  lists.hospitals.forEach((list, hospital) => {
    const levelOf = (resident: number) => (levelBy[resident] === hospital + 1 ? levelAt[resident] : undefined);
    eachOf(list, (resident, level) => {
      if (levelBy[resident] === hospital + 1) return;
      levelBy[resident] = hospital + 1;
      levelAt[resident] = level;
    });
    const there = taken.get(hospital) ?? [];
    const places = Number(lists.capacities[hospital] ?? 0);
    if (there.length > places) faults.push(`hospital ${hospital} has ${there.length} for ${places} places`);
    let worst = -1;
    for (const resident of there) {
      const level = levelOf(resident);
      if (level === undefined || ownLevel[resident] === NEVER || ownLevel[resident] === undefined)
        faults.push(`resident ${resident} and hospital ${hospital} do not accept each other`);
      worst = Math.max(worst, level ?? NEVER);
    }
    const by = wanted[hospital] ?? [];
    for (let at = 0; at < by.length; at += 2) {
      const [resident = 0, level = 0] = [by[at], by[at + 1]];
      if (level >= (ownLevel[resident] ?? NEVER)) continue;
      const theirs = levelOf(resident);
      if (theirs === undefined) continue;
      if (there.length < places || (places > 0 && theirs < worst)) blockingPairs.push([resident, hospital]);
    }
  });
  for (const hospital of taken.keys())
    if (!(hospital in lists.hospitals)) faults.push(`there is no hospital ${hospital}`);
  return { blockingPairs, faults };
}

function eachOf(list: unknown, tell: (index: number, level: number) => void): void {
  if (!Array.isArray(list)) return;
  for (let level = 0; level < list.length; level++) {
    const entry: unknown = list[level];
    if (Number.isInteger(entry)) tell(entry as number, level);
    else if (Array.isArray(entry)) for (const one of entry) if (Number.isInteger(one)) tell(one as number, level);
  }
}
