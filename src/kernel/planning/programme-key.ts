/** A programme of a college as one key: ids need only be unique within the college. */
export function programmeKey({ college, programme }: { readonly college: string; readonly programme: string }): string {
  return JSON.stringify([college, programme]);
}
