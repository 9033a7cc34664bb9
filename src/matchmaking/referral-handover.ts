import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { Database } from '../platform/database/database.js';
import { CaseVoice } from './case-voice.js';
import { ReferralTurn } from './referral-turn.js';
import { Referral } from './referral.entity.js';
import { isOpen } from './referrals.js';
import { Responses } from './responses.js';

/** A referral goes over to a colleague of the same institution, with its open clocks. */
@Injectable()
export class ReferralHandover {
  constructor(
    private readonly db: Database,
    private readonly turn: ReferralTurn,
    private readonly responses: Responses,
    private readonly voice: CaseVoice,
  ) {}

  /** Active people of the same organisation. */
  async colleagues(actor: Actor): Promise<{ id: string; name: string }[]> {
    return this.db.select(
      `SELECT DISTINCT u.id, u.name FROM user_account u JOIN membership m ON m.userId = u.id
        WHERE m.organisationId = ? AND u.state = 'active' AND u.id <> ? ORDER BY u.name`,
      [actor.organisationId, actor.userId],
    );
  }

  /** @throws Problem `not-found` unless it is an active colleague */
  async handOver(actor: Actor, id: string, colleagueId: string, note: string | null): Promise<void> {
    const [colleague] = await this.db.select<{ id: string }>(
      'SELECT u.id FROM user_account u JOIN membership m ON m.userId = u.id WHERE u.id = ? AND m.organisationId = ? AND u.state = ?',
      [colleagueId, actor.organisationId, 'active'],
    );
    if (!colleague) throw new Problem('not-found');
    await this.turn.asRecipient(actor, id, async ({ demand, referral }) => {
      if (!isOpen(referral)) throw new Problem('state-changed', { state: referral.state });
      await this.db.repo(Referral).update({ id }, { handlerId: colleagueId });
      await this.db.execute(
        'UPDATE deadline SET ownerUserId = ? WHERE referralId = ? AND ownerOrganisationId = ? AND doneAt IS NULL',
        [colleagueId, id, actor.organisationId],
      );
      await this.responses.add(actor, id, 'handed-over', [], note);
      await this.voice.tell(demand, 'referral-handed-over', { userIds: [colleagueId] }, {}, id);
    });
  }
}
