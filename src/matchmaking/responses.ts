import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { ResponseRow } from './referral.entity.js';

const sides = { enterprise: 'enterprise', centre: 'centre', institution: 'recipient', college: 'recipient' } as const;

/** What either side says about a referral is kept word by word; nothing is ever changed. Inside a transaction. */
@Injectable()
export class Responses {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
  ) {}

  async add(
    actor: Actor,
    referralId: string,
    kind: string,
    codes: readonly string[] = [],
    note: string | null = null,
  ): Promise<void> {
    const said = { kind, codes: [...codes], note };
    const by = { side: sides[actor.organisationKind], userId: actor.userId, at: this.clock.now() };
    await this.db.repo(ResponseRow).insert({ ...said, ...by, id: newId(), referralId });
  }
}
