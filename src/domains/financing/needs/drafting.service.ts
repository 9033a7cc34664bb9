import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import type { Demand } from '../../../matchmaking/demand.entity.js';
import { Drafts, type Intake } from '../../../matchmaking/drafts.js';
import { Database } from '../../../platform/database/database.js';
import { FinancingNeed } from './need.entity.js';

/** Begins a need: the demand, and a blank row of what financing alone asks. */
@Injectable()
export class Drafting {
  constructor(
    private readonly db: Database,
    private readonly drafts: Drafts,
  ) {}

  /** The person's open draft for this enterprise is gone on with; a second one is not begun. */
  async draft(actor: Actor, intake: Intake): Promise<Demand> {
    return this.drafts.open(actor, 'financing', intake, async (demandId) => {
      const columns = this.db.repo(FinancingNeed).metadata.columns.map(({ propertyName }) => [propertyName, null]);
      await this.db.repo(FinancingNeed).insert({ ...Object.fromEntries(columns), demandId });
    });
  }
}
