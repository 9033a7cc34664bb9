/** A command that cannot be understood: said with how it is used, exit code 2. */
export class UsageError extends Error {}

export interface Arguments {
  readonly words: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

/** `A B --name value --flag` as words and options. @throws UsageError for an option that is not known */
export function readArguments(
  given: readonly string[],
  known: readonly string[],
  flags: readonly string[] = [],
): Arguments {
  const words: string[] = [];
  const options = new Map<string, string>();
  for (let at = 0; at < given.length; at++) {
    const word = given[at] ?? '';
    if (!word.startsWith('--')) {
      words.push(word);
      continue;
    }
    const [name = '', inline] = word.slice(2).split(/=(.*)/s);
    if (flags.includes(name)) options.set(name, 'true');
    else if (known.includes(name)) {
      const value = inline ?? given[++at];
      if (value === undefined) throw new UsageError(`--${name} wants a value`);
      options.set(name, value);
    } else throw new UsageError(`unknown option --${name}`);
  }
  return { words, options };
}

export function want(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new UsageError(`${name} is missing`);
  return value;
}
