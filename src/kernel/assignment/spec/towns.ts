import { Random } from '../../matching/spec/random.js';

export interface Town {
  readonly residents: readonly (readonly number[])[];
  readonly hospitals: readonly (readonly number[])[];
  readonly capacities: readonly number[];
}

export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** Strict lists that both sides return, often incomplete, with too few places as often as too many. */
export function smallTown(random: Random, most = 5): Town {
  const [people, houses] = random.chance(0.1)
    ? [random.int(0, 1), random.int(0, 2)]
    : [random.int(3, most), random.int(2, 4)];
  const share = random.pick([0.6, 1, 1, 1]);
  const residents = Array.from({ length: people }, () =>
    shuffled(
      random,
      random.some(
        Array.from({ length: houses }, (_, h) => h),
        share,
      ),
    ),
  );
  const hospitals = Array.from({ length: houses }, (_, h) =>
    shuffled(
      random,
      residents.flatMap((list, r) => (list.includes(h) ? [r] : [])),
    ),
  );
  return { residents, hospitals, capacities: hospitals.map(() => random.pick([0, 1, 1, 1, 1, 2, 3])) };
}

/** The same lists, some neighbours of them liked equally. */
export function withTies(random: Random, lists: readonly (readonly number[])[]): (number | number[])[][] {
  return lists.map((list) => {
    const groups: (number | number[])[] = [];
    for (const one of list) {
      const last = groups.at(-1);
      if (last !== undefined && random.chance(0.4)) groups[groups.length - 1] = [last].flat().concat(one);
      else groups.push(one);
    }
    return groups;
  });
}

/** Every stable matching of strict lists, by trying all matchings: the hospital of each resident, -1 for none. */
export function allStable({ residents, hospitals, capacities }: Town): number[][] {
  const free = [...capacities];
  const found: number[][] = [];
  const choice: number[] = [];
  const visit = (r: number): void => {
    if (r === residents.length) {
      if (stable()) found.push([...choice]);
      return;
    }
    for (const h of [...(residents[r] ?? []), -1]) {
      if (h >= 0 && !free[h]) continue;
      choice[r] = h;
      if (h >= 0) free[h] = (free[h] ?? 0) - 1;
      visit(r + 1);
      if (h >= 0) free[h] = (free[h] ?? 0) + 1;
    }
  };
  const stable = (): boolean =>
    residents.every((list, r) => {
      const end = choice[r] === -1 ? list.length : list.indexOf(choice[r] ?? -1);
      return list.slice(0, end).every((h) => {
        const order = hospitals[h] ?? [];
        const worseThere = choice.some((other, s) => other === h && order.indexOf(s) > order.indexOf(r));
        return !worseThere && free[h] === 0;
      });
    });
  visit(0);
  return found;
}
