import { UsageError, type Arguments } from './arguments.js';

/** A number given as `--name`. @throws UsageError when it is none, or not one of those asked for */
export function numberOption(
  { options }: Arguments,
  name: string,
  fallback: number,
  { whole = false, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = {},
): number {
  const text = options.get(name);
  if (text === undefined) return fallback;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value) || value < least || value > most || (whole && !Number.isSafeInteger(value)))
    throw new UsageError(
      `--${name} is a ${whole ? 'whole ' : ''}number${least > -Infinity ? ` from ${least}` : ''}${most < Infinity ? ` to ${most}` : ''}`,
    );
  return value;
}
