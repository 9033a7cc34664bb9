import { Injectable } from '@nestjs/common';
import { majors } from '../../../directory/codes/majors.js';
import { Organisations } from '../../../directory/organisations.js';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { demandPermission } from '../../../matchmaking/domains.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { Notices } from '../../../platform/notifications/notices.service.js';
import { PoolInterest } from '../colleges/college.entity.js';
import { Colleges } from '../colleges/colleges.service.js';
import type { FoundDemand } from '../demands/demands.service.js';
import { termAhead, type Term } from '../plans/plan-term.js';
import { PoolQueries, type PooledDemand } from './pool.queries.js';

export const interestKinds = ['interested', 'declined'] as const;

export interface PoolAnswer {
  readonly kind: PoolInterest['kind'];
  readonly codes: readonly string[];
  /** So many seats it could open; null: not said. */
  readonly seats: number | null;
  readonly note: string | null;
}

/** A college's word on a major, with its name. */
export interface Interest {
  readonly majorCode: string;
  readonly collegeId: string;
  readonly college: string;
  readonly kind: PoolInterest['kind'];
  readonly codes: readonly string[];
  readonly seats: number | null;
  readonly note: string | null;
  readonly at: Date;
}

/**
 * What colleges say to the pool before any plan: one word a college, major and term, which covers every demand in it.
 * It promises nothing and stops no clock: a plan still asks, and a demand that nobody moves still expires.
 */
@Injectable()
export class PoolInterests {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly pool: PoolQueries,
    private readonly organisations: Organisations,
    private readonly colleges: Colleges,
    private readonly notices: Notices,
    private readonly audit: Audit,
  ) {}

  /** The term that is answered for now. */
  term(): Term {
    return termAhead(this.clock.today());
  }

  /**
   * The college answers, or answers anew: the last word holds.
   * @throws Problem `not-found` for a major it does not teach; `validation` for a refusal without a reason
   */
  async answer(actor: Actor, majorCode: string, answer: PoolAnswer): Promise<void> {
    const taught = await this.pool.teaching(actor.organisationId);
    if (!taught.some((one) => one.majorCode === majorCode)) throw new Problem('not-found');
    if (answer.kind === 'declined' && answer.codes.length === 0)
      throw new Problem('validation', {}, [{ field: 'codes', code: 'required', params: {} }]);
    const term = this.term();
    await this.db.transaction(async () => {
      await this.colleges.hold(actor.organisationId);
      const own = { organisationId: actor.organisationId, majorCode, term };
      const before = await this.db.repo(PoolInterest).findOneBy(own);
      const said = {
        kind: answer.kind,
        codes: answer.kind === 'declined' ? [...answer.codes] : [],
        seats: answer.kind === 'interested' ? answer.seats : null,
        note: answer.note,
        userId: actor.userId,
        at: this.clock.now(),
      };
      if (before) await this.db.repo(PoolInterest).update({ id: before.id }, said);
      else await this.db.repo(PoolInterest).insert({ id: newId(), ...own, ...said });
      await this.audit.record(actor, {
        action: 'pool.answer',
        type: 'organisation',
        id: actor.organisationId,
        ...(before && { before: { kind: before.kind, seats: before.seats } }),
        after: { major: majorCode, term, kind: said.kind, seats: said.seats },
      });
      if (before?.kind !== said.kind) await this.tell(actor, majorCode, said.kind);
    });
  }

  /** Officers hear of either word; firms only that somebody would open a class. */
  private async tell(actor: Actor, majorCode: string, kind: PoolInterest['kind']): Promise<void> {
    const params = { college: actor.organisationName, major: majors.name(majorCode, 'zh-CN') };
    await this.notices.tell({
      kind: `pool-${kind}`,
      to: { organisationId: await this.organisations.centreId(), permission: 'talent.plan.edit' },
      about: { type: 'pool', id: actor.organisationId, href: `/talent/pool/${majorCode}` },
      params,
      eventKey: `pool-${kind}:${actor.organisationId}:${majorCode}:${this.clock.now().getTime()}`,
    });
    if (kind !== 'interested') return;
    const demands = (await this.pool.demands([majorCode])).filter(isFor(actor.organisationId));
    for (const { demandId, organisationId } of demands)
      await this.notices.tell({
        kind: 'demand-interest',
        to: { organisationId, permission: demandPermission('talent', 'edit') },
        about: { type: 'demand', id: demandId, href: `/talent/demands/${demandId}` },
        params,
        eventKey: `demand-interest:${demandId}:${actor.organisationId}:${this.term()}`,
        demandId,
      });
  }

  /** Every word of a term, by major and college. */
  async of(term: Term): Promise<Interest[]> {
    const rows = await this.db.repo(PoolInterest).find({ where: { term }, order: { majorCode: 'ASC', at: 'ASC' } });
    const names = new Map((await this.organisations.list('college')).map(({ id, name }) => [id, name]));
    return rows.map(({ organisationId, majorCode, kind, codes, seats, note, at }) => ({
      majorCode,
      collegeId: organisationId,
      college: names.get(organisationId) ?? '',
      kind,
      codes,
      seats,
      note,
      at,
    }));
  }

  /** Colleges that would open a class for one of these majors, now; those that the firm does not want left out. */
  async forDemand({ post, majors: wished }: Pick<FoundDemand, 'post' | 'majors'>): Promise<Interest[]> {
    if (!post.cooperation?.includes('order-class')) return [];
    return (await this.of(this.term())).filter(
      ({ kind, majorCode, collegeId }) =>
        kind === 'interested' &&
        wished.some(({ code }) => code === majorCode) &&
        !post.avoidedColleges?.includes(collegeId),
    );
  }
}

/** A college does not learn of demands of firms that do not want it. */
export const isFor =
  (collegeId: string) =>
  ({ avoidedColleges }: Pick<PooledDemand, 'avoidedColleges'>): boolean =>
    !avoidedColleges.includes(collegeId);
