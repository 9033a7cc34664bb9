import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Actor } from '../kernel/actor.js';
import { Needs } from '../domains/financing/needs.service.js';
import { CaseNote } from '../matchmaking/referral.entity.js';
import { Audit } from '../platform/audit/audit.service.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';

/** What an officer notes down on a case: a call made, a word to the enterprise. */
export class OfficerNotes {
  private readonly db: Database;

  constructor(private readonly app: NestFastifyApplication) {
    this.db = app.get(Database);
  }

  call(actor: Actor, demandId: string, text: string): Promise<void> {
    return this.add(actor, demandId, { kind: 'call', audience: 'staff', text });
  }

  message(actor: Actor, demandId: string, text: string): Promise<void> {
    return this.add(actor, demandId, { kind: 'message', audience: 'enterprise', text });
  }

  private async add(actor: Actor, demandId: string, note: Pick<CaseNote, 'kind' | 'audience' | 'text'>): Promise<void> {
    await this.app.get(Needs).require(actor, demandId);
    const at = this.app.get(BusinessClock).now();
    await this.db.transaction(async () => {
      const row = { ...note, id: newId(), demandId, referralId: null, nextOn: null, authorId: actor.userId, at };
      await this.db.repo(CaseNote).insert(row);
      await this.app.get(Audit).record(actor, { action: `demand.${note.kind}`, type: 'demand', id: demandId });
    });
  }
}
