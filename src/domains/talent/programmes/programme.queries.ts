import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Offer } from '../../../matchmaking/offer.entity.js';
import { nameKey } from '../../../directory/organisations.js';
import { Shelf } from '../../../matchmaking/shelf.js';
import { Database } from '../../../platform/database/database.js';
import { containing } from '../../../platform/database/conditions.js';
import { inList, type Sql } from '../colleges/college.queries.js';
import { majorsLike } from './major-reading.js';
import { ProgrammeCatalogue, type ProgrammeEntry } from './programme-catalogue.js';
import type { ProgrammeFilterForm } from './programme.forms.js';

const PAGE = 50;

/** Programmes of all colleges, only what the reader may see. */
@Injectable()
export class ProgrammeQueries {
  static readonly pageSize = PAGE;

  constructor(
    private readonly db: Database,
    private readonly shelf: Shelf,
    private readonly catalogue: ProgrammeCatalogue,
  ) {}

  async list(
    actor: Actor,
    filter: Partial<ProgrammeFilterForm>,
    page: number,
  ): Promise<{ entries: ProgrammeEntry[]; total: number }> {
    const { sql, params } = this.where(actor, filter);
    const from = `FROM offer f JOIN programme p ON p.offerId = f.id JOIN organisation o ON o.id = f.organisationId
      WHERE f.domain = 'talent' AND f.kind = 'programme' AND ${sql}`;
    const [count] = await this.db.select<{ n: unknown }>(`SELECT COUNT(*) AS n ${from}`, params);
    const rows = await this.db.select<{ id: string }>(
      `SELECT f.id ${from} ORDER BY p.majorCode, o.nameKey, f.number LIMIT ${PAGE} OFFSET ${(page - 1) * PAGE}`,
      params,
    );
    return { total: Number(count?.n ?? 0), entries: await this.entries(rows.map(({ id }) => id)) };
  }

  /** Conditions on `offer f`, `programme p` and `organisation o`. */
  where(actor: Actor, { major, level, college, state }: Partial<ProgrammeFilterForm>): Sql {
    const seen = this.shelf.seen(actor);
    const parts = [seen.sql];
    const params: unknown[] = [...seen.params];
    const add = (sql: string, ...values: unknown[]) => {
      parts.push(sql);
      params.push(...values);
    };
    if (actor.organisationKind !== 'centre') add("(o.state = 'active' OR o.id = ?)", actor.organisationId);
    if (state) add('f.state = ?', state);
    else add("f.state <> 'off'");
    if (level) add('p.level = ?', level);
    const codes = major ? majorsLike(major) : null;
    if (codes) add(inList('p.majorCode', codes), ...codes);
    if (college) add('o.searchText LIKE ?', containing(nameKey(college)));
    return { sql: parts.join(' AND '), params };
  }

  /** The programme of a number, if the actor may see it. */
  async byNumber(actor: Actor, number: string): Promise<string | null> {
    const { sql, params } = this.where(actor, {});
    const [row] = await this.db.select<{ id: string }>(
      `SELECT f.id FROM offer f JOIN programme p ON p.offerId = f.id JOIN organisation o ON o.id = f.organisationId
        WHERE f.domain = 'talent' AND f.kind = 'programme' AND f.number = ? AND ${sql}`,
      [number, ...params],
    );
    return row?.id ?? null;
  }

  /** A college's own, those taken off left out, in the order of their majors. */
  async ofCollege(actor: Actor, organisationId: string): Promise<ProgrammeEntry[]> {
    const seen = this.shelf.seen(actor);
    const rows = await this.db.select<{ id: string }>(
      `SELECT f.id FROM offer f JOIN programme p ON p.offerId = f.id
        WHERE f.domain = 'talent' AND f.kind = 'programme' AND f.state <> 'off' AND f.organisationId = ? AND ${seen.sql}
        ORDER BY p.level, p.majorCode, f.number`,
      [organisationId, ...seen.params],
    );
    return this.entries(rows.map(({ id }) => id));
  }

  async entries(ids: readonly string[]): Promise<ProgrammeEntry[]> {
    const offers = ids.length === 0 ? [] : await this.db.repo(Offer).findBy(ids.map((id) => ({ id })));
    const loaded = await this.catalogue.load(offers, { anyCollege: true });
    return ids.flatMap((id) => loaded.get(id) ?? []);
  }
}
