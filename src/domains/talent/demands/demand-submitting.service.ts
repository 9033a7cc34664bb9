import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { DemandSubmission } from '../../../matchmaking/demand-submission.js';
import type { Demand } from '../../../matchmaking/demand.entity.js';
import { Database } from '../../../platform/database/database.js';
import { DemandFiling } from './demand-filing.service.js';
import { Demands, type FoundDemand } from './demands.service.js';
import { ExpiryDays } from './expiry-days.js';
import { UnlawfulConditions } from './unlawful-conditions.service.js';

/** What must be there before a demand can be handed in; the rest may stay unknown. */
const required = [
  'title', 'trade', 'headcountMin', 'headcountMax', 'educationLevel', 'cooperation', 'contactName', 'contactMobile',
] as const; // prettier-ignore

export function missingIn({ post, majors }: Pick<FoundDemand, 'post' | 'majors'>): string[] {
  const empty = required.filter((key) => {
    const value = post[key];
    return value === null || value === '' || (Array.isArray(value) && value.length === 0);
  });
  return majors.length === 0 ? [...empty, 'majors'] : [...empty];
}

/** Posts are handed in: each gets its number, its last day and its officer's deadline; all of a basket, or none. */
@Injectable()
export class DemandSubmitting {
  constructor(
    private readonly db: Database,
    private readonly demands: Demands,
    private readonly filing: DemandFiling,
    private readonly unlawful: UnlawfulConditions,
    private readonly submission: DemandSubmission,
    private readonly expiryDays: ExpiryDays,
  ) {}

  /** @throws Problem `validation` | `conditions-unlawful` | `state-changed` */
  async submit(actor: Actor, id: string): Promise<Demand[]> {
    const posts = await this.filing.basket(actor, id);
    return this.db.transaction(async () => {
      const filed: Demand[] = [];
      for (const post of posts) filed.push(await this.one(actor, post.id));
      return filed;
    });
  }

  private async one(actor: Actor, id: string): Promise<Demand> {
    const found = await this.demands.require(actor, id);
    const missing = missingIn(found).map((name) => ({ field: name, code: 'required', params: {} }));
    if (missing.length > 0) throw new Problem('validation', {}, missing);
    if ((await this.unlawful.stopping(id, found.post)).length > 0) throw new Problem('conditions-unlawful');
    await this.unlawful.keep(id, found.post);
    return this.submission.submit(actor, found.demand, {
      prefix: 'YG',
      wanted: found.post.headcountMax ?? 0,
      days: await this.expiryDays.of('end'),
      notices: { owner: 'demand-submitted', officers: 'demand-to-verify' },
    });
  }
}
