/**
 * A lottery that anybody can draw again: each of `count` gets a different number from 0, the least wins. Fisher-Yates
 * over mulberry32 (public domain, T. Ettinger); the same seed gives the same numbers on every machine.
 * @param seed any whole number; its lowest 32 bits count
 */
export function drawLottery(count: number, seed: number): Int32Array {
  let state = seed | 0;
  const below = (most: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * most);
  };
  const numbers = Int32Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = below(at + 1);
    const kept = numbers[at] as number;
    numbers[at] = numbers[other] as number;
    numbers[other] = kept;
  }
  return numbers;
}
