/** Items under the same key together, in the order in which they first come. (`Map.groupBy` needs Node 21.) */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = found.get(name);
    if (group) group.push(item);
    else found.set(name, [item]);
  }
  return [...found.values()];
}
