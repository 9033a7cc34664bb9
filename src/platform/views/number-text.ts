/** Shown where there is no value; zero is shown as 0. */
export const MISSING = '–';

/** 分 in 1 万元. */
const FEN_PER_WAN = 1_000_000;

/** 500 000 000 分 → `500`: 万元 with thousands commas, two decimals at most, no trailing zeros. */
export function wanNumber(fen: number): string {
  return grouped(fen / FEN_PER_WAN, 2);
}

/** 500 000 000 分 → `5,000,000`: whole yuan, for readers who do not count in 万. */
export function yuanNumber(fen: number): string {
  return grouped(fen / 100, 0);
}

/** 1 200 000 000 000 分 → `1.2`: 亿元. */
export function yiNumber(fen: number): string {
  return grouped(fen / FEN_PER_WAN / 10_000, 2);
}

/** 亿 reads better than 万 from here on; used in tiles only. */
export function isYi(fen: number): boolean {
  return Math.abs(fen) >= FEN_PER_WAN * 10_000;
}

/** 34 500 ppm → `3.45%`. `digits` fixes the decimals; otherwise two at most, without trailing zeros. */
export function percentText(ppm: number, digits?: number): string {
  return `${grouped(ppm / 10_000, digits ?? 2, digits ?? 0)}%`;
}

/** 12345.5 → `12,345.5`. */
export function grouped(value: number, most: number, least = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: least, maximumFractionDigits: most });
}
