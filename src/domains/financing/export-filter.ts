/** A name of an address as a list: given several times, or once with commas. */
export const listOf = (value: string | readonly string[] | undefined): string[] =>
  value === undefined ? [] : typeof value === 'string' ? value.split(',').filter(Boolean) : [...value];
export const marks = (values: readonly unknown[]): string => values.map(() => '?').join();
export const like = (text: string): string => `%${text.replaceAll(/[%_\\]/g, '')}%`;
