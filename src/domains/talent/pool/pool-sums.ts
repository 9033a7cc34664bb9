/** Firms that must stand behind a number before somebody outside the centre reads it. */
export const FEWEST_FIRMS = 3;

/** What one listed demand still asks for in one major. */
export interface PooledPart {
  readonly organisationId: string;
  readonly level: string | null;
  /** `YYYY-MM`; null: 还没想好. */
  readonly month: string | null;
  readonly people: number;
}

/** A sum that names nobody. `other`: what is left when too few firms stand behind a level and month. */
export interface PoolLine {
  readonly level: string | null;
  readonly month: string | null;
  readonly other: boolean;
  readonly people: number;
}

/** The demand for one major, as a college or another firm may read it; `people` null: too few firms for any number. */
export interface PoolSum {
  readonly people: number | null;
  readonly lines: readonly PoolLine[];
}

interface Cell {
  readonly level: string | null;
  readonly month: string | null;
  readonly firms: ReadonlySet<string>;
  readonly people: number;
}

/**
 * Sums per level and month, none of which fewer than three firms stand behind: such cells are put together as one line,
 * and where that line is still one of too few, the smallest of the others joins it. So no number of one firm is shown,
 * nor found by subtracting what is shown from the whole.
 */
export function poolSum(parts: readonly PooledPart[]): PoolSum {
  if (firmsOf(parts).size < FEWEST_FIRMS) return { people: null, lines: [] };
  const bySize = cellsOf(parts).toSorted((a, b) => b.firms.size - a.firms.size || b.people - a.people);
  const shown = bySize.filter(({ firms }) => firms.size >= FEWEST_FIRMS);
  const rest = bySize.filter(({ firms }) => firms.size < FEWEST_FIRMS);
  while (rest.length > 0 && union(rest).size < FEWEST_FIRMS) rest.push(...shown.splice(-1));
  const lines = shown
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
    .map(({ level, month, people }) => ({ level, month, other: false, people }));
  const others = rest.reduce((sum, { people }) => sum + people, 0);
  return {
    people: parts.reduce((sum, { people }) => sum + people, 0),
    lines: rest.length > 0 ? [...lines, { level: null, month: null, other: true, people: others }] : lines,
  };
}

function cellsOf(parts: readonly PooledPart[]): Cell[] {
  const keys = [...new Set(parts.map(key))];
  return keys.map((one) => {
    const same = parts.filter((part) => key(part) === one);
    const { level = null, month = null } = same[0] ?? {};
    return { level, month, firms: firmsOf(same), people: same.reduce((sum, { people }) => sum + people, 0) };
  });
}

const key = ({ level, month }: Pick<PooledPart, 'level' | 'month'>): string => `${month ?? '9999'} ${level ?? ''}`;
const firmsOf = (parts: readonly PooledPart[]): Set<string> =>
  new Set(parts.map(({ organisationId }) => organisationId));
const union = (cells: readonly Cell[]): Set<string> => new Set(cells.flatMap(({ firms }) => [...firms]));
