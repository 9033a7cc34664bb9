import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Demand } from '../../../matchmaking/demand.entity.js';
import { Referrals } from '../../../matchmaking/referrals.js';
import { Visibility } from '../../../matchmaking/visibility.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Notices } from '../../../platform/notifications/notices.service.js';
import { Outbox } from '../../../platform/outbox/outbox.service.js';
import { disclosure } from '../referrals/disclosure.js';
import { NEED_CHANGED } from '../events.js';
import { FinancingNeed } from './need.entity.js';

/** Facts of a need that a person may change; everything else is set by the lifecycle. */
export type NeedChange = Partial<Omit<FinancingNeed, 'demandId' | 'chosenQuoteId'>> & { referralCap?: number };

@Injectable()
export class Needs {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly visibility: Visibility,
    private readonly referrals: Referrals,
    private readonly notices: Notices,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  /** A need the caller may know of, with its facts. @throws Problem `not-found` */
  async require(actor: Actor, id: string): Promise<{ demand: Demand; need: FinancingNeed }> {
    const demand = await this.visibility.demand(actor, id);
    const need = await this.db.repo(FinancingNeed).findOneByOrFail({ demandId: id });
    return { demand, need };
  }

  /**
   * Saves facts of a draft, a returned or a filed need. After filing, a change of what banks were told makes the match
   * stale: it is run again, and banks that have the need are told that it changed.
   *
   * @param version the one the edit starts from; without it the last writer wins (`conflict-version`)
   */
  async save(actor: Actor, id: string, change: NeedChange, version?: number): Promise<void> {
    const { demand, need } = await this.require(actor, id);
    if (!['draft', 'returned', 'submitted', 'listed', 'engaged'].includes(demand.state))
      throw new Problem('state-changed', { state: demand.state });
    const { referralCap, ...facts } = change;
    const changed = (Object.keys(facts) as (keyof typeof facts)[]).filter(
      (key) => JSON.stringify(facts[key] ?? null) !== JSON.stringify(need[key] ?? null),
    );
    await this.db.transaction(async () => {
      if (changed.length > 0) await this.db.repo(FinancingNeed).update({ demandId: id }, facts);
      const { affected } = await this.db.repo(Demand).update(
        { id, ...(version !== undefined && { version }) },
        {
          wanted: facts.amount ?? need.amount ?? 0,
          revision: demand.revision + (changed.length > 0 ? 1 : 0),
          editedAt: this.clock.now(),
          ...(referralCap && { referralCap }),
        },
      );
      if (affected !== 1) throw new Problem('conflict-version');
      if (changed.length === 0 || demand.state === 'draft') return;
      await this.audit.record(actor, { action: 'demand.edit', type: 'demand', id, changed });
      await this.outbox.emit(NEED_CHANGED, { demandId: id }, id);
      if (changed.some((key) => disclosure[key].length > 0)) await this.tellBanksOfChange(demand);
    });
  }

  private async tellBanksOfChange(demand: Demand): Promise<void> {
    for (const referral of await this.referrals.openOf(demand.id)) {
      if (referral.state === 'awaiting-consent') continue;
      await this.notices.tell({
        kind: 'need-changed',
        to: { organisationId: referral.recipientOrganisationId, permission: 'financing.referral.answer' },
        about: { type: 'referral', id: referral.id, href: `/financing/referrals/${referral.id}` },
        params: { number: demand.number ?? '' },
        eventKey: `need-changed:${referral.id}:${demand.revision + 1}`,
        demandId: demand.id,
        referralId: referral.id,
      });
    }
  }

  mayEdit(actor: Actor, demand: Demand): boolean {
    return (
      may(actor, 'financing.need.edit') &&
      ['draft', 'returned', 'submitted', 'listed', 'engaged'].includes(demand.state)
    );
  }
}
