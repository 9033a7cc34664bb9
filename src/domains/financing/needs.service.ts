import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../kernel/actor.js';
import { addDays } from '../../kernel/day.js';
import { Problem } from '../../kernel/problem.js';
import { Organisations } from '../../directory/organisations.js';
import { ZoneSettings } from '../../directory/zone-settings.js';
import { Deadlines } from '../../matchmaking/deadlines.js';
import { Demand, type Channel } from '../../matchmaking/demand.entity.js';
import { Lifecycle } from '../../matchmaking/lifecycle.service.js';
import { Referrals } from '../../matchmaking/referrals.js';
import { Visibility } from '../../matchmaking/visibility.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Counters } from '../../platform/database/counters.js';
import { Database } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/faults.js';
import { newId } from '../../platform/ids.js';
import { Notices } from '../../platform/notifications/notices.service.js';
import { Outbox } from '../../platform/outbox/outbox.service.js';
import { EndedQuotes } from './ended-quotes.js';
import { FinancingNeed } from './need.entity.js';

export const NEED_CHANGED = 'financing.need-changed.v1';

/** Facts of a need that a person may change; everything else is set by the lifecycle. */
export type NeedChange = Partial<Omit<FinancingNeed, 'demandId' | 'chosenQuoteId'>> & { referralCap?: number };

export interface Intake {
  readonly organisationId: string;
  readonly channel: Channel;
  readonly collectedOn?: string | null;
  readonly importId?: string | null;
}

/** What must be there before a need can be submitted; the rest may stay unknown. */
const required = ['financingKind', 'purpose', 'amount', 'contactName', 'contactMobile'] as const;

