/** How sure a list or an entry is: V read in an official or press page, S in another list, M from memory. */
export type Verified = 'V' | 'S' | 'M';

/** An entry of a code list: Chinese name, and an English one where there is one. */
export interface CodeEntry {
  readonly code: string;
  readonly name: string;
  readonly en?: string;
  readonly parent?: string;
}

/** Where a list comes from; shown beside it, and stored with what was classified by it. */
export interface CodeSource {
  readonly version: string;
  readonly source: string;
  readonly verified: Verified;
}

/** A code list: looked up by code, named by locale, walked from the top. */
export class CodeList<Entry extends CodeEntry> {
  private readonly byCode: ReadonlyMap<string, Entry>;

  /** `isUnder`: whether a code, listed or not, is the other or lies under it. Flat lists have only equality. */
  constructor(
    readonly origin: CodeSource,
    readonly entries: readonly Entry[],
    readonly isUnder: (code: string, ancestor: string) => boolean = (code, ancestor) => code === ancestor,
  ) {
    this.byCode = new Map(entries.map((entry) => [entry.code, entry]));
    if (this.byCode.size !== entries.length) throw new TypeError(`${origin.source}: a code is listed twice`);
    const orphan = entries.find(({ parent }) => parent !== undefined && !this.byCode.has(parent));
    if (orphan)
      throw new TypeError(`${origin.source}: ${orphan.code} lies under ${orphan.parent}, which is not listed`);
  }

  get codes(): readonly string[] {
    return [...this.byCode.keys()];
  }

  has(code: string): boolean {
    return this.byCode.has(code);
  }

  find(code: string): Entry | undefined {
    return this.byCode.get(code);
  }

  /** In the language of the reader, else in Chinese; a code that is not listed is shown itself. */
  name(code: string, locale: string): string {
    const entry = this.byCode.get(code);
    if (!entry) return code;
    return locale.startsWith('en') ? (entry.en ?? entry.name) : entry.name;
  }

  /** What lies directly under a code; without one, the top of the list. */
  children(parent?: string): Entry[] {
    return this.entries.filter((entry) => entry.parent === parent);
  }

  /** From the top down to the code itself; empty for a code that is not listed. */
  path(code: string): Entry[] {
    const entry = this.byCode.get(code);
    if (!entry) return [];
    return entry.parent === undefined ? [entry] : [...this.path(entry.parent), entry];
  }
}
