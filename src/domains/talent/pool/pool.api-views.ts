import { Injectable } from '@nestjs/common';
import { majors } from '../../../directory/codes/majors.js';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { show } from '../../../platform/http/api-schema.js';
import { interestKinds, PoolInterests, type Interest } from './pool-interests.service.js';
import { firmsIn, sumFor, wholeOf } from './pool.views.js';
import { PoolQueries, type PooledDemand } from './pool.queries.js';

export const poolMajor = show.object({
  majorCode: show.text,
  term: { ...show.text, description: 'the term that is answered for now' },
  people: { ...show.maybe(show.count), description: 'null: too few firms for any number' },
  firms: { ...show.maybe(show.count), description: 'for the centre alone' },
  lines: show.list(
    show.object({
      level: show.maybe(show.text),
      month: show.maybe(show.text),
      other: { ...show.flag, description: 'levels and months that too few firms stand behind, put together' },
      people: show.count,
    }),
  ),
  interests: {
    ...show.list(
      show.object({
        college: show.object({ id: show.id, name: show.text }),
        kind: show.code(interestKinds),
        codes: show.list(show.text),
        seats: show.maybe(show.count),
        note: show.maybe(show.text),
        at: show.instant,
      }),
    ),
    description: 'of all colleges for the centre, its own for a college',
  },
});

export const poolRecord = show.object({ items: show.list(poolMajor) });

/** The pool for programs: to each side what its pages show it (docs/talent.md). */
@Injectable()
export class PoolApiViews {
  constructor(
    private readonly queries: PoolQueries,
    private readonly interests: PoolInterests,
  ) {}

  async list(actor: Actor): Promise<object> {
    const said = await this.said(actor);
    const codes = await this.codes(actor, said);
    const demands = await this.queries.demands(codes);
    return { items: codes.map((code) => this.item(actor, code, demands, said)) };
  }

  /** @throws Problem `not-found` for a major that is none, or that a college does not teach */
  async major(actor: Actor, code: string): Promise<object> {
    const taught = await this.taught(actor);
    if (!majors.has(code) || (taught !== null && !taught.includes(code))) throw new Problem('not-found');
    return this.item(actor, code, await this.queries.demands([code]), await this.said(actor));
  }

  private item(actor: Actor, majorCode: string, all: readonly PooledDemand[], said: readonly Interest[]): object {
    const centre = actor.organisationKind === 'centre';
    const demands = all.filter((one) => one.majorCode === majorCode);
    const { people, lines } = centre ? wholeOf(demands) : sumFor(actor.organisationId, majorCode, demands);
    return {
      majorCode,
      term: this.interests.term(),
      people,
      firms: centre ? firmsIn(demands) : null,
      lines,
      interests: said
        .filter((one) => one.majorCode === majorCode)
        .map(({ collegeId: id, college: name, kind, codes, seats, note, at }) => ({
          college: { id, name },
          kind,
          codes,
          seats,
          note,
          at,
        })),
    };
  }

  /** What a college teaches; null for the centre, which sees every major. */
  private async taught({ organisationKind, organisationId }: Actor): Promise<string[] | null> {
    if (organisationKind === 'centre') return null;
    return (await this.queries.teaching(organisationId)).map(({ majorCode }) => majorCode);
  }

  private async said({ organisationKind, organisationId }: Actor): Promise<Interest[]> {
    const said = await this.interests.of(this.interests.term());
    return organisationKind === 'centre' ? said : said.filter(({ collegeId }) => collegeId === organisationId);
  }

  private async codes(actor: Actor, said: readonly Interest[]): Promise<string[]> {
    const taught = await this.taught(actor);
    if (taught !== null) return [...new Set(taught)].toSorted();
    const asked = (await this.queries.demands()).map(({ majorCode }) => majorCode);
    return [...new Set([...asked, ...said.map(({ majorCode }) => majorCode)])].toSorted();
  }
}
