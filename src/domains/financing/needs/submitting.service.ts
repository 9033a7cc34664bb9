import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { DemandSubmission } from '../../../matchmaking/demand-submission.js';
import type { Demand } from '../../../matchmaking/demand.entity.js';
import { NeedExpiry } from './need-expiry.js';
import { Needs } from './needs.service.js';
import { stillMissing } from './still-missing.js';

/** A need is handed in, once everything that must be there is there. */
@Injectable()
export class Submitting {
  constructor(
    private readonly needs: Needs,
    private readonly submission: DemandSubmission,
    private readonly expiry: NeedExpiry,
  ) {}

  /** @throws Problem `validation` naming what is missing */
  async submit(actor: Actor, id: string): Promise<Demand> {
    const { demand, need } = await this.needs.require(actor, id);
    const missing = stillMissing(need).map((name) => ({ field: name, code: 'required', params: {} }));
    if (missing.length > 0) throw new Problem('validation', {}, missing);
    return this.submission.submit(actor, demand, {
      prefix: 'RZ',
      wanted: need.amount ?? 0,
      days: await this.expiry.days(),
      notices: { owner: 'need-submitted', officers: 'need-to-verify' },
    });
  }
}
