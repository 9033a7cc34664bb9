export interface Backoff {
  /** Wait after the first failure, in milliseconds; doubled after each further one. */
  readonly baseMs: number;
  readonly capMs: number;
}

/**
 * How long to wait after the `attempt`-th failure (from 1), in milliseconds. A quarter is added or taken at random, so
 * that what failed together does not come back together.
 */
export function backoffMs(attempt: number, { baseMs, capMs }: Backoff, random: () => number = Math.random): number {
  return Math.round(Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 30)) * (0.75 + random() / 2));
}

/** What may be kept and shown of a failure: a code, never a message, which can quote a person's data. */
export function failureCode(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  const text = typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown';
  return text.replace(/[^\w.-]/g, '').slice(0, 40) || 'unknown';
}
