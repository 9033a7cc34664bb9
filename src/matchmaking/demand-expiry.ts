import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../kernel/actor.js';
import { addDays, type Day } from '../kernel/day.js';
import { Problem } from '../kernel/problem.js';
import { Audit } from '../platform/audit/audit.service.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Database } from '../platform/database/database.js';
import { Notices } from '../platform/notifications/notices.service.js';
import { CaseVoice } from './case-voice.js';
import { Deadlines } from './deadlines.js';
import { Demand } from './demand.entity.js';
import { demandHref, demandPermission } from './domains.js';
import { Lifecycle } from './lifecycle.service.js';
import { Referrals } from './referrals.js';
import { Visibility } from './visibility.js';

/** How long the demands of a domain stand. */
export interface ExpiryLine {
  readonly domain: string;
  /** Days a demand stands. */
  readonly days: (demand: Demand) => number | Promise<number>;
  /** How many days before the end its owner is asked. */
  readonly askBefore: number;
  readonly notices: { readonly ask: string; readonly expired: string };
  /** What else of the domain ends with it, in the same transaction. */
  readonly ended: (demandId: string) => Promise<void>;
}

/** States that wait for something to happen; once an offer was agreed on, a demand no longer expires. */
const EXPIRING = ['submitted', 'returned', 'listed', 'engaged'] as const;
const EXPIRING_SQL = `d.domain = ? AND d.state IN (${EXPIRING.map((state) => `'${state}'`).join()})`;

export const isExpiring = ({ state }: Demand): boolean => (EXPIRING as readonly string[]).includes(state);

/** A demand stands for so many days; near the end its owner is asked, and may renew it with one click (decisions: Expiry). */
@Injectable()
export class DemandExpiry {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly visibility: Visibility,
    private readonly lifecycle: Lifecycle,
    private readonly referrals: Referrals,
    private readonly deadlines: Deadlines,
    private readonly notices: Notices,
    private readonly voice: CaseVoice,
    private readonly audit: Audit,
  ) {}

  /** Asks the owners of demands that end soon, once for each end. @returns how many people were told now */
  async remind(line: ExpiryLine): Promise<number> {
    const today = this.clock.today();
    const soon = await this.db.select<{ id: string }>(
      `SELECT d.id FROM demand d WHERE ${EXPIRING_SQL} AND d.expiresOn >= ? AND d.expiresOn <= ?`,
      [line.domain, today, addDays(today, line.askBefore)],
    );
    let told = 0;
    for (const { id } of soon) told += await this.db.transaction(() => this.ask(id, line));
    return told;
  }

  private async ask(id: string, { notices }: ExpiryLine): Promise<number> {
    const demand = await this.db.repo(Demand).findOneByOrFail({ id });
    return this.notices.tell({
      kind: notices.ask,
      to: { organisationId: demand.organisationId, permission: demandPermission(demand.domain, 'edit') },
      about: { type: 'demand', id, href: `${demandHref(demand)}/renewal` },
      params: { number: demand.number ?? '', expiresOn: demand.expiresOn ?? '' },
      eventKey: `${notices.ask}:${id}:${demand.expiresOn}`,
      demandId: id,
    });
  }

  /** Closes what has run out; referrals still open end with it, and both sides are told. @returns how many */
  async expire(line: ExpiryLine): Promise<number> {
    const over = await this.db.select<{ id: string }>(
      `SELECT d.id FROM demand d WHERE ${EXPIRING_SQL} AND d.expiresOn < ?`,
      [line.domain, this.clock.today()],
    );
    let closed = 0;
    for (const { id } of over) if (await this.tryClose(id, line)) closed++;
    return closed;
  }

  /** Somebody who acts on it at this very moment comes first; what is still over tomorrow is closed then. */
  private async tryClose(id: string, line: ExpiryLine): Promise<boolean> {
    try {
      return await this.db.transaction(() => this.close(id, line));
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  }

  private async close(id: string, { notices, ended }: ExpiryLine): Promise<boolean> {
    const demand = await this.lifecycle.hold(id);
    // Renewed, agreed or withdrawn since it was listed for closing.
    if (!isExpiring(demand) || (demand.expiresOn ?? '') >= this.clock.today()) return false;
    await this.lifecycle.demand(systemActor, demand, 'close', { outcome: 'expired' });
    for (const referral of await this.referrals.openOf(id))
      await this.referrals.end(systemActor, demand, referral, 'not-choose', notices.expired);
    await ended(id);
    await this.deadlines.finishAll({ demandId: id });
    await this.voice.enterprise(demand, notices.expired);
    await this.voice.officer(demand, notices.expired);
    return true;
  }

  /** One click: it stands for the full time again, counted from today. @throws Problem `state-changed` */
  async renew(actor: Actor, id: string, line: ExpiryLine): Promise<Day> {
    const demand = await this.visibility.demand(actor, id);
    if (!isExpiring(demand)) throw new Problem('state-changed', { state: demand.state });
    const expiresOn = addDays(this.clock.today(), await line.days(demand));
    await this.db.transaction(async () => {
      const before = { expiresOn: demand.expiresOn };
      if (!(await this.db.transition(Demand, id, [demand.state], { state: demand.state, expiresOn })))
        throw new Problem('state-changed', { state: demand.state });
      await this.audit.record(actor, { action: 'demand.renew', type: 'demand', id, before, after: { expiresOn } });
    });
    return expiresOn;
  }
}
