interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Those whom a note names with `@name`. The longest name that follows an `@` counts, so that `@王志远` does not tell a 王志;
 * of two people with one name both are told.
 */
export function mentionedIn(text: string, people: readonly Named[]): string[] {
  const longestFirst = people.toSorted((a, b) => b.name.length - a.name.length);
  const names = text
    .split(/[@＠]/)
    .slice(1)
    .map((rest) => longestFirst.find(({ name }) => rest.startsWith(name))?.name);
  return people.filter(({ name }) => names.includes(name)).map(({ id }) => id);
}
