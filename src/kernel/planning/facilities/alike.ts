import { SHUT, type Branch } from './branch.js';
import type { Network } from './facility-instance.js';

/** By facility, the others that may open, those whose costs are most like its own first. */
export function alike({ facilities, customers, cost }: Network, { state }: Branch): number[][] {
  const all = Array.from({ length: facilities }, (_, i) => i);
  const apart = (a: number, b: number): number => {
    let sum = 0;
    for (let j = 0; j < customers; j++)
      sum += Math.abs((cost[a * customers + j] as number) - (cost[b * customers + j] as number));
    return sum;
  };
  return all.map((a) =>
    all
      .filter((b) => b !== a && state[b] !== SHUT)
      .map((b) => ({ b, far: apart(a, b) }))
      .sort((x, y) => x.far - y.far || x.b - y.b)
      .map(({ b }) => b),
  );
}
