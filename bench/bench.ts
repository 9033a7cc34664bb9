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

/** CPU time of this process so far: what a limit in seconds is told by, however busy the machine. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}
