import type { Database } from '../../../platform/database/database.js';
import { nameKey } from '../../../directory/organisations.js';
import type { CellProblem } from '../../../directory/imports/import-job.entity.js';

/** Institutions by name and by what their customers call them. */
export class InstitutionNames {
  private constructor(
    private readonly ids: ReadonlyMap<string, string>,
    /** Full names, for drop-downs. */
    readonly names: readonly string[],
  ) {}

  static async load(db: Database): Promise<InstitutionNames> {
    const rows = await db.select<{ id: string; name: string; shortName: string | null }>(
      `SELECT o.id, o.name, p.shortName FROM organisation o LEFT JOIN institution_profile p ON p.organisationId = o.id
        WHERE o.kind = 'institution' AND o.state = 'active'`,
    );
    const short = rows.flatMap(({ id, shortName }) => (shortName ? [[nameKey(shortName), id] as const] : []));
    // A full name wins over another institution's short one.
    return new InstitutionNames(
      new Map([...short, ...rows.map(({ id, name }) => [nameKey(name), id] as const)]),
      rows.map(({ name }) => name),
    );
  }

  find(name: string): string | undefined {
    return this.ids.get(nameKey(name));
  }

  /** The ids of several names; a name nobody has is a problem of its cell. */
  all(key: string, names: readonly string[] | undefined, problems: CellProblem[]): string[] | null {
    if (!names) return null;
    const unknown = names.filter((name) => this.find(name) === undefined);
    for (const name of unknown)
      problems.push({ key, code: 'institution-unknown', params: { value: name.slice(0, 60) } });
    return [...new Set(names.flatMap((name) => this.find(name) ?? []))];
  }
}
