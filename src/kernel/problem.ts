/** A refusal a person can act on: a code with parameters; the sentence stands in the catalogues. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly params: Readonly<Record<string, string | number>> = {},
    readonly fields: readonly unknown[] = [],
  ) {
    super(code);
    this.name = 'Problem';
  }
}
