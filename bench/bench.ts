/** One measured figure, beside a baseline measured in the same run: ratios travel between machines, times do not. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: { readonly to: string; readonly value: number };
}

export interface Bench {
  readonly name: string;
  /** Figures are printed as they come. */
  run(): Promise<readonly Figure[]> | readonly Figure[] | AsyncIterable<Figure>;
}

/** CPU microseconds a call: the median of `rounds`, each long enough to be read off the clock. */
export function cpuPerCall(work: () => unknown, { rounds = 9, millis = 150 } = {}): number {
  const samples: number[] = [];
  let calls = 1;
  for (let round = -3; round < rounds; round++) {
    const before = process.cpuUsage();
    for (let i = 0; i < calls; i++) work();
    const { user, system } = process.cpuUsage(before);
    const spent = user + system;
    if (round >= 0) samples.push(spent / calls);
    calls = Math.max(1, Math.round((calls * millis * 1000) / Math.max(spent, 1)));
  }
  return samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? 0;
}

/** What two works cost in CPU microseconds a call, done by turns, and how many times as much the second: each the median. */
export function cpuBeside(
  ours: () => unknown,
  theirs: () => unknown,
  { rounds = 9, millis = 150 } = {},
): { readonly ours: number; readonly theirs: number; readonly ratio: number } {
  cpuPerCall(ours, { rounds: 0, millis });
  cpuPerCall(theirs, { rounds: 0, millis });
  const samples = Array.from({ length: rounds }, () => {
    const [a, b] = [ours, theirs].map((work) => cpuPerCall(work, { rounds: 1, millis: millis / 4 })) as [
      number,
      number,
    ];
    return { ours: a, theirs: b, ratio: b / a };
  });
  const middle = (of: 'ours' | 'theirs' | 'ratio'): number =>
    samples.map((sample) => sample[of]).toSorted((a, b) => a - b)[samples.length >> 1] ?? 0;
  return { ours: middle('ours'), theirs: middle('theirs'), ratio: middle('ratio') };
}

/** CPU time of this process so far: what a limit in seconds is told by, however busy the machine. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}
