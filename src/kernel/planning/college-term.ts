/** The college and month of a class, as one key. */
export function collegeTerm({ college, start }: { readonly college: string; readonly start: string }): string {
  return JSON.stringify([college, start]);
}