@Injectable()
export class Needs {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly counters: Counters,
    private readonly visibility: Visibility,
    private readonly lifecycle: Lifecycle,
    private readonly deadlines: Deadlines,
    private readonly referrals: Referrals,
    private readonly notices: Notices,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly zone: ZoneSettings,
    private readonly quotes: EndedQuotes,
    private readonly organisations: Organisations,
  ) {}

  /** A need the caller may know of, with its facts. @throws Problem `not-found` */
  async require(actor: Actor, id: string): Promise<{ demand: Demand; need: FinancingNeed }> {
    const demand = await this.visibility.demand(actor, id);
    const need = await this.db.repo(FinancingNeed).findOneByOrFail({ demandId: id });
    return { demand, need };
  }

  /** The enterprise's open draft is gone on with; a second one is not begun. */
  async draft(actor: Actor, intake: Intake): Promise<Demand> {
    if (actor.organisationKind !== 'centre' && intake.organisationId !== actor.organisationId)
      throw new Problem('not-found');
    return this.db.transaction(async () => {
      if (intake.importId) return this.begin(actor, intake, null);
      const draftKey = `financing:${intake.organisationId}:${actor.userId}`;
      try {
        return (await this.openDraft(actor, intake)) ?? (await this.begin(actor, intake, draftKey));
      } catch (error) {
        // A second call at the same moment: the key let one of them begin, and that draft is there by now.
        const open = isUniqueViolation(error) ? await this.openDraft(actor, intake) : null;
        if (open) return open;
        throw error;
      }
    });
  }

  private async openDraft(actor: Actor, { organisationId }: Intake): Promise<Demand | null> {
    return this.db.repo(Demand).findOne({
      where: { domain: 'financing', organisationId, state: 'draft', filedBy: actor.userId },
      order: { createdAt: 'DESC' },
    });
  }

  private async begin(actor: Actor, intake: Intake, draftKey: string | null): Promise<Demand> {
    const demand = this.db.repo(Demand).create({
      id: newId(),
      domain: 'financing',
      number: null,
      organisationId: intake.organisationId,
      draftKey,
      state: 'draft',
      outcome: null,
      wanted: 0,
      reserved: 0,
      activeReferrals: 0,
      referralCap: 3,
      channel: intake.channel,
      filedBy: actor.userId,
      collectedOn: intake.collectedOn ?? null,
      officerId: actor.organisationKind === 'centre' ? actor.userId : null,
      importId: intake.importId ?? null,
      revision: 1,
      latestRunId: null,
      createdAt: this.clock.now(),
      editedAt: null,
      submittedAt: null,
      listedAt: null,
      closedAt: null,
      expiresOn: null,
    });
    await this.db.repo(Demand).insert(demand);
    const blank = Object.fromEntries(
      this.db.repo(FinancingNeed).metadata.columns.map((column) => [column.propertyName, null]),
    );
    await this.db.repo(FinancingNeed).insert({ ...blank, demandId: demand.id });
    return demand;
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
      await this.tellBanksOfChange(demand);
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

  /** What is still to be filled before the need can be submitted. */
  missing(need: FinancingNeed): string[] {
    return required.filter((key) => need[key] === null || need[key] === '');
  }

  async submit(actor: Actor, id: string): Promise<Demand> {
    const { demand, need } = await this.require(actor, id);
    const missing = this.missing(need);
    if (missing.length > 0) {
      throw new Problem(
        'validation',
        {},
        missing.map((name) => ({ field: name, code: 'required', params: {} })),
      );
    }
    return this.db.transaction(async () => {
      const now = this.clock.now();
      const number = demand.number ?? (await this.counters.nextNumber('RZ', Number(this.clock.today().slice(0, 4))));
      const expiryDays = await this.zone.number('expiry.financing', 90);
      const expiresOn = addDays(this.clock.today(), expiryDays);
      await this.lifecycle.demand(actor, demand, 'submit', {
        number,
        submittedAt: demand.submittedAt ?? now,
        expiresOn,
        wanted: need.amount ?? 0,
      });
      const centreId = await this.organisations.centreId();
      await this.deadlines.finish({ demandId: id }, ['mend-need']);
      const owner = { ownerOrganisationId: centreId, ownerUserId: demand.officerId };
      const { dueAt } = await this.deadlines.start({ kind: 'verify', demandId: id, ...owner });
      const params = {
        dueAt: dueAt.toISOString(),
        organisation: await this.organisations.nameOf(demand.organisationId),
      };
      const enterprise = { organisationId: demand.organisationId, permission: 'financing.need.read' };
      await this.tell(demand, 'need-submitted', enterprise, params);
      const officers = demand.officerId
        ? { userIds: [demand.officerId] }
        : { organisationId: centreId, permission: 'financing.need.verify' };
      await this.tell(demand, 'need-to-verify', officers, params);
      return demand;
    });
  }

  async withdraw(actor: Actor, id: string, reason: string, note: string | null): Promise<void> {
    await this.require(actor, id);
    await this.db.transaction(async () => {
      const demand = await this.lifecycle.hold(id);
      for (const referral of await this.referrals.openOf(id))
        await this.referrals.end(actor, demand, referral, 'withdraw');
      await this.quotes.clear(id);
      await this.lifecycle.demand(actor, demand, 'close', {
        outcome: reason === 'solved-elsewhere' ? 'solved-elsewhere' : 'withdrawn',
      });
      await this.deadlines.finishAll({ demandId: id });
      await this.audit.record(actor, {
        action: 'demand.withdraw',
        type: 'demand',
        id,
        note: reason,
        ...(note && { changed: ['note'] }),
      });
      await this.tell(demand, 'need-withdrawn', {
        organisationId: await this.organisations.centreId(),
        permission: 'financing.need.refer',
      });
    });
  }

  /** Tells people of a demand; with a referral, the link leads its recipient there. */
  async tell(
    demand: Demand,
    kind: string,
    to: { organisationId: string; permission: string } | { userIds: string[] },
    params: Record<string, string | number | string[]> = {},
    referralId: string | null = null,
  ): Promise<void> {
    const about = referralId
      ? { type: 'referral', id: referralId, href: `/financing/referrals/${referralId}` }
      : { type: 'demand', id: demand.id, href: `/financing/needs/${demand.id}` };
    await this.notices.tell({
      kind,
      to,
      about,
      params: { number: demand.number ?? '', ...params },
      eventKey: `${kind}:${about.id}:${this.clock.now().getTime()}`,
      demandId: demand.id,
      ...(referralId && { referralId }),
    });
  }

  mayEdit(actor: Actor, demand: Demand): boolean {
    return (
      may(actor, 'financing.need.edit') &&
      ['draft', 'returned', 'submitted', 'listed', 'engaged'].includes(demand.state)
    );
  }
}
